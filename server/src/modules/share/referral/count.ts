import { dayOf } from '../../../kernel/clock.ts'
import type { Db } from '../../../kernel/db.ts'
import type { ShareDb } from '../db.ts'
import { countBack, countOne, takeBudget } from '../queries/campaigns.ts'

interface One {
  campaignId: string
  inviterId: string
}
/** A limit that was reached: nothing of the transaction may stay. */
export class LimitReached extends Error {
  readonly limit: 'budget' | 'person' | 'day'
  constructor(limit: 'budget' | 'person' | 'day') {
    super(limit)
    this.limit = limit
  }
}

/** Counts one more reward of the campaign and of the inviter, if all limits allow; else throws `LimitReached`. Gives the day it counts in. */
export async function countReward(tx: Db<ShareDb>, { campaignId, inviterId }: One, now: Date): Promise<string> {
  const day = dayOf(now)
  const limits = await takeBudget(tx, campaignId)
  if (!limits) throw new LimitReached('budget')
  const by = { campaignId, shopperId: inviterId }
  if (!(await countOne(tx, { ...by, span: 'ever', most: limits.perPerson }))) throw new LimitReached('person')
  if (!(await countOne(tx, { ...by, span: `day:${day}`, most: limits.perDay }))) throw new LimitReached('day')
  return day
}

/** It was given to nobody, and another may have it. */
export async function uncountReward(tx: Db<ShareDb>, { campaignId, inviterId }: One, day: string): Promise<void> {
  await countBack(tx, { campaignId, shopperId: inviterId, day })
}
