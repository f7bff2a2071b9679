import type { DeliveryPlace } from '@puzi/shop-client'
import { expect, test } from 'vitest'
import { kindsOf, settle } from './choice'

const slot = (span: string, left: number, begun = false) => ({ day: '2026-11-28', span, left, begun })
const place = (id: string, part: Partial<DeliveryPlace> = {}): DeliveryPlace => ({
  id,
  name: id,
  address: '',
  phone: '',
  lng: 120,
  lat: 30,
  pickup: true,
  local: true,
  paused: false,
  hours: [],
  closedDays: [],
  meters: 500,
  feeFen: 300,
  radiusMeters: 3000,
  slots: [slot('10:00-12:00', 0), slot('12:00-14:00', 2)],
  ...part,
})

test('the nearest that can serve and the earliest free time are chosen', () => {
  const settled = settle({ kind: 'pickup' }, [place('full', { slots: [slot('10:00-12:00', 0)] }), place('near')], 'none')
  expect(settled).toMatchObject({ place: { id: 'near' }, slot: { span: '12:00-14:00' }, fault: undefined })
})

test('what was chosen stays; a time that filled up meanwhile is chosen anew', () => {
  const wish = { kind: 'pickup', pointId: 'b', day: '2026-11-28', span: '10:00-12:00' } as const
  expect(settle(wish, [place('a'), place('b')], 'pinned')).toMatchObject({ place: { id: 'b' }, slot: { span: '12:00-14:00' } })
})

test('what is brought needs a pinned address within reach, and a time that has not begun', () => {
  expect(settle({ kind: 'local' }, [place('a')], 'none')?.fault).toBe('no_address')
  expect(settle({ kind: 'local' }, [place('a')], 'unpinned')?.fault).toBe('no_pin')
  expect(settle({ kind: 'local' }, [place('a', { feeFen: null })], 'pinned')?.fault).toBe('too_far')
  expect(settle({ kind: 'local' }, [place('a', { slots: [slot('12:00-14:00', 2, true)] })], 'pinned')?.fault).toBe('no_slot')
  expect(settle({ kind: 'pickup' }, [place('a', { paused: true, slots: [] })], 'none')?.fault).toBe('paused')
})

test('a shop without points only sends', () => {
  expect(kindsOf([])).toEqual(['parcel'])
  expect(kindsOf([place('a', { local: false })])).toEqual(['parcel', 'pickup'])
})
