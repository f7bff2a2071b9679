import { expect, test } from 'vitest'
import { momentsOf } from './date-range.tsx'

test('a day begins and ends as in China, whatever the zone of the computer is', () => {
  expect(momentsOf('2026-11-24', '2026-11-24')).toEqual({ from: '2026-11-23T16:00:00.000Z', to: '2026-11-24T15:59:59.999Z' })
})

test('an open end is left out', () => {
  expect(momentsOf('', '')).toEqual({})
})
