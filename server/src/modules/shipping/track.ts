import { z } from 'zod'
import type { Track } from '../../gateways/carrier-tracker.ts'
import { inTx } from '../../kernel/db.ts'
import { emit } from '../../kernel/events.ts'
import type { RawReply, WebhookRequest } from '../../kernel/http.ts'
import type { Shipping } from './context.ts'
import { applyNews } from './pickups.ts'
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
import { sendingOf } from './queries/sending.ts'

const leaseMs = 60_000
const atOnce = 20
/** A subscription pushes; asking is the net below it. More often than this the aggregator locks the number. */
const pullEveryMs = 35 * 60_000
const mostTries = 12
const triesBeforeNext = 3

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

/** The aggregator the shop has chosen comes first; one that cannot follow this parcel leaves it to the next. */
async function subscribe(shipping: Shipping, parcel: DueParcel): Promise<void> {
  const input = inputOf(parcel)
  const first = (await sendingOf(shipping.db, parcel.shop_id)).tracker
  const able = shipping.trackers().filter((one) => one.knows(parcel.carrier_code) || input.codes[one.name])
  const order = [...able.filter((one) => one.name === first), ...able.filter((one) => one.name !== first)]
  const notes: string[] = []
  let later = order.length === 0
  for (const tracker of order) {
    // The next one is asked only when this one has said no.
    // oxlint-disable-next-line eslint/no-await-in-loop
    const outcome = await tracker.subscribe({ ...input, callbackUrl: `${shipping.hooksUrl}/${tracker.name}/track` })
    if (outcome.result === 'ok') {
      const trackAt = new Date(shipping.now().getTime() + pullEveryMs)
      return setTracking(shipping.db, parcel.id, { tracking: 'following', aggregator: tracker.name, trackAt, tries: 0, note: '' })
    }
    notes.push(`${tracker.name}: ${outcome.result === 'unknown' ? outcome.reason : `${outcome.code} ${outcome.message}`}`)
    const passing = outcome.result === 'unknown' || outcome.retry === 'later'
    later ||= passing
    // What may pass is waited for a while before another is asked: both would follow the same parcel.
    if (passing && parcel.tries <= triesBeforeNext) break
  }
  const note = notes.join('; ') || 'no aggregator that is configured knows this carrier'
  return later ? again(shipping, parcel, note) : giveUp(shipping, parcel, note)
}

async function pull(shipping: Shipping, parcel: DueParcel): Promise<void> {
  const tracker = shipping.trackers().find((one) => one.name === parcel.aggregator)
  const outcome = await tracker?.query(inputOf(parcel))
  if (outcome?.result === 'ok') await applyTrack(shipping, outcome.value)
  // Weeks without any news: the number was wrong, or the carrier has forgotten it.
  if (parcel.tries > 2000) return giveUp(shipping, parcel, 'nothing was heard for weeks')
  const trackAt = new Date(shipping.now().getTime() + pullEveryMs)
  await setTracking(shipping.db, parcel.id, { tracking: 'following', aggregator: parcel.aggregator, trackAt, note: '' })
}

async function again(shipping: Shipping, parcel: DueParcel, note: string): Promise<void> {
  if (parcel.tries > mostTries) return giveUp(shipping, parcel, note)
  const pauseMs = Math.min(3600_000, 10_000 * 2 ** parcel.tries)
  await setTracking(shipping.db, parcel.id, {
    tracking: 'wanted',
    aggregator: '',
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

/** A push of an aggregator: acknowledged once it is kept. One that is told again changes nothing. */
export async function receivePush(shipping: Shipping, name: string, request: WebhookRequest): Promise<RawReply> {
  const tracker = shipping.trackers().find((one) => one.name === name)
  if (!tracker) return { status: 503, body: '' }
  const push = tracker.parsePush(request.rawBody)
  if (!push.ok) {
    shipping.log.warn({ reason: push.reason, ip: request.ip }, 'a tracking push was refused')
    return { ...tracker.acknowledge(false), status: 401 }
  }
  for (const track of push.tracks) {
    // One parcel after the other: two of one push may be in the same box.
    // oxlint-disable-next-line eslint/no-await-in-loop
    await applyTrack(shipping, track)
  }
  for (const news of push.pickups ?? []) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- a few, and two may be of one booking
    await applyNews(shipping, news)
  }
  return tracker.acknowledge(true)
}
