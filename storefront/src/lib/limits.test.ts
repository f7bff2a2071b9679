import { expect, test } from 'vitest'
import { type Limits, mostPieces, within } from './limits'

const limits = (over: Partial<Limits> = {}): Limits => ({ minimum: 1, step: 1, perOrder: null, perPerson: null, period: 'ever', ...over })

test('the most is what stock, order, person and step all allow', () => {
  expect(mostPieces(limits(), { stock: 7, person: null })).toBe(7)
  expect(mostPieces(limits({ perOrder: 5 }), { stock: 7, person: null })).toBe(5)
  expect(mostPieces(limits({ perPerson: 3 }), { stock: 7, person: null })).toBe(3)
  expect(mostPieces(limits({ perPerson: 3 }), { stock: 7, person: 1 })).toBe(1)
  expect(mostPieces(limits({ minimum: 4, step: 2 }), { stock: 7, person: null })).toBe(6)
  expect(mostPieces(limits({ minimum: 4, step: 2 }), { stock: 3, person: null })).toBe(0)
})

test('a wish is brought to the next number that may be bought', () => {
  const dozen = limits({ minimum: 6, step: 3 })
  expect([1, 6, 7, 9, 20].map((wanted) => within(dozen, 12, wanted))).toEqual([6, 6, 9, 9, 12])
})
