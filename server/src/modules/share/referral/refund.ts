import { type Db, inTx } from '../../../kernel/db.ts'
import type { ShareDb } from '../db.ts'
import { dropFriend, tooFew } from '../queries/cashback.ts'
import { campaignOf } from '../queries/campaigns.ts'
import { addRefund, moveReferral, referralOf, referralsOfOrder, stopPayouts } from '../queries/referrals.ts'
import { noteRefund } from '../queries/signals.ts'
import type { Referrals } from './context.ts'
import { uncountReward } from './count.ts'

interface Back {
  orderId: string
  refundKey: string
  amountFen: number
  all: boolean
}

/** Units of an order go back: what was not given for it is not given any more, what was is taken back where that can be. Once for each refund. */
export async function refunded(referrals: Referrals, back: Back): Promise<void> {
  const now = referrals.now()
  await inTx(referrals.db, async (tx) => {
    if (!(await noteRefund(tx, { key: back.refundKey, orderId: back.orderId, amountFen: back.amountFen, now }))) return
    for (const id of await referralsOfOrder(tx, back.orderId)) {
      await addRefund(tx, id, back.amountFen)
      await maybeVoid(tx, { id, all: back.all, now })
    }
    if (!back.all) return
    await dropFriend(tx, back.orderId)
    for (const id of await tooFew(tx, back.orderId)) await undo(tx, { id, now })
  })
}

/** All of it came back, or what is left is less than the campaign asks for. */
async function maybeVoid(tx: Db<ShareDb>, { id, all, now }: { id: string; all: boolean; now: Date }): Promise<void> {
  const row = await referralOf(tx, id, true)
  const campaign = row && (await campaignOf(tx, row.campaignId))
  if (!row || !campaign) return
  // A cash-back that is decided was computed from what had been kept by then; only a whole refund undoes it.
  const short = row.linkId !== null && row.orderFen - row.refundedFen < campaign.minOrderFen
  if (all || short) await undo(tx, { id, now })
}

async function undo(tx: Db<ShareDb>, { id, now }: { id: string; now: Date }): Promise<void> {
  const row = await referralOf(tx, id, true)
  if (!row || !['open', 'review', 'due', 'given'].includes(row.state)) return
  const attempted = await stopPayouts(tx, id, now)
  const free = !attempted && row.countedOn !== null
  if (free && row.countedOn) await uncountReward(tx, row, row.countedOn)
  await moveReferral(tx, id, { from: row.state, state: 'void', reasons: ['refunded'], ...(free ? { countedOn: null } : {}), now })
}
