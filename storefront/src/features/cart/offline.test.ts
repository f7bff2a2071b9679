import type { Cart } from '@puzi/shop-client'
import { expect, test } from 'vitest'
import { offline, replayOf } from './offline'

const cartOf = (quantities: Record<string, number>): Cart =>
  ({
    shops: [{ shopId: 's', lines: Object.entries(quantities).map(([skuId, quantity]) => ({ skuId, quantity })) }],
    later: [{ skuId: 'aside' }],
    invalid: [],
  }) as unknown as Cart // only what is looked at

test('pieces put in offline are put in once, also when the answer of the first try was lost', () => {
  const add = offline({ kind: 'add', skuId: 'a', quantity: 2, priceFen: 1 }, cartOf({ a: 1 }))
  expect(replayOf(add, cartOf({ a: 1 }))).toMatchObject({ kind: 'add', quantity: 2 })
  expect(replayOf(add, cartOf({ a: 2 }))).toMatchObject({ quantity: 1 })
  expect(replayOf(add, cartOf({ a: 3 }))).toBeUndefined()
  expect(replayOf(offline({ kind: 'add', skuId: 'b', quantity: 1, priceFen: 1 }, null), cartOf({}))).toMatchObject({ quantity: 1 })
})

test('the last to reach the server decides on quantities; what another device took out is left alone', () => {
  const change = { kind: 'change' as const, skuId: 'a', to: { quantity: 5 } }
  expect(replayOf(offline(change, null), cartOf({ a: 9 }))).toEqual(change)
  expect(replayOf(offline(change, null), cartOf({}))).toBeUndefined()
  expect(replayOf({ kind: 'remove', skuIds: ['a', 'gone'] }, cartOf({ a: 1 }))).toEqual({ kind: 'remove', skuIds: ['a'] })
  expect(replayOf({ kind: 'change', skuId: 'aside', to: { later: false } }, cartOf({}))).toMatchObject({ skuId: 'aside' })
})
