import { type Route, route, staffOf } from '../../kernel/http.ts'
import { fetchBills, listBills, listDifferences, resolveDifference } from './bills.ts'
import type { Payments } from './context.ts'
import { listAbnormalRefunds, redirectRefund } from './contract-redirects.ts'
import { listAbnormal, redirectRefund as sendRefundElsewhere } from './redirect-refund.ts'
import { fetchPaymentBills, listBillDifferences, listPaymentBills, resolveBillDifference } from './contract-bills.ts'

/** What the console does with bills, and with refunds that an account cannot take. */
export const billRoutes = (payments: Payments): Route[] => [
  route(listPaymentBills, async (caller, { query }) => listBills(payments, staffOf(caller).shopId, query)),
  route(fetchPaymentBills, async (_, { body }) => fetchBills(payments, body.day)),
  route(listBillDifferences, async (caller, { query }) => listDifferences(payments, staffOf(caller).shopId, query)),
  route(resolveBillDifference, async (caller, { params, body }) => resolveDifference(payments, staffOf(caller), { ...params, ...body })),
  route(listAbnormalRefunds, async (caller) => ({ items: await listAbnormal(payments, staffOf(caller).shopId) })),
  route(redirectRefund, async (caller, { params, body }) => sendRefundElsewhere(payments, staffOf(caller), { ...params, ...body })),
]
