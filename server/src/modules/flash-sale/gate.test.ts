import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRedis, type RedisServer } from '../../../../tools/redis.ts'
import { createLog } from '../../kernel/log.ts'
import { openRedis, type Redis, script } from '../../kernel/redis.ts'
import { createRedisGate } from './gate-redis.ts'
import { createMemoryGate, type Gate } from './gate.ts'

let server: RedisServer
let redis: Redis
const log = createLog('silent')
beforeAll(async () => {
  server = await startRedis()
  redis = openRedis(server.url, log)
  await redis.ready(5000)
}, 120_000)
afterAll(async () => {
  redis.close()
  await server.stop()
})

const start = Date.now()
/** Asks of one item, so many milliseconds later. */
const askOf = (gate: Gate, itemId: string) => (shopperId: string, later?: number, device?: string) =>
  gate.enter({ itemId, shopperId, device }, new Date(start + (later ?? 0)))

describe.each([
  ['in memory', () => createMemoryGate()],
  ['in Redis', () => createRedisGate(redis, log)],
])('a gate %s', (_, make) => {
  test('lets in twice as many as there are pieces and some, the rest in the order they came; without pieces nobody', async () => {
    const [gate, itemId] = [make(), randomUUID()]
    const enter = askOf(gate, itemId)
    await gate.learn(itemId, 0)
    expect(await enter('a')).toEqual({ state: 'gone' })
    await gate.learn(itemId, 1)
    for (let n = 0; n < 22; n += 1) expect(await enter(`p${n}`)).toEqual({ state: 'in' })
    expect(await enter('w1')).toEqual({ state: 'waiting', ahead: 1 })
    expect(await enter('w2')).toEqual({ state: 'waiting', ahead: 2 })
    expect(await enter('w2', 500), 'asking again is no new place in the queue').toEqual({ state: 'waiting', ahead: 2 })
    expect(await enter('p3'), 'who is in stays in').toEqual({ state: 'in' })
    await gate.leave({ itemId, shopperId: 'p3' })
    expect(await enter('w2')).toEqual({ state: 'waiting', ahead: 1 })
    expect(await enter('w1')).toEqual({ state: 'in' })
    // Who went away waits no more; who came in and bought nothing makes room in time.
    expect(await enter('w3', 301_000)).toEqual({ state: 'in' })
    await gate.learn(itemId, 0)
    expect(await enter('w2')).toEqual({ state: 'gone' })
  })

  test('who stops asking loses the place in the queue to those behind', async () => {
    const [gate, itemId] = [make(), randomUUID()]
    const enter = askOf(gate, itemId)
    await gate.learn(itemId, 1)
    for (let n = 0; n < 22; n += 1) await enter(`p${n}`)
    await enter('early')
    expect(await enter('late', 6_000)).toEqual({ state: 'waiting', ahead: 2 })
    expect(await enter('late', 12_000)).toEqual({ state: 'waiting', ahead: 1 })
  })

  test('five hundred at once over two doors: not one more than there is room for, each once', async () => {
    const itemId = randomUUID()
    const gate = make()
    await gate.learn(itemId, 30)
    const answers = await Promise.all(Array.from({ length: 500 }, (__, n) => askOf(gate, itemId)(`p${n % 250}`)))
    expect(answers.filter(({ state }) => state === 'in').length).toBeLessThanOrEqual(160)
    const again = await Promise.all(Array.from({ length: 250 }, (__, n) => askOf(gate, itemId)(`p${n}`)))
    expect(again.filter(({ state }) => state === 'in')).toHaveLength(80)
  })

  test('three people come in with one device, the fourth needs another; who came in may come again', async () => {
    const [gate, itemId] = [make(), randomUUID()]
    const enter = askOf(gate, itemId)
    await gate.learn(itemId, 5)
    for (const who of ['a', 'b', 'c']) expect(await enter(who, 0, 'phone-0001')).toEqual({ state: 'in' })
    expect(await enter('d', 0, 'phone-0001')).toEqual({ state: 'crowded' })
    expect(await enter('b', 0, 'phone-0001')).toEqual({ state: 'in' })
    expect(await enter('d', 0, 'phone-0002')).toEqual({ state: 'in' })
  })
})

test('a gate in Redis that was emptied says so, and goes on once it is told; two processes see one queue', async () => {
  const [here, there, itemId] = [createRedisGate(redis, log), createRedisGate(redis, log), randomUUID()]
  await here.learn(itemId, 1)
  for (let n = 0; n < 22; n += 1) expect(await askOf(n % 2 ? here : there, itemId)(`p${n}`)).toEqual({ state: 'in' })
  expect(await askOf(here, itemId)('w1')).toEqual({ state: 'waiting', ahead: 1 })
  expect(await askOf(there, itemId)('w2')).toEqual({ state: 'waiting', ahead: 2 })
  // Scripts are lost as well.
  await redis.run(script(`redis.call('FLUSHALL') return 1`), 'x', [])
  expect(await askOf(here, itemId)('w1')).toEqual({ state: 'lost' })
  await there.learn(itemId, 1)
  expect(await askOf(here, itemId)('w1')).toEqual({ state: 'in' })
})

test('while Redis is out of reach the gate in memory stands in at once; after that they are one again', async () => {
  const mortal = await startRedis()
  const port = Number(new URL(mortal.url).port)
  const client = openRedis(mortal.url, log)
  await client.ready(5000)
  const [gate, itemId] = [createRedisGate(client, log), randomUUID()]
  const enter = askOf(gate, itemId)
  await gate.learn(itemId, 1)
  expect(await enter('a')).toEqual({ state: 'in' })
  await mortal.stop()
  const asked = performance.now()
  await gate.learn(itemId, 1)
  expect(await enter('b')).toEqual({ state: 'in' })
  expect(performance.now() - asked, 'nobody waits for what is not there').toBeLessThan(1500)
  await gate.learn(itemId, 0)
  expect(await enter('c')).toEqual({ state: 'gone' })
  const again = await startRedis({ port })
  await client.ready(10_000)
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(await enter('d'), 'the new one knows nothing').toEqual({ state: 'lost' })
  client.close()
  await again.stop()
}, 30_000)
