import { z } from 'zod'
import type { CarrierTracker, Track } from '../../gateways/carrier-tracker.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { RawReply, WebhookRequest } from '../../kernel/http.ts'
import type { Shipping } from './context.ts'
import { trackingChanged } from './contract.ts'
import {
  claimDue,
  type DueParcel,
  insertEvents,
  lockByNumber,
  moveParcel,
  newestEvent,
  type ParcelRow,
  setTracking,
} from './queries/parcels.ts'

const leaseMs = 60_000
const atOnce = 20
/** A subscription pushes; asking is the net below it. More often than this the aggregator locks the number. */
const pullEveryMs = 35 * 60_000
const mostTries = 12

/** Subscribes parcels that want it and asks about those of which nothing was heard. Gives how many it looked at. */
export async function trackDue(shipping: Shipping): Promise<number> {
  const now = shipping.now()
  const due = await claimDue(shipping.db, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: atOnce })
  await Promise.all(due.map((parcel) => (parcel.tracking === 'wanted' ? subscribe(shipping, parcel) : pull(shipping, parcel))))
  return due.length
}

const Codes = z.record(z.string(), z.string())

const inputOf = (parcel: DueParcel) => ({
  carrierCode: parcel.carrier_code,
  number: parcel.number,
  phone: parcel.phone_tail,
  fromCity: parcel.from_city,
  toCity: parcel.to_city,
  codes: Codes.parse(parcel.aggregator_codes),
})

async function subscribe(shipping: Shipping, parcel: DueParcel): Promise<void> {
  const tracker = shipping.tracker()
  if (!tracker) return again(shipping, parcel, 'no aggregator of carriers is configured')
  const outcome = await tracker.subscribe({ ...inputOf(parcel), callbackUrl: `${shipping.hooksUrl}/kuaidi100/track` })
  if (outcome.result === 'ok') {
    const trackAt = new Date(shipping.now().getTime() + pullEveryMs)
    return setTracking(shipping.db, parcel.id, { tracking: 'following', trackAt, tries: 0, note: '' })
  }
  const note = outcome.result === 'unknown' ? outcome.reason : `${outcome.code} ${outcome.message}`
  if (outcome.result === 'unknown' || outcome.retry === 'later') return again(shipping, parcel, note)
  return giveUp(shipping, parcel, note)
}

async function pull(shipping: Shipping, parcel: DueParcel): Promise<void> {
  const outcome = await shipping.tracker()?.query(inputOf(parcel))
  if (outcome?.result === 'ok') await applyTrack(shipping, outcome.value)
  // Weeks without any news: the number was wrong, or the carrier has forgotten it.
  if (parcel.tries > 2000) return giveUp(shipping, parcel, 'nothing was heard for weeks')
  await setTracking(shipping.db, parcel.id, { tracking: 'following', trackAt: new Date(shipping.now().getTime() + pullEveryMs), note: '' })
}

async function again(shipping: Shipping, parcel: DueParcel, note: string): Promise<void> {
  if (parcel.tries > mostTries) return giveUp(shipping, parcel, note)
  const pauseMs = Math.min(3600_000, 10_000 * 2 ** parcel.tries)
  await setTracking(shipping.db, parcel.id, {
    tracking: 'wanted',
    trackAt: new Date(shipping.now().getTime() + pauseMs),
    note: note.slice(0, 200),
  })
}

async function giveUp(shipping: Shipping, parcel: DueParcel, note: string): Promise<void> {
  shipping.log.warn({ parcelId: parcel.id, note }, 'a parcel will not be tracked')
  await setTracking(shipping.db, parcel.id, { tracking: 'given_up', note: note.slice(0, 200) })
}

/**
 * Takes in a path as a carrier tells it, in whatever order and however often. The newest event that is known says where the parcel is,
 * so an old push changes nothing; a parcel that was signed for stays signed.
 */
export async function applyTrack(shipping: Shipping, track: Track): Promise<number> {
  return inTx(shipping.db, async (tx) => {
    const parcels = await lockByNumber(tx, track.carrierCode, track.number)
    const scope = { ...shipping, db: tx }
    const moved = await Promise.all(parcels.map((parcel) => applyTo(scope, parcel, track)))
    return moved.filter(Boolean).length
  })
}

async function applyTo(shipping: Shipping, parcel: ParcelRow, track: Track): Promise<boolean> {
  const last = track.events.length - 1
  // The state of the whole path is finer than what the words of its last event tell.
  const events = track.events.map(({ at, state, place, text }, index) => ({ at, state: index === last ? track.state : state, place, text }))
  const fresh = await insertEvents(shipping.db, parcel.id, events)
  if (fresh === 0) return false
  const newest = await newestEvent(shipping.db, parcel.id)
  const signed = events.find((event) => event.state === 'signed')
  const state = parcel.state === 'signed' || signed ? 'signed' : newest?.state
  if (!state) return false
  const ended = state === 'signed' || state === 'returned'
  if (parcel.state !== 'signed') await moveParcel(shipping.db, parcel.id, { state, signedAt: signed?.at ?? null, ended })
  await emit(shipping.db, trackingChanged, { orderId: parcel.order_id, shopId: parcel.shop_id, parcelId: parcel.id, state })
  return true
}

/** A push of the aggregator: acknowledged once it is kept. */
export async function receivePush(shipping: Shipping, request: WebhookRequest): Promise<RawReply> {
  const tracker: CarrierTracker | undefined = shipping.tracker()
  if (!tracker) return { status: 503, body: '' }
  const push = tracker.parsePush(request.rawBody)
  if (!push.ok) {
    shipping.log.warn({ reason: push.reason, ip: request.ip }, 'a tracking push was refused')
    return { ...tracker.acknowledge(false), status: 401 }
  }
  if (push.track) await applyTrack(shipping, push.track)
  return tracker.acknowledge(true)
}
