import { expect, test } from 'vitest'
import { gather } from './gather'

test('questions of one moment become one, and each gets its own answer', async () => {
  const asked: (readonly string[])[] = []
  const ask = gather<string>({
    most: 3,
    waitMs: 5,
    load: async (keys) => {
      asked.push(keys)
      return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]))
    },
  })
  expect(await Promise.all(['a', 'b', 'a', 'none', 'c', 'd'].map(ask))).toEqual(['A', 'B', 'A', undefined, 'C', 'D'])
  expect(asked).toEqual([
    ['a', 'b', 'none'],
    ['c', 'd'],
  ])
})

test('a question that fails tells everybody who joined it, and the next one is asked anew', async () => {
  let times = 0
  const ask = gather<string>({
    most: 10,
    waitMs: 5,
    load: async (keys) => {
      times += 1
      if (times === 1) throw new Error('away')
      return new Map(keys.map((key) => [key, key]))
    },
  })
  const failed = await Promise.allSettled([ask('a'), ask('b')])
  expect(failed.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  expect(await ask('a')).toBe('a')
})
