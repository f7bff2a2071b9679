import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls, PlayTerms } from '../order/contract.ts'
import type { Presales } from './context.ts'
import type { PresaleDb } from './db.ts'
import { campaignOf, type CampaignRow, countPerson, lockCampaign, putBack, takePieces, usedOf } from './queries/campaigns.ts'
import { depositOf, type DepositRow, moveDeposit } from './queries/deposits.ts'
import { duePlaces, insertPlace, movePlace, placeOf, type PlaceRow } from './queries/places.ts'

type Wish = z.output<typeof playCalls.playTerms.input>
type HoldWish = z.output<typeof playCalls.playHold.input>
const done = { ok: true as const }

/** A checkout of a presale: the balance of a deposit (`joinId`), or all of it at once. */
type Found = { campaign: CampaignRow; deposit: DepositRow } | { campaign: CampaignRow; deposit: null }

async function find(db: Db<PresaleDb>, { campaignId, joinId, shopperId, skuId, quantity }: Wish): Promise<Found> {
  const campaign = await campaignOf(db, campaignId)
  if (!campaign) throw new AppError('not_found', 'presale_not_found')
  if (joinId === null) {
    if (campaign.kind !== 'full') throw new AppError('not_found', 'presale_not_found')
    if (campaign.skuId !== skuId) throw new AppError('conflict', 'presale_not_that')
    return { campaign, deposit: null }
  }
  const deposit = await depositOf(db, joinId)
  if (!deposit || deposit.campaignId !== campaignId || deposit.shopperId !== shopperId) throw new AppError('not_found', 'deposit_not_found')
  if (deposit.skuId !== skuId || deposit.quantity !== quantity) throw new AppError('conflict', 'presale_not_that')
  return { campaign, deposit }
}

function refuse({ campaign, deposit }: Found, wish: { pass: string | null }, now: Date): void {
  if (campaign.cancelledAt) throw new AppError('conflict', 'presale_closed')
  if (deposit) return refuseBalance(deposit, now)
  if (!campaign.enabled || campaign.startsAt > now || campaign.endsAt <= now) throw new AppError('conflict', 'presale_closed')
  if (wish.pass !== null && wish.pass !== promiseOf(campaign)) throw new AppError('conflict', 'presale_changed')
}

function refuseBalance(deposit: DepositRow, now: Date): void {
  if (deposit.state === 'ordered' || deposit.state === 'bought') throw new AppError('conflict', 'presale_ordered')
  if (deposit.state !== 'paid' || deposit.balanceStartsAt > now || deposit.balanceEndsAt <= now)
    throw new AppError('conflict', 'presale_balance_closed')
}

/** What a shopper of the full price was promised, as a checkout says it in `pass`: a change in between is told. */
export const promiseOf = ({ shipBy }: { shipBy: Date }): string => shipBy.toISOString()

/** So long the balance can still be paid. */
const minutesLeft = (deposit: DepositRow, now: Date): number =>
  Math.max(1, Math.floor((deposit.balanceEndsAt.getTime() - now.getTime()) / 60_000))

/** The price of the presale, less what the deposit was worth. Throws why it cannot be ordered. */
export async function terms(presales: Presales, wish: Wish): Promise<PlayTerms> {
  const now = presales.now()
  const found = await find(presales.db, wish)
  refuse(found, wish, now)
  const { campaign, deposit } = found
  const of = deposit ?? campaign
  if (!deposit) await refusePieces(presales, campaign, wish)
  return {
    price: {
      unitPriceFen: deposit ? deposit.priceFen - deposit.worthFen : campaign.priceFen,
      withOffers: false,
      freeFreight: of.freeFreight,
      available: null,
    },
    withAssets: false,
    payMinutes: deposit ? minutesLeft(deposit, now) : null,
    waits: of.waitUntil !== null && of.waitUntil > now,
  }
}

async function refusePieces(presales: Presales, campaign: CampaignRow, { shopperId, quantity }: Wish): Promise<void> {
  if (campaign.taken + quantity > campaign.pieces) throw new AppError('conflict', 'presale_gone')
  if ((await usedOf(presales.db, campaign.id, shopperId)) + quantity > campaign.perPerson)
    throw new AppError('conflict', 'presale_person_limit', { most: campaign.perPerson })
}

/** The deposit, or so many pieces of the campaign, are this order's. Asked again with the same key nothing more is taken. */
export async function hold(presales: Presales, wish: HoldWish): Promise<typeof done> {
  const now = presales.now()
  const found = await find(presales.db, wish)
  await inTx(presales.db, async (tx) => {
    if (await heldBefore(tx, found, wish.key)) return
    if (found.deposit) await takeDeposit(tx, found, now)
    else await takeFull(tx, wish, now)
    const { waitUntil, shipBy } = found.deposit ?? found.campaign
    const { key, campaignId, shopperId, quantity, payableFen } = wish
    const heldUntil = later(now, { minutes: wish.minutes })
    const depositId = found.deposit?.id ?? null
    await insertPlace(tx, { key, campaignId, depositId, shopperId, quantity, payableFen, waitUntil, shipBy, heldUntil, now })
  })
  return done
}

/** Two holds of one key come one after another: each locks what it takes first. */
async function heldBefore(tx: Db<PresaleDb>, { campaign, deposit }: Found, key: string): Promise<boolean> {
  if (deposit) await depositOf(tx, deposit.id, true)
  else await lockCampaign(tx, campaign.id)
  const before = await placeOf(tx, key)
  if (before && before.state !== 'held' && before.state !== 'paid') throw new AppError('conflict', 'presale_closed')
  return before !== undefined
}

async function takeDeposit(tx: Db<PresaleDb>, { campaign, deposit }: Found, now: Date): Promise<void> {
  if (!deposit) return
  if (await moveDeposit(tx, deposit.id, { from: ['paid'], to: 'ordered', now })) return refuse({ campaign, deposit }, { pass: null }, now)
  refuseBalance((await depositOf(tx, deposit.id)) ?? deposit, now)
  throw new AppError('conflict', 'presale_ordered')
}

async function takeFull(tx: Db<PresaleDb>, wish: HoldWish, now: Date): Promise<void> {
  const campaign = await lockCampaign(tx, wish.campaignId)
  if (!campaign) throw new AppError('not_found', 'presale_not_found')
  refuse({ campaign, deposit: null }, wish, now)
  if (!(await takePieces(tx, wish))) throw new AppError('conflict', 'presale_gone')
  if (!(await countPerson(tx, wish, campaign.perPerson)))
    throw new AppError('conflict', 'presale_person_limit', { most: campaign.perPerson })
}

/** What was held is free again; what is paid stays. */
export async function release(presales: Presales, key: string): Promise<typeof done> {
  const now = presales.now()
  await inTx(presales.db, async (tx) => {
    const place = await placeOf(tx, key, true)
    if (place?.state === 'held') await free(tx, place, now)
    if (place?.state === 'held' || place?.state === 'lapsed') await movePlace(tx, key, { to: 'released', now })
  })
  return done
}

/** Leases that are over. Returns how many. */
export async function releaseLapsed(presales: Presales): Promise<number> {
  const now = presales.now()
  return inTx(presales.db, async (tx) => {
    const due = await duePlaces(tx, now, 100)
    for (const place of due) {
      await free(tx, place, now)
      await movePlace(tx, place.key, { to: 'lapsed', now })
    }
    return due.length
  })
}

/** A deposit can be ordered again, for what is left of its time; pieces of an order without one are the campaign's again. */
async function free(tx: Db<PresaleDb>, place: PlaceRow, now: Date): Promise<void> {
  if (place.depositId) await moveDeposit(tx, place.depositId, { from: ['ordered'], to: 'paid', now })
  else await putBack(tx, place)
}
