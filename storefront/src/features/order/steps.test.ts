import { expect, test } from 'vitest'
import { stepsOf } from './steps'

const order = {
  state: 'paid',
  handover: 'parcel',
  placedAt: 'a',
  paidAt: 'b',
  shippedAt: null,
  receivedAt: null,
  onDelivery: null,
} as const

test('the steps of an order that goes well show what is done and when', () => {
  expect(stepsOf(order).map(({ name, done, at }) => [name, done, at])).toEqual([
    ['placed', true, 'a'],
    ['paid', true, 'b'],
    ['shipped', false, null],
    ['received', false, null],
  ])
})

test('an order that ended otherwise has no steps to show', () => {
  expect(stepsOf({ ...order, state: 'closed' })).toEqual([])
  expect(stepsOf({ ...order, state: 'refunded' })).toEqual([])
})

test('what is fetched or brought is not shipped', () => {
  expect(stepsOf({ ...order, handover: 'pickup' }).map((step) => step.name)).toEqual(['placed', 'paid', 'fetched'])
  expect(stepsOf({ ...order, handover: 'local', receivedAt: 'c' })).toContainEqual({ name: 'brought', done: true, at: 'c' })
})
