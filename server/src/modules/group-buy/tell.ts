import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { AGAIN_SECONDS, type GroupBuys } from './context.ts'
import { claimToTell, moveMember } from './queries/members.ts'

const reasons = { full: '拼团人数已满，自动退款', over: '拼团未成功，自动退款', '': '拼团未成功，自动退款' } as const
type ToTell = Awaited<ReturnType<typeof claimToTell>>[number]

/**
 * Tells orders what became of their groups: to go on, or that they are called off. What it did not get to say, because the process died or the
 * call failed, is due again soon; both calls may be repeated. Returns how many were told.
 */
export async function tell(groups: GroupBuys): Promise<number> {
  const now = groups.now()
  const due = await claimToTell(groups.db, { now, until: later(now, { seconds: AGAIN_SECONDS }), limit: 50 })
  const told = await Promise.allSettled(due.map((one) => tellOne(groups, one)))
  for (const one of told) if (one.status === 'rejected') throw one.reason
  return told.filter((one) => one.status === 'fulfilled' && one.value).length
}

async function tellOne(groups: GroupBuys, { orderId, state, why }: ToTell): Promise<boolean> {
  if (state === 'going') {
    const { state: stands } = await groups.order.goOn({ orderId })
    return stands !== 'waiting' && moveMember(groups.db, orderId, { from: ['going'], to: 'done' })
  }
  const stands = await callOff(groups, orderId, reasons[why])
  // It was paid or moved at that very moment: it is asked again.
  if (stands === 'waiting' || stands === 'pending_payment') return false
  return moveMember(groups.db, orderId, { from: ['off'], to: 'refunded' })
}

/** Where the order stands then; one that was never placed has nothing to be called off. */
async function callOff(groups: GroupBuys, orderId: string, reason: string): Promise<string> {
  try {
    return (await groups.order.callOff({ orderId, reason })).state
  } catch (error) {
    if (error instanceof AppError && error.code === 'order_not_found') return 'never placed'
    throw error
  }
}
