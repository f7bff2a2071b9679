import { expect, test } from 'vitest'
import { allot, type Place, type Wanted } from './allocation.ts'
import { kilometres, regionsAway } from './distance.ts'

const place = (id: string, priority: number, districtCode = ''): Place => ({ id, priority, districtCode, longitude: null, latitude: null })
const hangzhou = place('hz', 2, '330106')
const beijing = place('bj', 1, '110101')
const guangzhou = place('gz', 3, '440103')
const places = [guangzhou, beijing, hangzhou]
const line = (skuId: string, quantity: number, free: Record<string, number>): Wanted => ({
  skuId,
  quantity,
  free: new Map(Object.entries(free)),
})
const told = (found: ReturnType<typeof allot>): string =>
  'short' in found ? `short ${found.short}` : found.allotted.map((one) => `${one.skuId}:${one.quantity}@${one.locationId}`).join(' ')

test('by priority the first location that has the whole line serves it', () => {
  const lines = [line('a', 3, { bj: 2, hz: 3, gz: 9 })]
  expect(told(allot(lines, places, { rule: 'priority' }))).toBe('a:3@hz')
})

test('the nearest is the same district, then city, then province, then the shortest way', () => {
  const lines = [line('a', 1, { bj: 1, hz: 1, gz: 1 })]
  expect(told(allot(lines, places, { rule: 'nearest', to: { districtCode: '440305' } }))).toBe('a:1@gz')
  // Shanghai has no location: Hangzhou is nearer to it than Beijing.
  expect(told(allot(lines, places, { rule: 'nearest', to: { districtCode: '310104' } }))).toBe('a:1@hz')
  expect(told(allot(lines, places, { rule: 'nearest', to: { districtCode: '120101' } }))).toBe('a:1@bj')
  // Without a destination there is no nearest.
  expect(told(allot(lines, places, { rule: 'nearest' }))).toBe('a:1@bj')
})

test('coordinates of a location count before the capital of its province', () => {
  const north = { ...place('north', 1), longitude: 126.6, latitude: 45.8 }
  const south = { ...place('south', 2), longitude: 113.3, latitude: 23.1 }
  expect(told(allot([line('a', 1, { north: 1, south: 1 })], [north, south], { rule: 'nearest', to: { districtCode: '460105' } }))).toBe(
    'a:1@south',
  )
  expect(kilometres({ ...beijing, longitude: null, latitude: null }, '310104')).toBeGreaterThan(900)
  expect([
    regionsAway('330106', '330106'),
    regionsAway('330106', '330102'),
    regionsAway('330106', '330206'),
    regionsAway('', '330106'),
  ]).toEqual([0, 1, 2, 3])
})

test('a line is split only when no single location has it, and then from as few pieces as the order of places gives', () => {
  expect(told(allot([line('a', 5, { bj: 3, hz: 4, gz: 5 })], places, { rule: 'priority' }))).toBe('a:5@gz')
  expect(told(allot([line('a', 6, { bj: 3, hz: 4, gz: 5 })], places, { rule: 'priority' }))).toBe('a:3@bj a:3@hz')
})

test('fewest parcels puts lines together that priority would scatter, and never splits a line for it', () => {
  const lines = [line('a', 1, { bj: 1, gz: 1 }), line('b', 2, { hz: 2, gz: 2 })]
  expect(told(allot(lines, places, { rule: 'priority' }))).toBe('a:1@bj b:2@hz')
  expect(told(allot(lines, places, { rule: 'fewest' }))).toBe('a:1@gz b:2@gz')
  const wide = [line('a', 4, { bj: 4, hz: 2, gz: 2 }), line('b', 4, { hz: 4, gz: 1 })]
  expect(told(allot(wide, places, { rule: 'fewest' }))).toBe('a:4@bj b:4@hz')
})

test('what there is not enough of is named', () => {
  expect(told(allot([line('a', 1, { bj: 1 }), line('b', 3, { bj: 1, hz: 1 })], places, { rule: 'fewest' }))).toBe('short b')
  expect(told(allot([line('a', 1, {})], [], { rule: 'nearest' }))).toBe('short a')
})

test('on any stock each rule gives whole lines where it can, exact sums, and no more than there is', () => {
  let seed = 7
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 2000; round += 1) {
    const lines = ['a', 'b', 'c'].map((sku) => line(sku, 1 + random(5), { bj: random(5), hz: random(5), gz: random(5) }))
    for (const rule of ['nearest', 'priority', 'fewest'] as const) {
      const found = allot(lines, places, { rule, to: { districtCode: '330106' } })
      const enough = lines.every((one) => [...one.free.values()].reduce((sum, n) => sum + n, 0) >= one.quantity)
      expect('allotted' in found).toBe(enough)
      if (!('allotted' in found)) continue
      for (const one of lines) {
        const parts = found.allotted.filter((part) => part.skuId === one.skuId)
        expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(one.quantity)
        expect(parts.every((part) => part.quantity > 0 && part.quantity <= (one.free.get(part.locationId) ?? 0))).toBe(true)
        if (places.some((at) => (one.free.get(at.id) ?? 0) >= one.quantity)) expect(parts).toHaveLength(1)
      }
    }
  }
})
