import { dayOf } from '../../kernel/clock.ts'
import { inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Bargains } from './context.ts'
import { announceCut } from './notices.ts'
import { bargainOf, cutNext, helpOf, insertHelp } from './queries/bargains.ts'
import { campaignOf } from './queries/campaigns.ts'
import { count } from './queries/used.ts'

interface By {
  bargainId: string
  shopperId: string
}

/**
 * A friend takes the next cut. Asked again, the answer is what was cut the first time. Throws `bargain_not_found`, `bargain_own`, `bargain_full`,
 * `bargain_ordered`, `bargain_over`, `bargain_help_limit`.
 */
export async function help(bargains: Bargains, by: By): Promise<{ cutFen: number }> {
  try {
    return await cut(bargains, by)
  } catch (error) {
    // The same friend at the same moment: the other one of the two has helped.
    if (!isDuplicate(error, 'help_once')) throw error
    return whyNot(bargains, by)
  }
}

async function cut(bargains: Bargains, by: By): Promise<{ cutFen: number }> {
  const now = bargains.now()
  const { bargainId, shopperId: helperId } = by
  const done = await inTx(bargains.db, async (tx) => {
    const turn = await cutNext(tx, { bargainId, helperId, now })
    if (!turn) return undefined
    const { campaignId, position, cutFen } = turn
    await insertHelp(tx, { bargainId, helperId, position, cutFen, now })
    const most = (await campaignOf(tx, campaignId))?.helpsPerDay ?? 0
    if (!(await count(tx, { campaignId, shopperId: helperId, what: 'help', span: `day:${dayOf(now)}`, most })))
      throw new AppError('conflict', 'bargain_help_limit', { most })
    await announceCut(tx, { bargainId, position, cutFen })
    return { cutFen }
  })
  return done ?? whyNot(bargains, by)
}

/** What was cut before, or why nothing can be. */
async function whyNot(bargains: Bargains, { bargainId, shopperId }: By): Promise<{ cutFen: number }> {
  const row = await bargainOf(bargains.db, bargainId)
  if (!row) throw new AppError('not_found', 'bargain_not_found')
  const before = await helpOf(bargains.db, bargainId, shopperId)
  if (before) return before
  if (row.shopperId === shopperId) throw new AppError('conflict', 'bargain_own')
  if (row.state === 'ordered') throw new AppError('conflict', 'bargain_ordered')
  if (row.state !== 'open' || row.expiresAt <= bargains.now()) throw new AppError('conflict', 'bargain_over')
  throw new AppError('conflict', 'bargain_full')
}
