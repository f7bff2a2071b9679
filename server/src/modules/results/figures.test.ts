import { expect, test } from 'vitest'
import { figures } from './figures.ts'

const numbers = { attempts: 8, successes: 3, orders: 40, paidOrders: 30, gmvFen: 300_000, refundedFen: 20_000, costFen: 70_000 }

test('the figures of a campaign are those computed by hand', () => {
  // 1,000 saw it, 120 took part, 25 bought, of whom 7 for the first time; 48 of the 120 came by a share.
  expect(figures({ numbers, reach: 1000, participants: 120, buyers: 25, newCustomers: 7, invited: 48 })).toEqual({
    participationBps: 1200, // 12 %
    conversionBps: 250, // 2.5 %
    successBps: 3750, // 3 of 8
    kMilli: 400, // 0.4 further participants a participant
    roiBps: 40_000, // ¥2,800 for ¥700: 4
    cacFen: 10_000, // ¥700 for 7
  })
})

test('half a unit is rounded up, once; nothing is divided by nothing; refunds above what came in are no return', () => {
  const none = { reach: 0, participants: 0, buyers: 0, newCustomers: 0, invited: 0 }
  const empty = { ...numbers, attempts: null, successes: null, costFen: 0 }
  const nulls = { participationBps: null, conversionBps: null, successBps: null, kMilli: null, roiBps: null, cacFen: null }
  expect(figures({ ...none, numbers: empty })).toEqual(nulls)
  // 2 / 3 = 0.66666…; 5 fen for 2 customers = 2.5 fen
  expect(figures({ ...none, numbers: { ...numbers, costFen: 5 }, reach: 3, participants: 2, newCustomers: 2 })).toMatchObject({
    participationBps: 6667,
    cacFen: 3,
  })
  expect(figures({ ...none, numbers: { ...numbers, gmvFen: 10, refundedFen: 20 } }).roiBps).toBe(0)
  expect(figures({ ...none, numbers: { ...numbers, attempts: 0, successes: 0 } }).successBps).toBeNull()
})
