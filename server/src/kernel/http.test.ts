import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Reply, startServer, type TestServer } from '../../test/harness.ts'
import { operation } from './contract.ts'
import { AppError } from './errors.ts'
import { route, webhook } from './http.ts'
import { defineModule } from './module.ts'

const item = z.object({ id: z.uuid(), name: z.string(), note: z.string().nullable() })
const echo = operation({
  id: 'echo',
  face: 'shop',
  method: 'POST',
  path: '/echo/:id',
  access: 'public',
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({
    page: z.coerce.number().int().min(1).default(1),
    on: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
  }),
  body: z.object({ name: z.string(), inner: z.object({ a: z.int() }).optional(), list: z.array(z.object({ b: z.string() })).optional() }),
  reply: z.object({ item, page: z.int(), on: z.boolean().optional(), tags: z.array(z.string()).optional() }),
})
const simple = { face: 'shop', method: 'GET', access: 'public', reply: z.object({ ok: z.boolean() }) } as const
const refuse = operation({ ...simple, id: 'refuse', path: '/refuse', errors: ['stock_short'] })
const fault = operation({ ...simple, id: 'fault', path: '/fault' })
const overflow = operation({ ...simple, id: 'overflow', path: '/overflow' })
const lie = operation({ ...simple, id: 'lie', path: '/lie' })
const often = operation({ ...simple, id: 'often', path: '/often', limit: { times: 2, seconds: 60 } })
const mine = operation({ ...simple, id: 'mine', path: '/mine', access: 'shopper' })
const theirs = operation({
  ...simple,
  id: 'theirs',
  face: 'admin',
  method: 'POST',
  path: '/theirs',
  access: 'staff:stock.write',
  body: z.object({ password: z.string(), dryRun: z.boolean().default(false) }),
  changes: ({ dryRun }) => !dryRun,
})
const empty = operation({ ...simple, id: 'empty', method: 'POST', path: '/empty' })
const stream = operation({ ...simple, id: 'stream', path: '/stream', raw: true })
const upload = operation({
  ...simple,
  id: 'upload',
  method: 'POST',
  path: '/upload',
  upload: { maxFiles: 1, maxBytes: 1000 },
  body: z.strictObject({ copies: z.coerce.number().int().default(1) }),
  reply: z.object({ copies: z.int(), name: z.string(), size: z.int() }),
})

const tiny = defineModule({
  name: 'tiny',
  calls: {},
  needs: {},
  messages: { 'zh-CN': { stock_short: '库存不足,只剩 {left} 件' }, en: { stock_short: 'Only {left} left.' } },
  create: ({ db }) => ({
    calls: {},
    handlers: [],
    jobs: [],
    routes: [
      // `secret` is not in the reply's schema.
      route(echo, async (_caller, { params, query, body }) => ({
        item: { id: params.id, name: body.name, note: null, secret: 'x' },
        ...query,
      })),
      route(refuse, async () => {
        throw new AppError('conflict', 'stock_short', { left: 3 })
      }),
      route(fault, async () => {
        throw new Error('the details are nobody’s business')
      }),
      route(overflow, async () => {
        await sql`select ${'9'.repeat(30)}::int`.execute(db)
        return { ok: true }
      }),
      route(lie, async () => ({ ok: 'yes' }) as unknown as { ok: boolean }), // breaks its promise on purpose
      route(often, async () => ({ ok: true })),
      route(mine, async () => ({ ok: true })),
      route(theirs, async () => ({ ok: true })),
      route(empty, async () => ({ ok: true })),
      route(stream, async () => ({ headers: { 'content-type': 'text/event-stream' }, body: Readable.from(['data: 1\n\n']) })),
      route(upload, async (_caller, { body, files }) => ({
        copies: body.copies,
        name: files[0]?.name ?? '',
        size: files[0]?.bytes.length ?? 0,
      })),
      webhook({
        method: 'POST',
        path: '/bank',
        handle: async ({ rawBody, query }) => ({ status: 201, body: `${query['a']}:${rawBody.toString('hex')}` }),
      }),
    ],
  }),
})

let server: TestServer
beforeAll(async () => {
  const staff = { kind: 'staff' as const, id: 's1', name: 'S', sessionId: 'x', shopId: 'shop', role: 'operator' }
  server = await startServer({
    modules: [tiny],
    config: { rateLimits: true },
    authenticate: async (token) =>
      token === 'sh_1'
        ? { kind: 'shopper', id: 'p1', sessionId: 'y' }
        : token === 'st_1'
          ? { ...staff, permissions: ['stock.write'] }
          : token === 'st_2'
            ? { ...staff, permissions: [] }
            : undefined,
  })
})
afterAll(() => server.close())

const id = '018f3c5e-7c1a-7c3e-8f00-000000000001'
const post = (body: unknown, path = `/api/shop/echo/${id}`): Promise<Reply> => server.request('POST', path, { body })
const raw = (bytes: string | Uint8Array, type = 'application/json'): Promise<Reply> =>
  server.request('POST', `/api/shop/echo/${id}`, { raw: { type, bytes } })

describe('a request', () => {
  test('reaches its function parsed, and only fields of the reply schema leave', async () => {
    const reply = await post({ name: '杯子' }, `/api/shop/echo/${id}?page=2&on=false&tags=a`)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({ item: { id, name: '杯子', note: null }, page: 2, on: false, tags: ['a'] })
  })

  test.each([
    ['an unknown field', { name: 'a', price: 1 }],
    ['an unknown field inside', { name: 'a', inner: { a: 1, b: 2 } }],
    ['an unknown field in a list', { name: 'a', list: [{ b: 'x', c: 1 }] }],
    ['a wrong type', { name: 1 }],
    ['a NUL character', { name: 'a\0b' }],
    ['a NUL character in a name', { name: 'a', 'x\0': 1 }],
    ['half a surrogate pair', { name: '\ud800' }],
    ['an unsafe integer', { name: 'a', inner: { a: 1e300 } }],
    ['no object', [1]],
  ])('with %s is refused as 400', async (_what, body) => {
    const reply = await post(body)
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'input_invalid' } } })
  })

  test('names the field that is not known', async () => {
    expect((await post({ name: 'a', inner: { a: 1, b: 2 } })).body.error.detail).toEqual({
      where: 'body',
      issues: [{ path: 'inner.b', message: 'is not a known field' }],
    })
  })

  test.each([
    ['broken JSON', '{"name":', 'body_not_json'],
    ['prototype poisoning', '{"name":"a","__proto__":{"x":1}}', 'body_not_json'],
    ['a constructor', '{"name":"a","constructor":{"prototype":{"x":1}}}', 'body_not_json'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 'body_not_json'],
    ['very deep nesting', `{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'input_invalid'],
  ])('with %s is refused as 400', async (_what, bytes, code) => {
    expect(await raw(bytes)).toMatchObject({ status: 400, body: { error: { code } } })
  })

  test('too large is 413, of another type 400', async () => {
    expect(await post({ name: 'a'.repeat(300_000) })).toMatchObject({ status: 413, body: { error: { code: 'body_too_large' } } })
    expect(await raw('name=a', 'application/x-www-form-urlencoded')).toMatchObject({
      status: 400,
      body: { error: { code: 'media_type_unsupported' } },
    })
  })

  test.each([
    ['an id that is none', '/api/shop/echo/xyz'],
    ['an id that is far too long', `/api/shop/echo/${'a'.repeat(3000)}`],
    ['a NUL in the path', '/api/shop/echo/%00'],
    ['a path nobody has', '/api/shop/nothing'],
    ['a broken escape', '/api/shop/echo/%zz'],
    ['bytes that are no UTF-8 in the path', '/api/shop/echo/%ff'],
  ])('with %s is 400 or 404 in our shape', async (_what, path) => {
    const reply = await post({ name: 'a' }, path)
    expect([400, 404]).toContain(reply.status)
    expect(reply.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String), requestId: expect.any(String) })
  })

  test('may leave out a body that it does not need, and may not bring one', async () => {
    expect((await server.request('POST', '/api/shop/empty')).status).toBe(200)
    expect((await server.request('POST', '/api/shop/empty', { raw: { type: 'application/json', bytes: '' } })).status).toBe(200)
    expect((await post({ a: 1 }, '/api/shop/empty')).status).toBe(400)
    expect((await post(undefined, '/api/shop/empty?x=1')).status).toBe(400)
  })
})

describe('what is hardly HTTP', () => {
  const talk = async (text: string): Promise<string> => {
    const { port } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.end(text)
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    return answer
  }

  test('is refused in the same shape', async () => {
    const long = await server.request('GET', `/api/shop/refuse?x=${'a'.repeat(40_000)}`)
    expect([long.status, long.body.error.code]).toEqual([431, 'request_bad'])
    expect(await talk('RUBBISH\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"request_bad"/)
  })
})

describe('a refusal', () => {
  test('speaks the language of the caller', async () => {
    const chinese = await server.request('GET', '/api/shop/refuse')
    const english = await server.request('GET', '/api/shop/refuse', { headers: { 'accept-language': 'en-GB,en;q=0.9' } })
    expect(chinese).toMatchObject({
      status: 409,
      body: { error: { code: 'stock_short', message: '库存不足,只剩 3 件', detail: { left: 3 } } },
    })
    expect(english.body.error.message).toBe('Only 3 left.')
  })

  test('of what is nobody’s business says nothing of it', async () => {
    const reply = await server.request('GET', '/api/shop/fault')
    expect(reply).toMatchObject({ status: 500, body: { error: { code: 'internal', detail: {} } } })
    expect(JSON.stringify(reply.body)).not.toContain('business')
  })

  test('by the database of a value is 400', async () => {
    expect(await server.request('GET', '/api/shop/overflow')).toMatchObject({ status: 400, body: { error: { code: 'input_invalid' } } })
  })

  test('comes from a handler that answers what it did not promise', async () => {
    expect((await server.request('GET', '/api/shop/lie')).status).toBe(500)
  })

  test('of too many requests says when to come back', async () => {
    const statuses = []
    for (let n = 0; n < 3; n += 1) statuses.push(await server.request('GET', '/api/shop/often'))
    expect(statuses.map((reply) => reply.status)).toEqual([200, 200, 429])
    expect(Number(statuses[2]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await server.request('GET', '/api/shop/often', { token: 'sh_1' })).status).toBe(200)
  })
})

describe('access', () => {
  test.each([
    ['a guest', undefined, 401, 'sign_in_required'],
    ['staff', 'st_1', 401, 'sign_in_required'],
    ['an ended session', 'sh_old', 401, 'session_expired'],
    ['a shopper', 'sh_1', 200, undefined],
  ])('to what is for shoppers: %s', async (_who, token, status, code) => {
    const reply = await server.request('GET', '/api/shop/mine', { token })
    expect([reply.status, reply.body.error?.code]).toEqual([status, code])
  })

  test.each([
    ['a guest', undefined, 401, 'sign_in_required'],
    ['a shopper', 'sh_1', 401, 'sign_in_required'],
    ['staff without the permission', 'st_2', 403, 'permission_missing'],
    ['staff with it', 'st_1', 200, undefined],
  ])('to what needs a permission: %s', async (_who, token, status, code) => {
    const reply = await server.request('POST', '/api/admin/theirs', { token, body: { password: 'p' } })
    expect([reply.status, reply.body.error?.code]).toEqual([status, code])
  })

  test('an ended session is a guest where guests may go', async () => {
    expect((await server.request('GET', '/api/shop/refuse', { token: 'sh_old' })).status).toBe(409)
  })

  test('a change by staff is noted with its secrets masked', async () => {
    await server.request('POST', '/api/admin/theirs', { token: 'st_1', body: { password: 'hush' } })
    const { rows } = await sql<{
      payload: unknown
    }>`select payload from kernel.outbox where name = 'kernel.admin_write' order by at desc limit 1`.execute(server.db)
    expect(rows[0]?.payload).toMatchObject({ operation: 'theirs', shopId: 'shop', staffId: 's1', body: { password: '***' }, status: 200 })
  })
})

test('what changes nothing is no change by staff', async () => {
  const count = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from kernel.outbox where name = 'kernel.admin_write'`.execute(server.db)).rows[0]
      ?.n ?? 0
  const before = await count()
  await server.request('POST', '/api/admin/theirs', { token: 'st_1', body: { password: 'p', dryRun: true } })
  expect(await count()).toBe(before)
  await server.request('POST', '/api/admin/theirs', { token: 'st_1', body: { password: 'p', dryRun: false } })
  expect(await count()).toBe(before + 1)
})

describe('other doors', () => {
  test('a webhook gets the bytes as they came', async () => {
    const reply = await server.request('POST', '/api/hooks/bank?a=1', { raw: { type: 'application/json', bytes: '{"a" : 1}' } })
    expect([reply.status, reply.body]).toEqual([201, `1:${Buffer.from('{"a" : 1}').toString('hex')}`])
  })

  test('a file arrives with its name stripped of folders, and one too large is 413', async () => {
    const good = await server.request('POST', '/api/shop/upload', {
      body: { copies: 2 },
      file: { name: '../../etc/猫.png', bytes: new Uint8Array(10) },
    })
    expect(good.body).toEqual({ copies: 2, name: '猫.png', size: 10 })
    const large = await server.request('POST', '/api/shop/upload', { file: { name: 'a', bytes: new Uint8Array(2000) } })
    expect(large).toMatchObject({ status: 413, body: { error: { code: 'upload_too_large' } } })
    expect((await post({}, '/api/shop/upload')).status).toBe(400)
    expect(
      (await server.request('POST', '/api/shop/upload', { raw: { type: 'multipart/form-data; boundary=x', bytes: 'rubbish' } })).status,
    ).toBe(400)
    expect((await server.request('POST', '/api/shop/upload', { raw: { type: 'multipart/form-data', bytes: 'rubbish' } })).status).toBe(400)
  })

  test('a stream is handed through as it is', async () => {
    const reply = await server.request('GET', '/api/shop/stream')
    expect([reply.body, reply.headers.get('content-encoding')]).toEqual(['data: 1\n\n', null])
  })

  test('security headers are on every answer', async () => {
    const { headers } = await server.request('GET', '/api/shop/refuse')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('strict-transport-security')).toBeNull()
  })
})

test('a server that stops lets the request in hand finish, ends streams and takes nothing new', async () => {
  let entered = () => {}
  const begun = new Promise<void>((resolve) => {
    entered = resolve
  })
  const slow = operation({ ...simple, id: 'slow', path: '/slow' })
  const endless = operation({ ...simple, id: 'endless', path: '/endless', raw: true })
  const lazy = defineModule({
    name: 'lazy',
    calls: {},
    needs: {},
    create: () => ({
      calls: {},
      handlers: [],
      jobs: [],
      routes: [
        route(slow, async () => {
          entered()
          await new Promise((resolve) => setTimeout(resolve, 300))
          return { ok: true }
        }),
        route(endless, async () => {
          const body = new Readable({ read: () => {} })
          body.push('data: 1\n\n')
          return { headers: { 'content-type': 'text/event-stream' }, body }
        }),
      ],
    }),
  })
  const stopping = await startServer({ modules: [lazy] })
  const stream = await fetch(`${stopping.url}/api/shop/endless`)
  const inHand = stopping.request('GET', '/api/shop/slow')
  await begun
  const closed = stopping.close()
  expect(await stream.text()).toBe('data: 1\n\n')
  expect(await inHand).toMatchObject({ status: 200, body: { ok: true } })
  await closed
  await expect(fetch(`${stopping.url}/api/shop/slow`)).rejects.toThrow('fetch failed')
})
