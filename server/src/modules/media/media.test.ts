import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '../../../test/harness.ts'
import { openFiles } from '../../kernel/files.ts'
import type { Actor } from '../../kernel/http.ts'
import { media } from './module.ts'

const shops = { a: '019a0000-0000-7000-8000-00000000000a', b: '019a0000-0000-7000-8000-00000000000b' }
const person = '019a0000-0000-7000-8000-0000000000aa'
const staff = (shopId: string): Actor => ({
  kind: 'staff',
  id: person,
  name: '小演',
  sessionId: person,
  shopId,
  role: 'operator',
  permissions: ['media.write'],
})
const people: Record<string, Actor> = { a: staff(shops.a), b: staff(shops.b), shopper: { kind: 'shopper', id: person, sessionId: person } }

let server: TestServer
beforeAll(async () => {
  server = await startServer({ modules: [media], authenticate: async (token) => people[token] })
})
afterAll(() => server.close())

const photo = (width: number, height: number, background = '#336699'): ReturnType<typeof sharp> =>
  sharp({ create: { width, height, channels: 3, background } })
const send = (token: string, name: string, bytes: Uint8Array) =>
  server.request('POST', token === 'shopper' ? '/api/shop/pictures' : '/api/admin/media', { token, file: { name, bytes } })
const stored = (address: string): Promise<Buffer> => openFiles(server.config).get(address.slice('/media/'.length))

test('an upload becomes WebP at the fixed widths, upright and without metadata', async () => {
  // Lying on its side, with a camera's name in it.
  const bytes = await photo(1200, 600)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Model: 'Secret 9' } })
    .toBuffer()
  const reply = await send('a', '正面.jpg', bytes)
  expect(reply).toMatchObject({ status: 200, body: { name: '正面.jpg', picture: { width: 600, height: 1200 } } })
  expect(reply.body.picture.colour).toMatch(/^#3[0-9a-f]6[0-9a-f]9[0-9a-f]$/)
  for (const [width, wide] of [
    [240, 240],
    [480, 480],
    [960, 600],
  ]) {
    const made = await sharp(await stored(`${reply.body.picture.url}-${width}.webp`)).metadata()
    expect(made).toMatchObject({ format: 'webp', width: wide })
    expect(made.exif).toBeUndefined()
    expect(made.orientation).toBeUndefined()
  }
})

test('what a file is called does not matter: content that is not a picture is refused', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  expect(await send('a', 'logo.png', svg)).toMatchObject({ status: 400, body: { error: { code: 'image_kind_refused' } } })
  expect(await send('shopper', 'a.jpg', Buffer.from('%PDF-1.7 hello'))).toMatchObject({
    status: 400,
    body: { error: { code: 'image_kind_refused' } },
  })
  expect(await send('a', 'a.jpg', Buffer.alloc(0))).toMatchObject({ status: 400, body: { error: { code: 'file_missing' } } })
})

test('a broken picture and one with too many pixels are refused', async () => {
  const whole = await photo(800, 800).png().toBuffer()
  expect(await send('a', 'a.png', whole.subarray(0, whole.length / 2))).toMatchObject({
    status: 400,
    body: { error: { code: 'image_unreadable' } },
  })
  const huge = await photo(21_000, 10).png().toBuffer()
  expect(await send('a', 'a.png', huge)).toMatchObject({ status: 400, body: { error: { code: 'image_too_many_pixels' } } })
})

test('the same content gives the same item to its owner, and another owner an item of their own with the same files', async () => {
  const bytes = await photo(300, 300, '#aa3355').webp().toBuffer()
  const [first, again, other] = [await send('a', 'one.webp', bytes), await send('a', 'two.webp', bytes), await send('b', 'one.webp', bytes)]
  expect(again.body).toEqual(first.body)
  expect(other.body.picture).toEqual(first.body.picture)
  expect(other.body.id).not.toBe(first.body.id)
})

test('a library shows what its shop has and nothing else', async () => {
  const mine = await send('b', '海边 100%.png', await photo(90, 90, '#112233').png().toBuffer())
  const found = await server.request('GET', `/api/admin/media?search=${encodeURIComponent('100%')}`, { token: 'b' })
  expect(found.body).toMatchObject({ total: 1, items: [{ id: mine.body.id }] })
  const theirs = await server.request('GET', `/api/admin/media?search=${encodeURIComponent('100%')}`, { token: 'a' })
  expect(theirs.body.total).toBe(0)
  expect(await server.request('DELETE', `/api/admin/media/${mine.body.id}`, { token: 'a' })).toMatchObject({
    status: 404,
    body: { error: { code: 'media_not_found' } },
  })
})

test('a deleted picture leaves the library but keeps showing where it is used, and comes back when uploaded again', async () => {
  const bytes = await photo(50, 50, '#00ff00').png().toBuffer()
  const { body: item } = await send('a', 'gone.png', bytes)
  expect((await server.request('DELETE', `/api/admin/media/${item.id}`, { token: 'a' })).status).toBe(200)
  expect((await server.request('GET', '/api/admin/media?search=gone', { token: 'a' })).body.total).toBe(0)
  expect((await server.request('DELETE', `/api/admin/media/${item.id}`, { token: 'a' })).status).toBe(404)
  expect((await stored(`${item.picture.url}-240.webp`)).length).toBeGreaterThan(0)
  expect(await server.calls['media']?.['known']?.({ urls: [item.picture.url, '/media/made/up'] })).toEqual({ known: [item.picture.url] })
  expect((await send('a', 'gone.png', bytes)).body.id).toBe(item.id)
})

test('a shop finds its pictures by name or address, never those of another shop by name', async () => {
  const { body: item } = await send('a', '主图', await photo(60, 60, '#445566').png().toBuffer())
  const find = async (shopId: string, refs: string[]) => (await server.calls['media']?.['find']?.({ shopId, refs })) as { items: unknown[] }
  expect(await find(shops.a, ['主图', item.picture.url, '没有'])).toEqual({
    items: [
      { ref: '主图', picture: item.picture },
      { ref: item.picture.url, picture: item.picture },
    ],
  })
  expect((await find(shops.b, ['主图'])).items).toEqual([])
})
