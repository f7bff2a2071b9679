import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls, PlayTerms } from '../order/contract.ts'
import type { Bargains } from './context.ts'
import type { BargainDb } from './db.ts'
import { bargainOf, type BargainRow, orderBargain, reopenBargain } from './queries/bargains.ts'
import { campaignOf, type CampaignRow, lockCampaign, putPieceBack, takePiece } from './queries/campaigns.ts'
import { duePlaces, insertPlace, movePlace, placeOf, type PlaceRow } from './queries/places.ts'
import { count, countBack, usedOf } from './queries/used.ts'

type Wish = z.output<typeof playCalls.playTerms.input>
type HoldWish = z.output<typeof playCalls.playHold.input>
const done = { ok: true as const }

interface Found {
  row: BargainRow
  campaign: CampaignRow
}

async function find(bargains: Bargains, { campaignId, joinId, shopperId, skuId, quantity }: Wish): Promise<Found> {
  const row = joinId === null ? undefined : await bargainOf(bargains.db, joinId)
  const campaign = await campaignOf(bargains.db, campaignId)
  if (!row || !campaign || row.campaignId !== campaignId || row.shopperId !== shopperId || row.skuId !== skuId)
    throw new AppError('not_found', 'bargain_not_found')
  if (quantity !== 1) throw new AppError('conflict', 'bargain_one_piece')
  return { row, campaign }
}

/** Why this bargain cannot be ordered as it is now by somebody who has seen it with `pass` helpers. */
function refuse({ row, campaign }: Found, pass: string | null, now: Date): void {
  if (row.state === 'ordered' || row.state === 'bought') throw new AppError('conflict', 'bargain_ordered')
  if (row.state !== 'open' || row.expiresAt <= now) throw new AppError('conflict', 'bargain_over')
  if (row.buyAt === 'floor' && row.helped < row.helpers)
    throw new AppError('conflict', 'bargain_not_reached', { left: row.helpers - row.helped })
  if (pass !== String(row.helped)) throw new AppError('conflict', 'bargain_moved')
  if (campaign.taken >= campaign.pieces) throw new AppError('conflict', 'bargain_gone')
}

/** The price that the helpers have brought it to. Throws why it cannot be ordered. */
export async function terms(bargains: Bargains, wish: Wish): Promise<PlayTerms> {
  const found = await find(bargains, wish)
  refuse(found, wish.pass, bargains.now())
  const { row, campaign } = found
  if ((await usedOf(bargains.db, { ...buying(row) })) >= campaign.perPerson)
    throw new AppError('conflict', 'bargain_person_limit', { most: campaign.perPerson })
  return {
    price: { unitPriceFen: row.priceFen, withOffers: false, freeFreight: campaign.freeFreight, available: null },
    withAssets: false,
    payMinutes: null,
    waits: false,
  }
}

const buying = ({ campaignId, shopperId }: { campaignId: string; shopperId: string }) =>
  ({ campaignId, shopperId, what: 'buy', span: 'ever' }) as const

/**
 * A piece of the campaign and the bargain itself are this order's. Its price is that which `terms` said: a cut in between refuses it. Asked again
 * with the same key nothing more is taken.
 */
export async function hold(bargains: Bargains, wish: HoldWish): Promise<typeof done> {
  const now = bargains.now()
  const found = await find(bargains, wish)
  await inTx(bargains.db, async (tx) => {
    await lockCampaign(tx, wish.campaignId)
    const before = await placeOf(tx, wish.key)
    if (before?.state === 'held' || before?.state === 'paid') return
    if (before) throw new AppError('conflict', 'bargain_over')
    if (!(await takePiece(tx, wish.campaignId))) throw new AppError('conflict', 'bargain_gone')
    const bargainId = found.row.id
    const price = await orderBargain(tx, { ...wish, bargainId, helped: Number(wish.pass ?? -1), now })
    if (!price) {
      refuse({ campaign: found.campaign, row: (await bargainOf(tx, bargainId)) ?? found.row }, wish.pass, now)
      throw new AppError('conflict', 'bargain_moved')
    }
    const most = found.campaign.perPerson
    if (!(await count(tx, { ...buying(wish), most }))) throw new AppError('conflict', 'bargain_person_limit', { most })
    await insertPlace(tx, { ...wish, ...price, bargainId, heldUntil: later(now, { minutes: wish.minutes }), now })
  })
  return done
}

/** What was held is free again; what is paid stays. */
export async function release(bargains: Bargains, key: string): Promise<typeof done> {
  await inTx(bargains.db, async (tx) => {
    const place = await placeOf(tx, key, true)
    if (place?.state === 'held') await free(tx, place, bargains.now())
    if (place?.state === 'held' || place?.state === 'lapsed') await movePlace(tx, key, { to: 'released', now: bargains.now() })
  })
  return done
}

/** Leases that are over. Returns how many. */
export async function releaseLapsed(bargains: Bargains): Promise<number> {
  const now = bargains.now()
  return inTx(bargains.db, async (tx) => {
    const due = await duePlaces(tx, now, 100)
    for (const place of due) {
      await free(tx, place, now)
      await movePlace(tx, place.key, { to: 'lapsed', now })
    }
    return due.length
  })
}

async function free(tx: Db<BargainDb>, place: PlaceRow, now: Date): Promise<void> {
  await putPieceBack(tx, place.campaignId)
  await reopenBargain(tx, place.bargainId, now)
  await countBack(tx, buying(place))
}
