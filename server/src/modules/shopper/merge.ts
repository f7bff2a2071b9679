import type { Interface } from '../../kernel/contract.ts'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Merging, mergeSlot } from '../../kernel/merge.ts'
import { forgetSession } from '../../kernel/session.ts'
import type { Shoppers } from './context.ts'
import { shopperMerged } from './contract.ts'
import { type Account, claimMerge, endRound, insertMerge, lockAccounts, mergedPairs, noteStep, sessionIdsOf } from './queries/merge.ts'

/** What goes over here by a step of its own. Sessions, sign-ins and the phone have gone over at once. */
export const merging: Merging = {
  owned: [
    { table: 'shopper.address', flag: 'is_default' },
    {
      table: 'shopper.acquaintance',
      once: ['shop_id'],
      twice: { paid_orders: 'add', tier: 'greatest', met_at: 'least' },
    },
    // Told anew by member_card; until then the better of both.
    { table: 'shopper.card', once: ['shop_id'], twice: { level: 'greatest', until: 'greatest', at: 'greatest' } },
    { table: 'shopper.tier_change' },
    { table: 'shopper.paid_order' },
  ],
}

/** After the first round what was on its way is looked for again: orders that were being placed, events that were being told. */
const PAUSES_SECONDS = [10, 60, 600, 3600, 86_400, 7 * 86_400, 30 * 86_400]
const PAUSE_AFTER_FAILURE_SECONDS = 30
const CLAIM_MINUTES = 2

/**
 * Two accounts are one person's. Which stays: the one with a phone number, else the older one. In one transaction the sign-ins and sessions of the
 * other are its own, and a record says what is to follow; then every module moves what it owns. Gives the account that stays.
 * Throws `account_disabled`: who is locked out does not come in by another door.
 */
export async function mergeAccounts(shoppers: Shoppers, ids: readonly [string, string], reason: 'phone' | 'union_id'): Promise<string> {
  const begun = await inTx(shoppers.db, (tx) => begin({ ...shoppers, db: tx }, ids, reason))
  for (const session of begun.sessions) forgetSession(session)
  // What this leaves undone, the sweep does.
  if (begun.mergeId) await workOn(shoppers, begun.mergeId)
  return begun.into
}

async function begin(shoppers: Shoppers, ids: readonly [string, string], reason: 'phone' | 'union_id') {
  const [one, other] = await bothNow(shoppers, ids)
  if (one.id === other.id) return { into: one.id, sessions: [], mergeId: undefined }
  if (one.disabled || other.disabled) throw new AppError('forbidden', 'account_disabled')
  const [into, from] = stays(one, other) ? [one, other] : [other, one]
  const sessions = await sessionIdsOf(shoppers.db, from.id)
  const mergeId = shoppers.newId()
  await insertMerge(shoppers.db, { id: mergeId, from, into, reason, at: shoppers.now() })
  await emit(shoppers.db, shopperMerged, { from: from.id, into: into.id })
  return { into: into.id, sessions, mergeId }
}

/** Both accounts, locked; in place of one that went, the one it went into. */
async function bothNow(shoppers: Shoppers, ids: readonly [string, string]): Promise<[Account, Account]> {
  const found = await lockAccounts(shoppers.db, ids)
  const into = found.flatMap((account) => account.mergedInto ?? [])
  const all = into.length > 0 ? [...found, ...(await lockAccounts(shoppers.db, into))] : found
  const [one, other] = ids.map((id) => {
    const account = all.find((each) => each.id === id)
    return account?.mergedInto ? all.find((each) => each.id === account.mergedInto) : account
  })
  if (!one || !other) throw new Error(`an account to be merged is not there: ${ids.join(', ')}`)
  return [one, other]
}

function stays(one: Account, other: Account): boolean {
  if ((one.phone === null) !== (other.phone === null)) return one.phone !== null
  return one.createdAt < other.createdAt || (one.createdAt.getTime() === other.createdAt.getTime() && one.id < other.id)
}

/** One round of a merge that is due: every module moves what there is. One that fails does not stop the others, and is asked again soon. */
export async function workOn(shoppers: Shoppers, id?: string): Promise<boolean> {
  const now = shoppers.now()
  const due = await claimMerge(shoppers.db, { now, until: later(now, { minutes: CLAIM_MINUTES }), ...(id ? { id } : {}) })
  if (!due) return false
  let whole = true
  for (const [module, calls] of shoppers.owners()) whole = (await step(shoppers, due, { module, calls })) && whole
  const pause = whole ? PAUSES_SECONDS[due.round] : PAUSE_AFTER_FAILURE_SECONDS
  const nextAt = pause === undefined ? null : later(shoppers.now(), { seconds: pause })
  await endRound(shoppers.db, { id: due.id, round: due.round, whole, nextAt, now: shoppers.now() })
  return true
}

async function step(
  shoppers: Shoppers,
  due: { id: string; from: string; into: string },
  { module, calls }: { module: string; calls: Interface<typeof mergeSlot.calls> },
): Promise<boolean> {
  const noted = { mergeId: due.id, module, at: shoppers.now() }
  try {
    const { items } = await calls.mergeShopper({ key: due.id, from: due.from, into: due.into })
    await noteStep(shoppers.db, { ...noted, items, failure: '' })
    return true
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 300) : String(error)
    shoppers.log.error({ err: error, merge: due.id, module }, 'a step of a merge failed')
    await noteStep(shoppers.db, { ...noted, items: [], failure })
    return false
  }
}

export async function workOnMerges(shoppers: Shoppers): Promise<number> {
  let done = 0
  while (done < 20 && (await workOn(shoppers))) done += 1
  return done
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** What still lies with somebody who is somebody else now, by every module; of merges that are old enough to be done. */
export async function leftBehind(shoppers: Shoppers): Promise<{ id: string; text: string }[]> {
  const found = []
  const before = later(shoppers.now(), { minutes: -10 })
  for (let after = FIRST_ID; ;) {
    const pairs = await mergedPairs(shoppers.db, { after, limit: 500, before })
    const last = pairs.at(-1)
    if (!last) return found
    for (const [module, calls] of shoppers.owners()) {
      const { items } = await calls.shopperLeft({ pairs })
      found.push(...items.map(({ shopperId, what, rows }) => ({ id: shopperId, text: `${module}: ${rows} of ${what} are still theirs` })))
    }
    after = last.from
  }
}
