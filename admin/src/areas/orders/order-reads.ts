import type { Name } from '../../api/api.ts'

/** What a write to an order makes out of date. */
export const orderReads: readonly Name[] = ['listAdminOrders', 'countAdminOrders', 'getAdminOrder', 'getDashboard']
