import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Who } from './apply.ts'
import type { Distribution } from './context.ts'
import type { DistributionRule } from './contract.ts'
import { bind, customerOf, lastVisit, lockCustomer, noteVisit } from './queries/customers.ts'
import { distributorByCode, distributorById, distributorOf, type DistributorRow } from './queries/distributors.ts'
import { ruleOf } from './rule-store.ts'

/**
 * A shopper came by somebody's link. Whether that makes them a customer is for the rule to say; a link of one's own, of somebody who sells no
 * more, or to a shop whose distribution is closed, changes nothing. Throws `distribution_code_unknown`.
 */
export async function visit(kit: Distribution, shopperId: string, code: string): Promise<{ shopId: string; customer: boolean }> {
  const distributor = await distributorByCode(kit.db, code)
  if (!distributor) throw new AppError('not_found', 'distribution_code_unknown')
  const { shopId } = distributor
  const rule = await ruleOf(kit, shopId)
  if (!rule.enabled || distributor.state !== 'approved' || distributor.shopperId === shopperId) return { shopId, customer: false }
  const at = kit.now()
  await noteVisit(kit.db, { shopId, shopperId, distributorId: distributor.id, at })
  if (rule.bindOn === 'order') return { shopId, customer: (await customerOf(kit.db, { shopId, shopperId, at })) === distributor.id }
  return { shopId, customer: await bindTo(kit, { rule, who: { shopId, shopperId }, distributorId: distributor.id, at }) }
}

interface Wish {
  rule: DistributionRule
  who: Who
  distributorId: string
  at: Date
}

export async function bindTo(kit: Distribution, { rule, who, distributorId, at }: Wish): Promise<boolean> {
  const protectedUntil = later(at, { days: rule.protectionDays })
  const validUntil = rule.validDays > 0 ? later(at, { days: rule.validDays }) : null
  return inTx(kit.db, async (tx) => {
    await lockCustomer(tx, who)
    return bind(tx, { ...who, distributorId, at, protectedUntil, validUntil })
  })
}

/** Who earns on what this shopper paid now: level 1 first; at most two, and none who sells no more. */
export async function earners(kit: Distribution, rule: DistributionRule, who: Who): Promise<DistributorRow[]> {
  const first = await firstOf(kit, rule, who)
  if (!first) return []
  const above = rule.levels === 2 && first.parentId ? await distributorById(kit.db, first.parentId) : undefined
  const self = above?.shopperId === who.shopperId && !rule.selfPurchase
  return above && above.state === 'approved' && !self ? [first, above] : [first]
}

async function firstOf(kit: Distribution, rule: DistributionRule, who: Who): Promise<DistributorRow | undefined> {
  const at = kit.now()
  if (rule.selfPurchase) {
    const self = await distributorOf(kit.db, who)
    if (self?.state === 'approved') return self
  }
  if (rule.bindOn === 'order') await bindByOrder(kit, rule, who)
  const id = await customerOf(kit.db, { ...who, at })
  const found = id ? await distributorById(kit.db, id) : undefined
  return found?.state === 'approved' && found.shopperId !== who.shopperId ? found : undefined
}

/** With the first order the last link counts, as long as a customer would stay one. */
async function bindByOrder(kit: Distribution, rule: DistributionRule, who: Who): Promise<void> {
  const at = kit.now()
  const last = await lastVisit(kit.db, who)
  if (!last || (rule.validDays > 0 && later(last.at, { days: rule.validDays }) <= at)) return
  const distributor = await distributorById(kit.db, last.distributorId)
  if (distributor?.state === 'approved' && distributor.shopperId !== who.shopperId)
    await bindTo(kit, { rule, who, distributorId: distributor.id, at })
}
