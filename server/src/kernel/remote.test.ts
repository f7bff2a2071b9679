import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startServer, type TestServer } from '../../test/harness.ts'
import { call, event, operation } from './contract.ts'
import { inTx } from './db.ts'
import { AppError } from './errors.ts'
import { enqueue, task } from './jobs.ts'
import { emit, on } from './events.ts'
import { route } from './http.ts'
import { defineModule } from './module.ts'

const held = event('stock.held', z.object({ key: z.string() }), ({ key }) => key)
const stockCalls = {
  hold: call(z.object({ key: z.string(), pieces: z.int().positive() }), z.object({ left: z.int() })),
  crash: call(z.object({}), z.object({})),
  lie: call(z.object({}), z.object({ n: z.int() })),
}
const level = operation({ id: 'level', face: 'admin', method: 'GET', path: '/level', access: 'public', reply: z.object({ left: z.int() }) })
const buy = operation({
  id: 'buy',
  face: 'shop',
  method: 'POST',
  path: '/buy',
  access: 'public',
  body: z.object({ pieces: z.int() }),
  reply: z.object({ left: z.int() }),
  errors: ['stock_short'],
})

const stock = defineModule({
  name: 'stock',
  calls: stockCalls,
  needs: {},
  create: ({ db }) => {
    let left = 5
    return {
      handlers: [],
      jobs: [],
      routes: [route(level, async () => ({ left }))],
      calls: {
        hold: async ({ key, pieces }) => {
          if (pieces > left) throw new AppError('conflict', 'stock_short', { left })
          left -= pieces
          await inTx(db, (tx) => emit(tx, held, { key }))
          return { left, hidden: true }
        },
        crash: async () => {
          throw new TypeError('a fault')
        },
        lie: async () => ({ n: 1.5 }),
      },
    }
  },
})
const heard: string[] = []
const Count = z.object({ key: z.string() })
const countTask = { name: 'till.count', input: Count }
const till = defineModule({
  name: 'till',
  calls: {},
  needs: { stock: stockCalls },
  create: ({ needs, db }) => ({
    calls: {},
    jobs: [task({ ...countTask, run: async ({ key }) => void heard.push(`counted ${key}`) })],
    handlers: [
      on(held, 'till.hear', async ({ payload }) => {
        heard.push(payload.key)
        await inTx(db, (tx) => enqueue(tx, countTask, payload))
      }),
    ],
    routes: [route(buy, async (_caller, { body }) => needs.stock.hold({ key: 'k', pieces: body.pieces }))],
  }),
})

let server: TestServer
afterEach(() => server.close())

// The same module in the same process and behind HTTP: nobody may tell them apart.
describe.each([
  { shape: 'one process', split: [] },
  { shape: 'a process of its own', split: ['stock'] },
])('in $shape', ({ split }) => {
  test('a call answers, and leaves out what the contract does not know', async () => {
    server = await startServer({ modules: [stock, till], split })
    expect(await server.calls['stock']?.['hold']?.({ key: 'k', pieces: 2 })).toEqual({ left: 3 })
    expect((await server.request('GET', '/api/admin/level')).body).toEqual({ left: 3 })
  })

  test('a refusal arrives as itself and reaches the client', async () => {
    server = await startServer({ modules: [stock, till], split })
    await expect(server.calls['stock']?.['hold']?.({ key: 'k', pieces: 9 })).rejects.toMatchObject({
      name: 'AppError',
      kind: 'conflict',
      code: 'stock_short',
      detail: { left: 5 },
    })
    expect(await server.request('POST', '/api/shop/buy', { body: { pieces: 9 } })).toMatchObject({
      status: 409,
      body: { error: { code: 'stock_short', detail: { left: 5 } } },
    })
  })

  test('a wrong question, a wrong answer and a fault are faults, never refusals', async () => {
    server = await startServer({ modules: [stock, till], split })
    for (const [name, input] of [
      ['hold', { key: 'k', pieces: 0 }],
      ['lie', {}],
      ['crash', {}],
    ] as const) {
      const error: unknown = await server.calls['stock']?.[name]?.(input).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(Error)
      expect(error).not.toBeInstanceOf(AppError)
    }
    expect((await server.request('POST', '/api/shop/buy', { body: { pieces: 0 } })).status).toBe(500)
  })

  test('an event reaches the handler of the other module, and its task is done', async () => {
    heard.length = 0
    server = await startServer({ modules: [stock, till], split })
    await server.request('POST', '/api/shop/buy', { body: { pieces: 1 } })
    await server.settle()
    expect(heard).toEqual(['k', 'counted k'])
  })
})

test('a module that cannot be reached makes the request fail as 503 with a time to come back', async () => {
  server = await startServer({ modules: [stock, till], config: { elsewhere: { stock: 'http://127.0.0.1:9' } } })
  const reply = await server.request('POST', '/api/shop/buy', { body: { pieces: 1 } })
  expect(reply).toMatchObject({ status: 503, body: { error: { code: 'module_unavailable', detail: { module: 'stock' } } } })
  expect(reply.headers.get('retry-after')).toBe('1')
})

test('who does not hold the token does not learn that there are internal calls', async () => {
  server = await startServer({ modules: [stock, till] })
  const ask = (headers: Record<string, string>) =>
    server.request('POST', '/internal/stock/hold', { body: { key: 'k', pieces: 1 }, headers })
  expect((await ask({})).status).toBe(404)
  expect((await ask({ 'x-internal-token': 'wrong' })).status).toBe(404)
  expect((await ask({ 'x-internal-token': server.config.internalToken })).body).toEqual({ reply: { left: 4 } })
})

test('a process refuses to start without a module that it needs', async () => {
  server = await startServer({ modules: [stock, till] })
  await expect(startServer({ modules: [till] })).rejects.toThrow('module "till" needs "stock"')
  await expect(startServer({ modules: [stock, till], config: { modules: ['till'] } })).rejects.toThrow('needs "stock"')
  await expect(startServer({ modules: [stock], config: { modules: ['cellar'] } })).rejects.toThrow('no module "cellar"')
})
