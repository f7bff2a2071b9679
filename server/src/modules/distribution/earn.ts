import { inTx } from '../../kernel/db.ts'
import { balances, HOUSE, post } from '../../kernel/ledger.ts'
import type { RefundableOrder } from '../order/contract.ts'
import { earners } from './bind.ts'
import { DEBT, type Distribution, ledger, PENDING, SETTLED } from './context.ts'
import { clawTo, commissionsOfOrder, type CommissionRow, insertCommission, lockCommission, lookAt } from './queries/commissions.ts'
import { requestOfOrder } from './queries/requests.ts'
import { ratesOfProducts, ruleFor } from './rule-store.ts'
import { paySettled } from './settle.ts'

/** A share of an amount in basis points, rounded down to the fen: the shop never gives more than it promised. Pure. */
export function shareOf(amountFen: number, bps: number): number {
  return Number((BigInt(amountFen) * BigInt(bps)) / 10_000n)
}

/** An order is paid: whoever brought the shopper gets their commission on what was paid for the goods, line by line. Twice is once. */
export async function earn(kit: Distribution, fact: { orderId: string; shopId: string; shopperId: string; paidAt: string }): Promise<void> {
  const { orderId, shopId, shopperId: buyerId } = fact
  const { rule, earned } = await ruleFor(kit, { shopId, orderId })
  if (earned) return follow(kit, orderId)
  if (!rule.enabled) return
  // A sample brings its reward, and no commission.
  if (await requestOfOrder(kit.db, orderId)) return
  const who = await earners(kit, rule, { shopId, shopperId: buyerId })
  if (who.length === 0) return
  const { items } = await kit.order.refundable({ orderIds: [orderId] })
  const [order] = items
  if (!order) return
  const rates = await ratesOfProducts(
    kit,
    shopId,
    order.lines.map((line) => line.productId),
  )
  const paidAt = new Date(fact.paidAt)
  await inTx(kit.db, async (tx) => {
    for (const line of order.lines) {
      const { level1Bps, level2Bps } = rates(line.productId)
      for (const [index, distributor] of who.entries()) {
        const level = index === 0 ? (1 as const) : (2 as const)
        const rateBps = level === 1 ? level1Bps : level2Bps
        const amountFen = shareOf(line.payableFen, rateBps)
        if (amountFen === 0) continue
        const { id: distributorId } = distributor
        const of = { shopId, orderId, orderNumber: order.number, distributorId, buyerId, paidAt }
        const goods = { lineId: line.id, productId: line.productId, title: line.title, quantity: line.quantity, baseFen: line.payableFen }
        const id = kit.newId()
        if (!(await insertCommission(tx, { ...of, ...goods, id, level, rateBps, amountFen }))) continue
        await post(tx, ledger, {
          event: `earn:${id}`,
          kind: 'earn',
          reference: id,
          note: line.title,
          at: kit.now(),
          changes: [
            { owner: distributorId, name: PENDING, amount: amountFen },
            { owner: HOUSE, name: 'commission', amount: -amountFen },
          ],
        })
      }
    }
  })
  await follow(kit, orderId)
}

/** What may have happened before the commission was there: a refund, or the goods have arrived. */
async function follow(kit: Distribution, orderId: string): Promise<void> {
  await claw(kit, orderId)
  await arrange(kit, orderId)
}

/** The goods have arrived: the commission is looked at when the refund window is over. */
export async function arrange(kit: Distribution, orderId: string): Promise<void> {
  if ((await commissionsOfOrder(kit.db, orderId)).every((one) => one.state !== 'pending')) return
  const [window] = (await kit.afterSales.windows({ orderIds: [orderId] })).items
  if (window?.openUntil) await lookAt(kit.db, orderId, new Date(window.openUntil))
}

/**
 * Money for goods went back: so does the commission for it, so that what stays is the rate of what stayed. It is taken from where it is now: from
 * what is pending, from what is settled, and what was withdrawn becomes a debt. Twice is once, in whatever order refunds are heard of.
 */
export async function claw(kit: Distribution, orderId: string): Promise<void> {
  const commissions = await commissionsOfOrder(kit.db, orderId)
  if (commissions.length === 0) return
  const { items } = await kit.order.refundable({ orderIds: [orderId] })
  const [order] = items
  if (!order) return
  for (const one of commissions) await clawOne(kit, one, leftOf(order, one.lineId))
}

function leftOf(order: Pick<RefundableOrder, 'lines'>, lineId: string): number {
  const line = order.lines.find((one) => one.id === lineId)
  return line ? Math.max(0, line.payableFen - line.refundedFen - line.allowanceFen) : 0
}

async function clawOne(kit: Distribution, { id }: CommissionRow, leftFen: number): Promise<void> {
  await inTx(kit.db, async (tx) => {
    const one = await lockCommission(tx, id)
    if (!one || one.leftFen <= leftFen) return
    const clawedFen = one.amountFen - shareOf(leftFen, one.rateBps)
    const wholly = one.state === 'pending' && clawedFen === one.amountFen
    await clawTo(tx, id, { leftFen, clawedFen, void: wholly })
    const more = clawedFen - one.clawedFen
    if (more === 0) return
    const posting = { event: `claw:${id}:${leftFen}`, kind: 'claw', reference: id, note: one.title, at: kit.now() }
    const owner = one.distributorId
    if (one.state === 'pending') {
      const changes = [
        { owner, name: PENDING, amount: -more },
        { owner: HOUSE, name: 'clawed', amount: more },
      ]
      return void (await post(tx, ledger, { ...posting, changes }))
    }
    const has = (await balances(tx, ledger, { owner, lock: true })).get(SETTLED) ?? 0
    const taken = Math.min(has, more)
    const changes = [
      { owner, name: SETTLED, amount: -taken },
      { owner: HOUSE, name: 'clawed', amount: taken },
      { owner, name: DEBT, amount: more - taken },
      { owner: HOUSE, name: 'owed', amount: taken - more },
    ]
    await post(tx, ledger, { ...posting, changes })
  })
}

/** A reward of a task is settled at once; it pays a debt first. In the caller's transaction. */
export async function reward(
  kit: Distribution,
  tx: Distribution['db'],
  due: { key: string; shopId: string; distributorId: string; amountFen: number; note: string },
): Promise<void> {
  const { key, shopId, distributorId: owner, amountFen, note } = due
  const posting = { event: `reward:${key}`, kind: 'reward', reference: key, note, actor: shopId, at: kit.now() }
  await paySettled(tx, { owner, amountFen, posting, from: { owner: HOUSE, name: 'rewards', amount: -amountFen } })
}
