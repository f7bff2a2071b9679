import { expect, test } from 'vitest'
import { takesOff } from './takes-off'

test('only what takes money off goods or freight is a row of money in cart and checkout', () => {
  expect(takesOff({ amountFen: 800 })).toBe(true)
  expect(takesOff({ amountFen: 0 })).toBe(false)
  expect(takesOff({ goodsFen: 0, freightFen: 600 })).toBe(true)
  expect(takesOff({ goodsFen: 0, freightFen: 0 })).toBe(false)
})
