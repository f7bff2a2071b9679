import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Members } from './context.ts'
import { MembershipRule, type TierInput, tiersChanged } from './contract.ts'
import { putRule, replaceTiers, ruleValue, tiersOf } from './queries/rule-store.ts'

/** Parsing fills in the defaults of what the mall has not set. */
export async function ruleOf(members: Pick<Members, 'db'>): Promise<MembershipRule> {
  return MembershipRule.parse((await ruleValue(members.db)) ?? {})
}

/** Throws `streaks_wrong`. */
export async function changeRule(members: Members, rule: MembershipRule): Promise<MembershipRule> {
  const { streaks } = rule.checkIn
  if (new Set(streaks.map(({ days }) => days)).size !== streaks.length) throw new AppError('invalid', 'streaks_wrong')
  const kept = { ...rule, checkIn: { ...rule.checkIn, streaks: streaks.toSorted((a, b) => a.days - b.days) } }
  await putRule(members.db, kept)
  return kept
}

/** The tiers of a shop in place of those it had; its members are looked at again. Throws `tiers_wrong`. */
export async function changeTiers(members: Members, shopId: string, wish: readonly TierInput[]): Promise<{ items: TierInput[] }> {
  const items = wish.toSorted((a, b) => a.level - b.level)
  const rises = items.every((tier, at) => {
    const before = items[at - 1]
    return !before || (before.level < tier.level && before.growth < tier.growth)
  })
  if (!rises) throw new AppError('invalid', 'tiers_wrong')
  await inTx(members.db, async (tx) => {
    await replaceTiers(tx, shopId, items)
    await emit(tx, tiersChanged, { shopId, after: null })
  })
  return { items: await tiersOf(members.db, shopId) }
}
