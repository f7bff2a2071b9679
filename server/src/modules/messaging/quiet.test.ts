import { expect, test } from 'vitest'
import { afterQuiet } from './quiet.ts'

const usual = { quietFrom: 22 * 60, quietTo: 8 * 60 }
const at = (clock: string) => new Date(`2026-11-27T${clock}:00+08:00`)

test.each([
  ['07:59', usual, '2026-11-27T00:00:00.000Z'],
  ['08:00', usual, '2026-11-27T00:00:00.000Z'],
  ['12:00', usual, '2026-11-27T04:00:00.000Z'],
  ['21:59', usual, '2026-11-27T13:59:00.000Z'],
  ['22:00', usual, '2026-11-28T00:00:00.000Z'],
  ['23:30', usual, '2026-11-28T00:00:00.000Z'],
  ['00:00', usual, '2026-11-27T00:00:00.000Z'],
  ['13:00', { quietFrom: 12 * 60, quietTo: 14 * 60 }, '2026-11-27T06:00:00.000Z'],
  ['14:00', { quietFrom: 12 * 60, quietTo: 14 * 60 }, '2026-11-27T06:00:00.000Z'],
  ['03:00', { quietFrom: 0, quietTo: 0 }, '2026-11-26T19:00:00.000Z'],
])('at %s in China with %o it goes out at %s', (clock, quiet, expected) => {
  expect(afterQuiet(at(clock), quiet).toISOString()).toBe(expected)
})
