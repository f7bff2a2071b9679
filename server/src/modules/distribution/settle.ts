import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { type Change, balances, HOUSE, post, type Posting } from '../../kernel/ledger.ts'
import { DEBT, type Distribution, ledger, PENDING, SETTLED } from './context.ts'
import type { DistributionDb } from './db.ts'
import { commissionsOfOrder, dueOrders, lockCommission, lookAt, settleOne } from './queries/commissions.ts'

/** Money that becomes withdrawable pays a debt first, in one posting that books once. */
export async function paySettled(
  tx: Db<DistributionDb>,
  pay: { owner: string; amountFen: number; posting: Omit<Posting, 'changes'>; from: Change },
): Promise<void> {
  const { owner, amountFen, posting, from } = pay
  const debt = (await balances(tx, ledger, { owner, lock: true })).get(DEBT) ?? 0
  const repaid = Math.min(debt, amountFen)
  const changes = [
    from,
    { owner, name: SETTLED, amount: amountFen - repaid },
    { owner: HOUSE, name: 'repaid', amount: repaid },
    { owner, name: DEBT, amount: -repaid },
    { owner: HOUSE, name: 'owed', amount: repaid },
  ]
  await post(tx, ledger, { ...posting, changes })
}

/** Commission whose refund window is over is settled. Returns how many orders were looked at. */
export async function settleDue(kit: Distribution): Promise<number> {
  const now = kit.now()
  const orderIds = await dueOrders(kit.db, now, 100)
  if (orderIds.length === 0) return 0
  const { items } = await kit.afterSales.windows({ orderIds })
  const windows = new Map(items.map((item) => [item.orderId, item]))
  for (const orderId of orderIds) {
    const window = windows.get(orderId)
    const until = window?.openUntil ? new Date(window.openUntil) : later(now, { days: 1 })
    // The shop has lengthened its window, or something is still under way: later.
    if (until > now) await lookAt(kit.db, orderId, until)
    else if (window?.busy) await lookAt(kit.db, orderId, later(now, { hours: 1 }))
    else await settleOrder(kit, orderId)
  }
  return orderIds.length
}

/** Each commission by itself, from pending to settled once, whoever comes at the same moment. */
export async function settleOrder(kit: Distribution, orderId: string): Promise<void> {
  for (const { id, state } of await commissionsOfOrder(kit.db, orderId)) if (state === 'pending') await settleCommission(kit, id)
}

async function settleCommission(kit: Distribution, id: string): Promise<void> {
  const at = kit.now()
  await inTx(kit.db, async (tx) => {
    const one = await lockCommission(tx, id)
    if (one?.state !== 'pending' || !(await settleOne(tx, id, at))) return
    const amountFen = one.amountFen - one.clawedFen
    if (amountFen === 0) return
    const posting = { event: `settle:${id}`, kind: 'settle', reference: id, note: one.title, at }
    await paySettled(tx, {
      owner: one.distributorId,
      amountFen,
      posting,
      from: { owner: one.distributorId, name: PENDING, amount: -amountFen },
    })
  })
}
