import { expect, test } from 'vitest'
import { readFen } from './amount'

test('an amount is read to the fen, and what is none is refused', () => {
  expect(['12', '12.5', '0.07', ' 3.00 '].map(readFen)).toEqual([1200, 1250, 7, 300])
  expect(['', '1.234', '-1', 'x', '1,5', '1234567'].map(readFen)).toEqual(Array.from({ length: 6 }, () => undefined))
})
