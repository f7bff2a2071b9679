import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createWatch } from './watch.ts'

/** Counts how often the database is asked; nothing else of the context is used. */
function watchWithCount() {
  let looks = 0
  const rows = {
    select: () => rows,
    where: () => rows,
    execute: async () => {
      looks += 1
      return []
    },
  }
  const watch = createWatch({ db: { selectFrom: () => rows } } as never) // only the query that counts is ever made
  return { watch, looks: () => looks }
}

test('watchers that come and go leave one look a second behind, not one each', async () => {
  const { watch, looks } = watchWithCount()
  for (let n = 0; n < 50; n += 1) {
    const stream = watch.open(`order-${n}`, { shopperId: 'mallory', revision: 1 })
    stream.destroy()
    await sleep(1)
  }
  watch.open('order', { shopperId: 'mallory', revision: 1 })
  await sleep(2600)
  expect(looks()).toBeLessThanOrEqual(3)
  expect(looks()).toBeGreaterThanOrEqual(1)
  watch.stop()
  const before = looks()
  await sleep(1200)
  expect(looks()).toBe(before)
})

test('one shopper has so many streams and no more: the oldest end when others are opened, and nobody else’s do', async () => {
  const { watch } = watchWithCount()
  const ended = new Set<string>()
  const open = (shopperId: string, orderId: string) =>
    watch
      .open(orderId, { shopperId, revision: 1 })
      .resume()
      .once('end', () => ended.add(orderId))
  open('alice', 'hers')
  for (let n = 0; n < 50; n += 1) open('mallory', `his-${n}`)
  await sleep(50)
  expect([...ended]).toEqual(Array.from({ length: 30 }, (_, n) => `his-${n}`))
  watch.stop()
})

test('a database that does not answer for a moment ends neither the watch nor the process', async () => {
  let looks = 0
  const rows = {
    select: () => rows,
    where: () => rows,
    execute: async () => {
      looks += 1
      throw new Error('gone for a moment')
    },
  }
  const watch = createWatch({ db: { selectFrom: () => rows } } as never) // only that query is ever made
  const stream = watch.open('order', { shopperId: 'alice', revision: 1 })
  await sleep(2300)
  expect(looks).toBe(2)
  expect(stream.destroyed).toBe(false)
  watch.stop()
})
