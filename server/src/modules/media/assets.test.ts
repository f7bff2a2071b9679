import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mugGlb } from '../../../../demo/assets/mug.ts'
import { startServer, type TestServer } from '../../../test/harness.ts'
import type { Actor } from '../../kernel/http.ts'
import { partOf } from '../../kernel/http-media.ts'
import { media } from './module.ts'

const shops = { a: '019a0000-0000-7000-8000-00000000000a', b: '019a0000-0000-7000-8000-00000000000b' }
const staff = (shopId: string): Actor => ({
  kind: 'staff',
  id: shopId,
  name: '小演',
  sessionId: shopId,
  shopId,
  role: 'operator',
  permissions: ['media.write'],
})
const people: Record<string, Actor> = { a: staff(shops.a), b: staff(shops.b) }

let server: TestServer
let film: Buffer
beforeAll(async () => {
  server = await startServer({ modules: [media], authenticate: async (token) => people[token] })
  film = await readFile(new URL('../../../../demo/assets/mug.mp4', import.meta.url))
})
afterAll(() => server.close())

const send = (token: string, name: string, bytes: Uint8Array) =>
  server.request('POST', '/api/admin/media-assets', { token, file: { name, bytes } })
const code = async (bytes: Uint8Array, name = 'a.mp4') => (await send('a', name, bytes)).body.error?.code

/** A box of an MP4. */
function box(type: string, ...inside: Buffer[]): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + inside.reduce((sum, part) => sum + part.length, 0))
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, ...inside])
}
/** The least that tells what a video is. */
function tiny({ codec = 'avc1', seconds = 3, width = 640 } = {}): Buffer {
  const mvhd = Buffer.alloc(100)
  mvhd.writeUInt32BE(1000, 12)
  mvhd.writeUInt32BE(seconds * 1000, 16)
  const tkhd = Buffer.alloc(84)
  tkhd.writeUInt32BE(0x10000, 40)
  tkhd.writeUInt32BE(width * 65_536, 76)
  tkhd.writeUInt32BE(360 * 65_536, 80)
  const hdlr = Buffer.alloc(24)
  hdlr.write('vide', 8, 'latin1')
  const sample = Buffer.alloc(24)
  sample.write(codec, 12, 'latin1')
  const track = box('trak', box('tkhd', tkhd), box('mdia', box('hdlr', hdlr), box('minf', box('stbl', box('stsd', sample)))))
  return Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', box('mvhd', mvhd), track), box('mdat', Buffer.alloc(4))])
}

test('a real MP4 is kept, with what its own boxes tell of it; a file’s name counts for nothing', async () => {
  const { status, body } = await send('a', '杯子.exe', film)
  expect(status).toBe(200)
  expect(body).toMatchObject({ kind: 'video', name: '杯子.exe', video: { width: 480, height: 480, seconds: 6 }, bytes: film.length })
  expect(body.url).toMatch(/^\/media\/videos\/[0-9a-f]{2}\/[0-9a-f]{32}\.mp4$/)
  expect((await send('a', 'again.mp4', film)).body.id).toBe(body.id)
  expect((await send('b', 'other.mp4', film)).body).toMatchObject({ url: body.url })
  expect(await server.calls['media']?.['assets']?.({ urls: [body.url, '/media/videos/made/up.mp4'] })).toEqual({
    items: [{ url: body.url, kind: 'video', video: { width: 480, height: 480, seconds: 6 } }],
  })
})

test.each([
  ['another codec', tiny({ codec: 'hvc1' }), 'video_codec_refused'],
  ['too long', tiny({ seconds: 301 }), 'video_too_long'],
  ['a side of no size', tiny({ width: 0 }), 'video_unreadable'],
  ['cut off', tiny().subarray(0, 200), 'video_unreadable'],
  ['no picture in it', Buffer.concat([box('ftyp', Buffer.from('isom')), box('mdat', Buffer.alloc(9))]), 'video_unreadable'],
  ['a flood of boxes', Buffer.concat([tiny(), ...Array.from({ length: 10_001 }, () => box('free'))]), 'video_unreadable'],
  ['text', Buffer.from('<html>not a video at all</html>'), 'asset_kind_refused'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452000000000000', 'hex'), 'asset_kind_refused'],
])('%s is refused', async (_what, bytes, expected) => {
  expect(await code(bytes)).toBe(expected)
})

test('broken boxes never make the reader fault or go on for ever', async () => {
  for (let at = 0; at < 300; at += 7) {
    const bytes = Buffer.from(tiny())
    bytes[at] = 255
    expect((await send('a', 'x.mp4', bytes)).status, `byte ${at}`).toBeLessThan(500)
  }
})

/** A GLB with another JSON chunk. */
function glb(scene: unknown): Buffer {
  const text = JSON.stringify(scene)
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4))
  const head = Buffer.alloc(20)
  head.write('glTF', 0, 'latin1')
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(20 + json.length, 8)
  head.writeUInt32LE(json.length, 12)
  head.write('JSON', 16, 'latin1')
  return Buffer.concat([head, json])
}
const meshes = [{ primitives: [{ attributes: { POSITION: 0 } }] }]

test('a whole GLB is kept', async () => {
  const { status, body } = await send('a', 'mug.glb', mugGlb())
  expect(status).toBe(200)
  expect(body).toMatchObject({ kind: 'model', video: null })
  expect(body.url).toMatch(/\.glb$/)
})

test.each([
  ['of another version', Buffer.from(mugGlb()).fill(1, 4, 5), 'model_unreadable'],
  ['cut off', mugGlb().subarray(0, 500), 'model_unreadable'],
  [
    'that names a file elsewhere',
    glb({ asset: { version: '2.0' }, meshes, images: [{ uri: 'https://example.com/a.png' }] }),
    'model_refused',
  ],
  ['that needs a decoder', glb({ asset: { version: '2.0' }, meshes, extensionsRequired: ['KHR_draco_mesh_compression'] }), 'model_refused'],
  ['too fine', glb({ asset: { version: '2.0' }, meshes, accessors: [{ count: 500_001 }] }), 'model_too_large'],
  [
    'too fine, with numbers that hide it',
    glb({
      asset: { version: '2.0' },
      meshes: [...meshes, { primitives: [{ attributes: { POSITION: 1 } }] }],
      accessors: [{ count: 9_000_000 }, { count: -8_999_999 }],
    }),
    'model_unreadable',
  ],
  ['with nothing in it', glb({ asset: { version: '2.0' } }), 'model_unreadable'],
])('a GLB %s is refused', async (_what, bytes, expected) => {
  expect(await code(bytes, 'a.glb')).toBe(expected)
})

test('a shop’s library holds its own, by kind; what is taken out leaves it and is known still', async () => {
  const { body: item } = await send('b', '只此一件.glb', mugGlb('#335577'))
  const list = async (token: string, kind: string) =>
    (await server.request('GET', `/api/admin/media-assets?kind=${kind}&search=${encodeURIComponent('只此')}`, { token })).body.total
  expect([await list('b', 'model'), await list('b', 'video'), await list('a', 'model')]).toEqual([1, 0, 0])
  expect((await server.request('DELETE', `/api/admin/media-assets/${item.id}`, { token: 'a' })).status).toBe(404)
  expect((await server.request('DELETE', `/api/admin/media-assets/${item.id}`, { token: 'b' })).status).toBe(200)
  expect(await list('b', 'model')).toBe(0)
  expect(await server.calls['media']?.['assets']?.({ urls: [item.url] })).toMatchObject({ items: [{ kind: 'model' }] })
})

test('a player gets the part of a file that it asks for', () => {
  expect(partOf('bytes=0-1', 100)).toEqual({ from: 0, to: 1 })
  expect(partOf('bytes=90-', 100)).toEqual({ from: 90, to: 99 })
  expect(partOf('bytes=-10', 100)).toEqual({ from: 90, to: 99 })
  expect(partOf('bytes=50-500', 100)).toEqual({ from: 50, to: 99 })
  expect(partOf('bytes=100-', 100)).toBe('none')
  expect([partOf(undefined, 100), partOf('bytes=0-1,5-6', 100), partOf('bytes=-', 100)]).toEqual([undefined, undefined, undefined])
})
