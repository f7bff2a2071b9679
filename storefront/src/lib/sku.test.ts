import { describe, expect, test } from 'vitest'
import { choose, chosenSku, firstChoice, optionState, priceOf, priceRange } from './sku'

const axes = [
  { name: '颜色', options: ['红', '蓝'] },
  { name: '尺码', options: ['S', 'M', 'L'] },
]
const sku = (id: string, options: string[], priceFen: number) => ({
  id,
  options,
  priceFen,
  tiers: [] as { minQuantity: number; priceFen: number }[],
})
// There is no blue L.
const skus = [
  sku('rs', ['红', 'S'], 1000),
  sku('rm', ['红', 'M'], 1200),
  sku('rl', ['红', 'L'], 1500),
  sku('bs', ['蓝', 'S'], 900),
  sku('bm', ['蓝', 'M'], 1100),
]
const stock = new Map([
  ['rs', 5],
  ['rm', 0],
  ['rl', 1],
  ['bs', 0],
  ['bm', 3],
])
const shelf = { skus, stock }
const state = (chosen: (string | undefined)[], axis: number, option: string) => optionState(shelf, chosen, { axis, option })

describe('choosing a SKU', () => {
  test('an axis with one option is chosen from the start, the others are not', () => {
    const more = [...axes, { name: '版本', options: ['标准'] }]
    expect(firstChoice(more, [...skus])).toEqual([undefined, undefined, '标准'])
  })

  test('a product with one SKU needs no choosing at all', () => {
    expect(firstChoice(axes, [skus[0]!])).toEqual(['红', 'S'])
  })

  test('an option that no SKU combines with the choice leads nowhere', () => {
    expect(state(['蓝', undefined], 1, 'L')).toBe('none')
    expect(state([undefined, 'L'], 0, '蓝')).toBe('none')
  })

  test('an option whose SKUs are all sold out says so', () => {
    expect(state(['红', undefined], 1, 'M')).toBe('sold_out')
    expect(state([undefined, undefined], 1, 'M')).toBe('free')
  })

  test('stock that is not known yet blocks nothing', () => {
    expect(optionState({ skus, stock: new Map() }, ['红', undefined], { axis: 1, option: 'M' })).toBe('free')
  })

  test('an option on the axis that is already chosen is judged as if it replaced that choice', () => {
    expect(state(['红', 'S'], 0, '蓝')).toBe('sold_out')
    expect(state(['红', 'S'], 1, 'L')).toBe('free')
    expect(state(['红', 'S'], 1, 'S')).toBe('chosen')
  })

  test('choosing twice takes the choice back', () => {
    expect(choose(choose([undefined, undefined], 0, '红'), 0, '红')).toEqual([undefined, undefined])
  })

  test('a SKU is found only once every axis is chosen', () => {
    expect(chosenSku(skus, ['红', undefined])).toBeUndefined()
    expect(chosenSku(skus, ['红', 'L'])?.id).toBe('rl')
    expect(chosenSku(skus, ['蓝', 'L'])).toBeUndefined()
    expect(chosenSku([sku('one', [], 500)], [])?.id).toBe('one')
  })

  test('the price range narrows with the choice', () => {
    expect(priceRange(skus, [undefined, undefined])).toEqual({ lowFen: 900, highFen: 1500 })
    expect(priceRange(skus, ['红', undefined])).toEqual({ lowFen: 1000, highFen: 1500 })
  })

  test('the tier that is reached sets the price of a piece', () => {
    const tiered = {
      ...skus[0]!,
      tiers: [
        { minQuantity: 3, priceFen: 950 },
        { minQuantity: 10, priceFen: 880 },
      ],
    }
    expect([1, 2, 3, 9, 10, 99].map((quantity) => priceOf(tiered, quantity).priceFen)).toEqual([1000, 1000, 950, 950, 880, 880])
  })
})

test('what the server says this shopper pays goes before the list, with the reason', () => {
  const sku = { id: 'a', options: [], priceFen: 1000, tiers: [{ minQuantity: 3, priceFen: 900 }] }
  const prices = new Map([['a', [{ fromQuantity: 1, priceFen: 950, reason: 'member' as const, until: null }]]])
  expect(priceOf(sku, 1, prices)).toMatchObject({ priceFen: 950, reason: 'member' })
  expect(priceOf(sku, 3)).toMatchObject({ priceFen: 900, reason: 'tier' })
  expect(priceRange([sku], [], prices)).toEqual({ lowFen: 950, highFen: 950 })
})
