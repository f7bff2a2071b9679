import { expect, test } from 'vitest'
import { dayOf, later, startOfDay } from './clock.ts'
import { newId, shortNumber } from './ids.ts'

test('ids are UUIDv7 in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Math.abs(Number.parseInt((ids.at(-1) ?? '').replaceAll('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(1000)
})

test('a short number carries the day in China and ten digits that tell nothing', () => {
  const at = new Date('2026-11-22T16:30:00Z')
  expect(shortNumber(at)).toMatch(/^261123\d{10}$/)
  expect(shortNumber(at)).not.toBe(shortNumber(at))
})

test('a day begins at midnight in China', () => {
  expect(dayOf(new Date('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22')
  expect(startOfDay('2026-11-23')).toEqual(new Date('2026-11-22T16:00:00Z'))
  expect(later(startOfDay('2026-11-23'), { days: 1, minutes: -1 })).toEqual(new Date('2026-11-23T15:59:00Z'))
})
