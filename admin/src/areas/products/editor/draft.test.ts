import { expect, test } from 'vitest'
import { emptyDraft, faultsOf, type Draft } from './draft.ts'
import { blankSku } from './sku-matrix.ts'

const picture = { url: '/media/x', width: 10, height: 10, colour: '#ffffff' }
const whole = (patch: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  code: 'A-1',
  title: '苹果',
  categoryIds: ['c'],
  pictures: [picture],
  skus: [{ ...blankSku('A-1-01', []), priceFen: 1000 }],
  ...patch,
})
const skuWith = (patch: Partial<Draft['skus'][number]>) => whole({ skus: [{ ...blankSku('A', []), priceFen: 1000, ...patch }] })

test('a product with all it needs has no faults', () => {
  expect(faultsOf(whole())).toEqual({})
})

test('an empty form names every field that must be filled', () => {
  expect(Object.keys(faultsOf(emptyDraft())).toSorted()).toEqual(['categoryIds', 'code', 'pictures', 'skus', 'title'])
})

test('each SKU needs a price, and a list price may not be below it', () => {
  expect(faultsOf(skuWith({ priceFen: null })).skus).toBe('editor.fault.price')
  expect(faultsOf(skuWith({ marketPriceFen: 999 })).skus).toBe('editor.fault.marketPrice')
})

test('tiers ask for more and cost less from step to step', () => {
  const tier = (minQuantity: number, priceFen: number) => ({ minQuantity, priceFen })
  expect(faultsOf(skuWith({ tiers: [tier(2, 900), tier(5, 800)] })).skus).toBeUndefined()
  expect(faultsOf(skuWith({ tiers: [tier(2, 1000)] })).skus).toBe('editor.fault.tiers')
  expect(faultsOf(skuWith({ tiers: [tier(5, 900), tier(5, 800)] })).skus).toBe('editor.fault.tiers')
})

test('no code may stand twice', () => {
  const skus = [1, 2].map(() => ({ ...blankSku('A', []), priceFen: 1 }))
  expect(faultsOf(whole({ skus })).skus).toBe('editor.fault.skuCodeTwice')
})
