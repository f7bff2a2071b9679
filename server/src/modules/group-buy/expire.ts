import { inTx } from '../../kernel/db.ts'
import type { GroupBuys } from './context.ts'
import { dueGroups } from './queries/groups.ts'
import { complete, fail } from './seat.ts'

/** Groups whose time is over are filled up, where the campaign says so, or fail. Returns how many. */
export async function expire(groups: GroupBuys): Promise<number> {
  const now = groups.now()
  return inTx(groups.db, async (tx) => {
    const due = await dueGroups(tx, now, 20)
    for (const { id, campaignId, paid, virtualFrom } of due) {
      const fills = virtualFrom !== null && paid >= virtualFrom
      await (fills ? complete : fail)(tx, { groupId: id, campaignId }, now)
    }
    return due.length
  })
}
