import { expect, test } from 'vitest'
import { addLine, changeLine, linesToMerge, type LocalLine, MOST_LINES, MOST_PIECES } from './cart-merge'

const line = (skuId: string, quantity: number, more: Partial<LocalLine> = {}): LocalLine => ({
  skuId,
  quantity,
  selected: true,
  addedPriceFen: 100,
  ...more,
})

test('the same SKU added twice is one line, on top, at the price it was first put in', () => {
  const lines = addLine([line('a', 1), line('b', 2, { selected: false, addedPriceFen: 300 })], { skuId: 'b', quantity: 3, priceFen: 250 })
  expect(lines).toEqual([line('b', 5, { addedPriceFen: 300 }), line('a', 1)])
})

test('a cart never holds more pieces or lines than the server takes', () => {
  expect(addLine([line('a', 9998)], { skuId: 'a', quantity: 5, priceFen: 1 })[0]?.quantity).toBe(MOST_PIECES)
  const full = Array.from({ length: MOST_LINES }, (_, at) => line(`s${at}`, 1))
  expect(addLine(full, { skuId: 'new', quantity: 1, priceFen: 1 })).toHaveLength(MOST_LINES)
})

test('a quantity never falls below one', () => {
  expect(changeLine([line('a', 1)], 'a', { quantity: 0 })).toEqual([line('a', 1)])
})

test('changing to a SKU that is already there joins the two lines', () => {
  expect(changeLine([line('a', 2), line('b', 3)], 'a', { toSkuId: 'b' })).toEqual([line('b', 5)])
})

test('changing a line that is gone changes nothing', () => {
  expect(changeLine([line('a', 2)], 'x', { quantity: 9 })).toEqual([line('a', 2)])
})

test('what is handed over at login carries every line, ticked or not', () => {
  expect(linesToMerge([line('a', 2), line('b', 1, { selected: false })])).toEqual([
    { skuId: 'a', quantity: 2, later: false },
    { skuId: 'b', quantity: 1, later: false },
  ])
})
