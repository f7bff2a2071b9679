import type { Cart, CartLine } from '@puzi/shop-client'
import { expect, test } from 'vitest'
import { patchCart } from './patch'

const line = (skuId: string, quantity: number, selected = true) => ({ skuId, quantity, selected, payableFen: 100 }) as CartLine // only what is looked at
const cart = {
  shops: [
    { shopId: 'one', lines: [line('a', 1), line('b', 2, false)] },
    { shopId: 'two', lines: [line('c', 1)] },
  ],
  later: [{ skuId: 'z' }],
  invalid: [{ skuId: 'x' }],
  payableFen: 300,
} as Cart
const lines = (from: Cart) =>
  from.shops.flatMap((shop) => shop.lines.map(({ skuId, quantity, selected }) => `${skuId}${quantity}${selected ? '+' : '-'}`))

test('a new quantity shows at once, amounts wait for the server', () => {
  const after = patchCart(cart, { kind: 'change', skuId: 'a', to: { quantity: 4 } })
  expect(lines(after)).toEqual(['a4+', 'b2-', 'c1+'])
  expect(after.payableFen).toBe(300)
})

test('ticking changes the lines that are named and no others', () => {
  expect(lines(patchCart(cart, { kind: 'select', skuIds: ['b', 'c'], selected: true }))).toEqual(['a1+', 'b2+', 'c1+'])
})

test('what is removed goes, with its shop when that is empty and from the invalid lines too', () => {
  const after = patchCart(cart, { kind: 'remove', skuIds: ['c', 'x'] })
  expect(after.shops.map((shop) => shop.shopId)).toEqual(['one'])
  expect(after.invalid).toEqual([])
})

test('a line that is put aside leaves its shop and stands first among those put aside', () => {
  const after = patchCart(cart, { kind: 'change', skuId: 'c', to: { later: true } })
  expect(after.shops.map((shop) => shop.shopId)).toEqual(['one'])
  expect(after.later.map((line) => line.skuId)).toEqual(['c', 'z'])
})

test('the cart that was shown stays as it was', () => {
  patchCart(cart, { kind: 'remove', skuIds: ['a', 'b', 'c'] })
  expect(lines(cart)).toEqual(['a1+', 'b2-', 'c1+'])
})
