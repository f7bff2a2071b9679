import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOfRates, type FreightLine, freightTo, type Template } from './freight.ts'

const rate = (changes: Partial<Template['rates'][number]> = {}) => ({
  regionCodes: [],
  firstUnits: 1,
  firstFen: 800,
  nextUnits: 1,
  nextFen: 200,
  freeOverFen: null,
  ...changes,
})
const template = (changes: Partial<Template> = {}): Template => ({ by: 'piece', rates: [rate()], excludedCodes: [], ...changes })
const line = (changes: Partial<FreightLine> = {}): FreightLine => ({
  skuId: 'sku',
  quantity: 1,
  weightGrams: 500,
  volumeMl: 1000,
  goodsFen: 5000,
  template: template(),
  ...changes,
})
const hangzhou = '330106'

test('the first units cost one price, each further unit or part of it another', () => {
  const byWeight = template({ by: 'weight', rates: [rate({ firstUnits: 1000, firstFen: 1000, nextUnits: 500, nextFen: 300 })] })
  const fen = (grams: number) => freightTo(hangzhou, [line({ template: byWeight, weightGrams: grams })]).freightFen
  expect([fen(0), fen(1000), fen(1001), fen(1500), fen(1501)]).toEqual([1000, 1000, 1300, 1300, 1600])
})

test('goods of one template are weighed together, different templates add up', () => {
  const shared = template()
  expect(freightTo(hangzhou, [line({ template: shared, quantity: 2 }), line({ template: shared })]).freightFen).toBe(1200)
  expect(
    freightTo(hangzhou, [line(), line({ template: template({ by: 'volume', rates: [rate({ firstUnits: 500, nextUnits: 500 })] }) })])
      .freightFen,
  ).toBe(1800)
})

test('the nearest region decides: district before city before province before everywhere else', () => {
  const rates = [
    rate({ firstFen: 1 }),
    rate({ regionCodes: ['330000'], firstFen: 2 }),
    rate({ regionCodes: ['330100'], firstFen: 3 }),
    rate({ regionCodes: [hangzhou], firstFen: 4 }),
  ]
  const to = (code: string) => freightTo(code, [line({ template: template({ rates }) })]).freightFen
  expect([to('330106'), to('330105'), to('330402'), to('110101')]).toEqual([4, 3, 2, 1])
})

test('what is excluded or covered by no rate is not served, the rest is still charged', () => {
  const excluded = template({ excludedCodes: ['330000'] })
  const elsewhere = template({ rates: [rate({ regionCodes: ['110000'] })] })
  expect(
    freightTo(hangzhou, [line({ skuId: 'a', template: excluded }), line({ skuId: 'b', template: elsewhere }), line({ skuId: 'c' })]),
  ).toEqual({
    freightFen: 800,
    undeliverable: ['a', 'b'],
  })
})

test('goods worth enough go free, goods without a template always', () => {
  const free = template({ rates: [rate({ freeOverFen: 9900 })] })
  expect(freightTo(hangzhou, [line({ template: free, goodsFen: 9899 })]).freightFen).toBe(800)
  expect(freightTo(hangzhou, [line({ template: free, goodsFen: 4900 }), line({ template: free, goodsFen: 5000 })]).freightFen).toBe(0)
  expect(freightTo(hangzhou, [line({ template: undefined })])).toEqual({ freightFen: 0, undeliverable: [] })
})

test('freight is a whole amount that never falls when more is sent, whatever the order of the lines', () => {
  const natural = fc.integer({ min: 1, max: 5000 })
  fc.assert(
    fc.property(
      natural,
      natural,
      natural,
      fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 6 }),
      (firstUnits, nextUnits, nextFen, quantities) => {
        const shared = template({ by: 'weight', rates: [rate({ firstUnits, nextUnits, nextFen })] })
        const lines = quantities.map((quantity) => line({ template: shared, quantity }))
        const { freightFen } = freightTo(hangzhou, lines)
        expect(Number.isSafeInteger(freightFen)).toBe(true)
        expect(freightTo(hangzhou, lines.toReversed()).freightFen).toBe(freightFen)
        expect(freightTo(hangzhou, lines.slice(1)).freightFen).toBeLessThanOrEqual(freightFen)
      },
    ),
  )
})

test('a region in two rates and two rates for the rest are faults', () => {
  expect(faultOfRates(template())).toBeUndefined()
  expect(faultOfRates(template({ rates: [rate(), rate()] }))).toBe('two_rates_for_the_rest')
  expect(faultOfRates(template({ rates: [rate({ regionCodes: ['330000'] }), rate({ regionCodes: ['330000'] })] }))).toBe('region_twice')
  expect(faultOfRates(template({ rates: [rate({ regionCodes: ['330000'] })], excludedCodes: ['330000'] }))).toBe('region_twice')
})
