import type { Members } from './context.ts'
import type { TierInput } from './contract.ts'
import { forgetRule, noteRule, rulesOf, tiersOf, type TierRule } from './queries/rule-store.ts'

const words = { discount: '折扣', free_shipping: '包邮' } as const
const titleOf = ({ kind, level }: TierRule): string => `等级权益·${words[kind]}·${level} 级`

/**
 * What tiers are worth at the checkout are rules of the price engine, one for each such right, for members of the tier and those above; of one kind the
 * highest tier's counts. A right that was taken away is a rule that is off. May be done again.
 */
export async function putRights(members: Members, shopId: string): Promise<void> {
  const wanted = (await tiersOf(members.db, shopId)).flatMap(rulesFor)
  for (const rule of wanted) {
    await noteRule(members.db, shopId, rule)
    await put(members, shopId, { ...rule, enabled: true })
  }
  for (const rule of await rulesOf(members.db, shopId)) {
    if (wanted.some((one) => one.kind === rule.kind && one.level === rule.level)) continue
    await put(members, shopId, { ...rule, offBps: 1, enabled: false })
    await forgetRule(members.db, shopId, rule)
  }
}

function rulesFor({ level, rights }: TierInput): (TierRule & { offBps: number })[] {
  const discount = rights.find((right) => right.kind === 'discount' && right.offBps !== null)
  return [
    ...(discount ? [{ kind: 'discount' as const, level, offBps: discount.offBps ?? 1 }] : []),
    ...(rights.some((right) => right.kind === 'free_shipping') ? [{ kind: 'free_shipping' as const, level, offBps: 1 }] : []),
  ]
}

async function put(
  { promotion }: Members,
  shopId: string,
  { enabled, offBps, ...rule }: TierRule & { offBps: number; enabled: boolean },
): Promise<void> {
  const { kind, level } = rule
  await promotion.putRule({
    shopId,
    title: titleOf(rule),
    group: kind === 'discount' ? 'member-discount' : 'member-freight',
    priority: level,
    scope: {},
    conditions: [{ type: 'member_tier', args: { atLeast: level } }],
    benefit: kind === 'discount' ? { type: 'percent_off', args: { offBps } } : { type: 'free_shipping', args: {} },
    enabled,
  })
}
