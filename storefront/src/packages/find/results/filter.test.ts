import { expect, test } from 'vitest'
import { filterCount, filterQuery, NO_FILTER, priceStep } from './filter'

test('an empty filter asks for nothing', () => {
  expect(filterQuery(NO_FILTER)).toEqual({})
  expect(filterCount(NO_FILTER)).toBe(0)
})

test('prices typed in yuan are asked for in fen, to the fen', () => {
  expect(filterQuery({ ...NO_FILTER, minYuan: '19.9', maxYuan: '1029.29' })).toEqual({ minFen: 1990, maxFen: 102_929 })
})

test('what is no price is not sent', () => {
  expect(filterQuery({ ...NO_FILTER, minYuan: 'abc', maxYuan: '1.234' })).toEqual({})
})

test('several attributes are joined as the API wants them, each counts', () => {
  const filter = { ...NO_FILTER, attributes: ['产地:云南', '甜度:高'], brand: '山野记', inStock: true, onOffer: true }
  expect(filterQuery(filter)).toEqual({ attributes: '产地:云南|甜度:高', brand: '山野记', inStock: 'true', onOffer: 'true' })
  expect(filterCount(filter)).toBe(5)
})

test('kinds of offers are joined, each counts', () => {
  const filter = { ...NO_FILTER, offerKinds: ['gift', 'coupon'] }
  expect(filterQuery(filter)).toEqual({ offerKinds: 'gift|coupon' })
  expect(filterCount(filter)).toBe(2)
})

test('a price step of the server goes through the form and comes back as it was', () => {
  expect(filterQuery({ ...NO_FILTER, ...priceStep('5000-9999') })).toEqual({ minFen: 5000, maxFen: 9999 })
  expect(filterQuery({ ...NO_FILTER, ...priceStep('0-4999') })).toEqual({ minFen: 0, maxFen: 4999 })
  expect(filterQuery({ ...NO_FILTER, ...priceStep('100000-') })).toEqual({ minFen: 100_000 })
})
