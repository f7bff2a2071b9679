import type { z } from 'zod'
import { inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { StaffActor } from '../../../kernel/http.ts'
import type { decideReferral, listMyReferrals, listReferrals } from '../contract-referral.ts'
import { campaignOf } from '../queries/campaigns.ts'
import { board, mineOf, moveReferral, referralOf } from '../queries/referrals.ts'
import { campaignOfShop } from './campaigns.ts'
import type { Referrals } from './context.ts'
import { LimitReached } from './count.ts'
import { intend, sidesOf, worth } from './decide.ts'

async function namesOf(referrals: Referrals, ids: readonly string[]): Promise<(id: string) => string> {
  const wanted = [...new Set(ids)]
  const { items } = wanted.length > 0 ? await referrals.shopper.find({ ids: wanted }) : { items: [] }
  const names = new Map(items.map((one) => [one.id, one.nickname]))
  return (id) => names.get(id) ?? ''
}

export async function boardOf(
  referrals: Referrals,
  shopId: string,
  { id, page, pageSize, state }: z.output<typeof listReferrals.query> & { id: string },
): Promise<z.input<typeof listReferrals.reply>> {
  await campaignOfShop(referrals, shopId, id)
  const { items, total } = await board(referrals.db, { campaignId: id, state, limit: pageSize, offset: (page - 1) * pageSize })
  const nameOf = await namesOf(
    referrals,
    items.flatMap((row) => [row.inviterId, row.inviteeId]),
  )
  return {
    total,
    items: items.map((row) => ({
      ...row,
      inviter: { id: row.inviterId, nickname: nameOf(row.inviterId) },
      invitee: { id: row.inviteeId, nickname: nameOf(row.inviteeId) },
      dueAt: row.dueAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    })),
  }
}

/** Staff decide what was withheld; once. Throws `referral_not_found`, `referral_decided`, `referral_limit`. */
export async function decide(
  referrals: Referrals,
  staff: Pick<StaffActor, 'shopId' | 'name'>,
  { id, approve, note }: z.output<typeof decideReferral.body> & { id: string },
): Promise<z.input<typeof decideReferral.reply>> {
  const row = await referralOf(referrals.db, id)
  const campaign = row && (await campaignOf(referrals.db, row.campaignId))
  if (!row || campaign?.shopId !== staff.shopId) throw new AppError('not_found', 'referral_not_found')
  const now = referrals.now()
  const by = { decidedBy: staff.name, note, now }
  const worthOf = await worth(referrals)
  try {
    await inTx(referrals.db, async (tx) => {
      if ((await referralOf(tx, id, true))?.state !== 'review') throw new AppError('conflict', 'referral_decided')
      if (approve) await intend(tx, { referral: row, campaign, from: 'review', sides: sidesOf(campaign, row), worthOf, ...by })
      else await moveReferral(tx, id, { from: 'review', state: 'refused', ...by })
    })
  } catch (error) {
    if (error instanceof LimitReached) throw new AppError('conflict', 'referral_limit')
    throw error
  }
  return { state: approve ? 'due' : 'refused' }
}

const idPattern = /^[0-9a-f-]{36}$/
/** A name that the one who brought them recognises. */
const hinted = (name: string): string => `${[...name][0] ?? ''}**`

export async function mine(
  referrals: Referrals,
  shopperId: string,
  { cursor, limit }: z.output<typeof listMyReferrals.query>,
): Promise<z.input<typeof listMyReferrals.reply>> {
  if (cursor && !idPattern.test(cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const rows = await mineOf(referrals.db, { shopperId, before: cursor ?? null, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const nameOf = await namesOf(
    referrals,
    page.map((row) => row.inviteeId),
  )
  return {
    items: page.map(({ id, kind, inviteeId, friends, needed, state, reward, dueAt, createdAt }) => ({
      id,
      kind,
      friend: kind === 'invite' ? hinted(nameOf(inviteeId)) : '',
      friends,
      needed,
      state,
      reward,
      dueAt: dueAt?.toISOString() ?? null,
      at: createdAt.toISOString(),
    })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}
