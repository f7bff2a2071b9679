import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls, PlayTerms } from '../order/contract.ts'
import { done, type Community } from './context.ts'
import type { CommunityDb } from './db.ts'
import { batchOf, type BatchRow, countBack, countFor, itemOf, type ItemRow, putPiecesBack, takePieces, usedBy } from './queries/batches.ts'
import { leaderOf, type LeaderRow } from './queries/leaders.ts'
import { insertPlace, lapsedPlaces, movePlace, placeOf, type PlaceRow } from './queries/places.ts'

type Wish = z.output<typeof playCalls.playTerms.input>
type HoldWish = z.output<typeof playCalls.playHold.input>

/** An order is to be paid in this time: soon after a batch has closed it is known what to pick. */
const PAY_MINUTES = 15

interface Found {
  item: ItemRow
  batch: BatchRow
  leader: LeaderRow
}

/** What is wished for: a play's campaign is an item of a batch, what is joined is the leader. */
async function find(community: Community, { campaignId, joinId, skuId }: Wish): Promise<Found> {
  const item = await itemOf(community.db, campaignId)
  const batch = item && (await batchOf(community.db, item.batchId))
  if (!item || !batch || item.skuId !== skuId) throw new AppError('not_found', 'community_item_not_found')
  const leader = joinId === null ? undefined : await leaderOf(community.db, { id: joinId, shopId: batch.shopId })
  if (!leader) throw new AppError('not_found', 'community_leader_not_found')
  return { item, batch, leader }
}

function refuse({ batch, leader }: Found, now: Date): void {
  if (leader.state !== 'approved') throw new AppError('conflict', 'community_leader_away')
  if (!batch.enabled || batch.closedAt || batch.opensAt > now || batch.closesAt <= now)
    throw new AppError('conflict', 'community_batch_closed')
}

/** Throws why this shopper cannot order it, to be fetched there. */
export async function terms(community: Community, wish: Wish): Promise<PlayTerms> {
  const found = await find(community, wish)
  refuse(found, community.now())
  const { item, batch, leader } = found
  const left = item.stock - item.taken
  if (left < wish.quantity) throw new AppError('conflict', 'community_sold_out', { left })
  if ((await usedBy(community.db, item.id, wish.shopperId)) + wish.quantity > item.perPerson)
    throw new AppError('conflict', 'community_person_limit', { most: item.perPerson })
  return {
    price: { unitPriceFen: item.priceFen, withOffers: false, freeFreight: true, available: left },
    withAssets: false,
    payMinutes: PAY_MINUTES,
    waits: true,
    fetchedAt: { pointId: leader.id, day: batch.deliveryDay },
  }
}

/** Pieces of the batch are this order's. Asked again with the same key nothing more is taken. */
export async function hold(community: Community, wish: HoldWish): Promise<typeof done> {
  const now = community.now()
  const found = await find(community, wish)
  refuse(found, now)
  const { item, batch, leader } = found
  await inTx(community.db, async (tx) => {
    const before = await placeOf(tx, wish.key, true)
    if (before?.state === 'held' || before?.state === 'paid') return
    if (before) throw new AppError('conflict', 'community_batch_closed')
    await take(tx, { item, ...wish }, now)
    const of = { itemId: item.id, batchId: batch.id, leaderId: leader.id }
    const { priceFen, commissionBp } = item
    await insertPlace(tx, { ...wish, ...of, priceFen, commissionBp, heldUntil: later(now, { minutes: wish.minutes }), now })
  })
  return done
}

/** The item's row gives each its turn. `now` null: whatever the time is. */
async function take(
  tx: Db<CommunityDb>,
  { item, shopperId, quantity }: { item: ItemRow; shopperId: string; quantity: number },
  now: Date | null,
): Promise<void> {
  if (!(await takePieces(tx, { itemId: item.id, quantity, now })))
    throw new AppError('conflict', 'community_sold_out', { left: Math.max(0, item.stock - item.taken) })
  const most = item.perPerson
  if (!(await countFor(tx, { itemId: item.id, shopperId, quantity, most })))
    throw new AppError('conflict', 'community_person_limit', { most })
}

/** What was held is free again; what is paid stays. */
export async function release(community: Community, key: string): Promise<typeof done> {
  const now = community.now()
  await inTx(community.db, async (tx) => {
    const place = await placeOf(tx, key, true)
    if (place?.state === 'held') await free(tx, place)
    if (place?.state === 'held' || place?.state === 'lapsed') await movePlace(tx, key, 'released', now)
  })
  return done
}

/** Leases that are over. Returns how many. */
export async function releaseLapsed(community: Community): Promise<number> {
  const now = community.now()
  return inTx(community.db, async (tx) => {
    const due = await lapsedPlaces(tx, now, 100)
    for (const place of due) {
      await free(tx, place)
      await movePlace(tx, place.key, 'lapsed', now)
    }
    return due.length
  })
}

async function free(tx: Db<CommunityDb>, { itemId, shopperId, quantity }: PlaceRow): Promise<void> {
  await putPiecesBack(tx, itemId, quantity)
  await countBack(tx, { itemId, shopperId, quantity })
}

/** Paid. False: its pieces were given away before its money was known, and none are left. */
export async function keep(community: Community, key: string): Promise<boolean> {
  const now = community.now()
  try {
    await inTx(community.db, async (tx) => {
      const place = await placeOf(tx, key, true)
      if (place?.state === 'paid') return
      const item = place && (await itemOf(tx, place.itemId))
      if (!place || !item || place.state === 'released') throw new AppError('conflict', 'community_sold_out', { left: 0 })
      if (place.state === 'lapsed') await take(tx, { item, shopperId: place.shopperId, quantity: place.quantity }, null)
      await movePlace(tx, key, 'paid', now)
    })
    return true
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return false
    throw error
  }
}
