import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { add } from './apply.ts'
import { bindTo } from './bind.ts'
import type { Distribution } from './context.ts'
import { type distributionCalls, DistributionRule } from './contract.ts'
import { earn } from './earn.ts'
import { distributorOf } from './queries/distributors.ts'
import { putRate } from './queries/rates.ts'
import { changeRule, ruleOf } from './rule-store.ts'

type Input<K extends keyof typeof distributionCalls> = z.input<(typeof distributionCalls)[K]['input']>
const done = { ok: true as const }

export async function putRule(kit: Distribution, { shopId, rule, rates = [] }: Input<'putRule'>): Promise<typeof done> {
  await changeRule(kit, shopId, DistributionRule.parse(rule))
  await inTx(kit.db, async (tx) => {
    for (const rate of rates) await putRate(tx, shopId, rate, kit.now())
  })
  return done
}

export async function seedDistributors(kit: Distribution, { shopId, items }: Input<'seedDistributors'>): Promise<typeof done> {
  const rule = await ruleOf(kit, shopId)
  for (const { customers, parentShopperId, ...item } of items) {
    const parent = parentShopperId ? await distributorOf(kit.db, { shopId, shopperId: parentShopperId }) : undefined
    const at = new Date(item.at)
    await add(kit, { ...item, shopId, parentId: parent?.id ?? null, reviewer: '', at })
    const me = await distributorOf(kit.db, { shopId, shopperId: item.shopperId })
    for (const shopperId of customers)
      if (me && shopperId !== item.shopperId)
        await bindTo(kit, { rule, who: { shopId, shopperId }, distributorId: me.id, at: later(at, { days: 1 }) })
  }
  return done
}

/** In the order of their payment. */
export async function seedCommission(kit: Distribution, { orderIds }: Input<'seedCommission'>): Promise<typeof done> {
  for (let from = 0; from < orderIds.length; from += 200) {
    const { items } = await kit.order.refundable({ orderIds: orderIds.slice(from, from + 200) })
    for (const { id, shopId, shopperId, paidAt } of items) if (paidAt) await earn(kit, { orderId: id, shopId, shopperId, paidAt })
  }
  return done
}
