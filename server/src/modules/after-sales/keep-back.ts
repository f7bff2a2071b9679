import { later } from '../../kernel/clock.ts'
import { type AfterSalesKit, keyOf } from './context.ts'
import type { Plan } from './plan.ts'
import { forgetClaim, insertClaim, staleClaims, voidClaim } from './queries/claims.ts'

/** Writing a request takes a moment; what has not become one after this never will. */
const CLAIM_MINUTES = 10

/**
 * Keeps the pieces of a request back that have not left, before the request exists: of it and a shipment at the same moment one comes first, and
 * the other is refused. Noted before, so that what a crash leaves is let go. Throws `refund_units_gone` when pieces left meanwhile.
 */
export async function keepBack(kit: AfterSalesKit, id: string, { order, lines }: Pick<Plan, 'order' | 'lines'>): Promise<void> {
  const units = lines.flatMap(({ line, unshipped }) => (unshipped > 0 ? [{ lineId: line.id, quantity: unshipped }] : []))
  await insertClaim(kit.db, { id, orderId: order.id, at: kit.now() })
  if (units.length > 0) await kit.order.pause({ key: keyOf(id), orderId: order.id, units, ifUnshipped: true })
}

/** Nothing came of it: the pieces may leave again. Twice is once; a request that did come about keeps them. */
export async function letGo(kit: AfterSalesKit, id: string): Promise<void> {
  if (!(await voidClaim(kit.db, id))) return
  await kit.order.resume({ key: keyOf(id) })
  await forgetClaim(kit.db, id)
}

/** What a crash has left between keeping pieces back and writing the request. */
export async function letStaleGo(kit: AfterSalesKit): Promise<number> {
  const ids = await staleClaims(kit.db, later(kit.now(), { minutes: -CLAIM_MINUTES }))
  for (const id of ids) await letGo(kit, id)
  return ids.length
}
