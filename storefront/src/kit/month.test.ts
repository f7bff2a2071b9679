import { expect, test } from 'vitest'
import { dayIn, dayLabel, monthOf, weeksOf } from './month'

test('a day is the shop’s day, also when it is still yesterday elsewhere', () => {
  const evening = Date.parse('2026-12-31T16:30:00Z')
  expect(dayIn(0, evening)).toBe('2027-01-01')
  expect(dayIn(31, evening)).toBe('2027-02-01')
  expect(dayLabel('2027-01-01')).toBe('2027/1/1')
})

test('a month has all its days once, under their weekdays; months follow each other over the year', () => {
  const weeks = weeksOf('2026-02')
  expect(weeks.flat().filter(Boolean)).toHaveLength(28)
  expect(weeks[0]?.[0]).toBe('2026-02-01')
  expect(weeksOf('2028-02').flat().filter(Boolean)).toHaveLength(29)
  expect(weeksOf('2026-11')[0]?.indexOf('2026-11-01')).toBe(0)
  expect(monthOf('2026-12-31', 1)).toBe('2027-01')
  expect(monthOf('2026-01-31', -1)).toBe('2025-12')
})
