import { expect, test } from 'vitest'
import { money, moneyParts, shortMoney } from './money'

test('a price always has two decimals', () => {
  expect([0, 5, 90, 100, 123_456].map(money)).toEqual(['¥0.00', '¥0.05', '¥0.90', '¥1.00', '¥1234.56'])
})

test('a negative amount carries its sign before the ¥', () => {
  expect(money(-250)).toBe('-¥2.50')
  expect(moneyParts(-5)).toEqual({ sign: '-', yuan: '0', cents: '05' })
})

test('a threshold leaves out decimals that say nothing', () => {
  expect([9900, 9950, 9905].map(shortMoney)).toEqual(['¥99', '¥99.5', '¥99.05'])
})
