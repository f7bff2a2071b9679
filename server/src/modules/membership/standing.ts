import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { Members } from './context.ts'
import { tiersChanged, type TierInput } from './contract.ts'
import { growthOf } from './growth.ts'
import { grownIn } from './queries/growth.ts'
import { overdue, putStanding, renew, type Standing, standingsOf } from './queries/standing.ts'
import { tiersOf, tiersOfAll } from './queries/rule-store.ts'
import { ruleOf } from './rule-store.ts'

type Cause = 'gain' | 'loss' | 'term'
const PAGE = 100

/** The highest tier that so much growth reaches. */
export const reachedBy = (tiers: readonly TierInput[], growth: number): TierInput | undefined =>
  tiers.findLast((tier) => tier.growth <= growth)

/**
 * Where a shopper is to be: up at once; down when the term is over, or at once when growth that was taken back had lifted them. What staff have
 * given stands for its term, unless growth reaches more than it had then.
 */
export function nextTier(
  cause: Cause,
  { current, reached, standing }: { current: number; reached: number; standing: Standing | undefined },
): number {
  if (reached > current) return standing?.byStaff && cause !== 'term' && reached <= standing.mark ? current : reached
  if (reached === current || cause === 'gain') return current
  if (cause === 'term') return reached
  return standing && !standing.byStaff ? reached : current
}

const REASONS = { gain: '成长值达标，自动升级', loss: '退款扣回成长值，自动降级', term: '等级到期，按成长值重新评定' } as const

/** Moves a shopper to the tier that is theirs in each of these shops; without a list, in every shop that has tiers. Gives the levels reached. */
export async function settleTiers(
  members: Members,
  { shopperId, shopIds, cause }: { shopperId: string; shopIds?: readonly string[]; cause: Cause },
): Promise<void> {
  const all = shopIds?.length === 1 ? await tiersIn(members, shopIds[0] ?? '') : await tiersByShop(members)
  const wanted = [...all].filter(([shopId]) => !shopIds || shopIds.includes(shopId))
  if (wanted.length === 0) return
  const growth = await growthOf(members, shopperId)
  const standings = await standingsOf(members.db, shopperId)
  const { items } = await members.shopper.tiers({ shopperId, shopIds: wanted.map(([shopId]) => shopId).slice(0, 200) })
  for (const { shopId, tier: current } of items) {
    const reached = reachedBy(all.get(shopId) ?? [], growth(shopId))?.level ?? 0
    const tier = nextTier(cause, { current, reached, standing: standings.get(shopId) })
    if (tier !== current)
      await members.shopper.moveTier({ shopId, shopperId, from: current, tier, reason: REASONS[tier > current ? 'gain' : cause] })
  }
}

const tiersIn = async ({ db }: Members, shopId: string) => {
  const tiers = await tiersOf(db, shopId)
  return new Map(tiers.length > 0 ? [[shopId, tiers]] : [])
}

export async function tiersByShop({ db }: Members): Promise<Map<string, TierInput[]>> {
  const by = new Map<string, TierInput[]>()
  for (const { shopId, ...tier } of await tiersOfAll(db)) by.set(shopId, [...(by.get(shopId) ?? []), tier])
  return by
}

/** A tier is another now, whoever changed it: its term begins. */
export async function beginTerm(
  members: Members,
  fact: { shopId: string; shopperId: string; tier: number; by: 'staff' | 'growth'; at: string },
): Promise<void> {
  const { shopId, shopperId, tier, by } = fact
  const { termDays } = await ruleOf(members)
  const byStaff = by === 'staff'
  const since = new Date(fact.at)
  const mark = byStaff ? (reachedBy(await tiersOf(members.db, shopId), (await growthOf(members, shopperId))(shopId))?.level ?? 0) : 0
  const until = tier === 0 && !byStaff ? null : later(since, { days: termDays })
  await putStanding(members.db, { shopId, shopperId, byStaff, mark, since, until })
}

/** Terms that are over: what growth says holds, for another term. Returns how many. */
export async function endTerms(members: Members): Promise<number> {
  const due = await overdue(members.db, members.now(), PAGE)
  const { termDays } = await ruleOf(members)
  let done = 0
  for (const { shopId, shopperId, until } of due) {
    await settleTiers(members, { shopperId, shopIds: [shopId], cause: 'term' })
    const { items } = await members.shopper.tiers({ shopperId, shopIds: [shopId] })
    if (!until) continue
    const next = (items[0]?.tier ?? 0) === 0 ? null : later(members.now(), { days: termDays })
    await renew(members.db, { shopId, shopperId, from: until, until: next })
    done += 1
  }
  return done
}

/** A page of those who have growth in a shop with other tiers, and word of the next. */
export async function settlePage(members: Members, { shopId, after }: { shopId: string; after: string | null }): Promise<void> {
  const shoppers = await grownIn(members.db, shopId, after, PAGE)
  for (const shopperId of shoppers) await settleTiers(members, { shopperId, shopIds: [shopId], cause: 'gain' })
  const last = shoppers.at(-1)
  if (shoppers.length === PAGE && last) await inTx(members.db, (tx) => emit(tx, tiersChanged, { shopId, after: last }))
}
