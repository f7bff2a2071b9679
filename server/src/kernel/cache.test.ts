import { expect, test, vi } from 'vitest'
import { createShelf } from './cache.ts'

/** A shelf of which each load is ended by hand. */
function shelfOf(options: { ttlMs: number; staleMs?: number }) {
  const loads: ((value: number | Error) => void)[] = []
  const shelf = createShelf<{ n: number }>({
    max: 10,
    ...options,
    load: (keys) =>
      new Promise((resolve, reject) => {
        loads.push((value) => (value instanceof Error ? reject(value) : resolve(new Map(keys.map((key) => [key, { n: value }])))))
      }),
  })
  return { shelf, loads }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('what has become old is given at once and renewed once beside it', async () => {
  const { shelf, loads } = shelfOf({ ttlMs: 20, staleMs: 10_000 })
  const first = shelf.get('a')
  loads[0]?.(1)
  expect(await first).toEqual({ n: 1 })
  await pause(40)
  expect(await Promise.all([shelf.get('a'), shelf.get('a')])).toEqual([{ n: 1 }, { n: 1 }])
  expect(loads).toHaveLength(2)
  loads[1]?.(2)
  await vi.waitFor(async () => expect(await shelf.get('a')).toEqual({ n: 2 }))
})

test('a renewal that fails leaves what is there, and the next to ask tries again', async () => {
  const { shelf, loads } = shelfOf({ ttlMs: 20, staleMs: 10_000 })
  const first = shelf.get('a')
  loads[0]?.(1)
  await first
  await pause(40)
  expect(await shelf.get('a')).toEqual({ n: 1 })
  loads[1]?.(new Error('the database is away'))
  await pause(10)
  expect(await shelf.get('a')).toEqual({ n: 1 })
  expect(loads).toHaveLength(3)
})

test('what was dropped is not given again, whatever its age', async () => {
  const { shelf, loads } = shelfOf({ ttlMs: 20, staleMs: 10_000 })
  const first = shelf.get('a')
  loads[0]?.(1)
  await first
  await pause(40)
  await shelf.get('a')
  shelf.clear()
  loads[1]?.(1) // read before the change: not kept
  const next = shelf.get('a')
  loads[2]?.(2)
  expect(await next).toEqual({ n: 2 })
})

test('without a time of grace what is old is loaded anew before it is given', async () => {
  const { shelf, loads } = shelfOf({ ttlMs: 20 })
  const first = shelf.get('a')
  loads[0]?.(1)
  await first
  await pause(40)
  const next = shelf.get('a')
  loads[1]?.(2)
  expect(await next).toEqual({ n: 2 })
})
