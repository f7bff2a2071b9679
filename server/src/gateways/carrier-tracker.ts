import type { Outcome } from './outcome.ts'
import type { HttpAnswer } from './payment-channel.ts'

export type TrackState =
  | 'created'
  | 'picked_up'
  | 'in_transit'
  | 'out_for_delivery'
  | 'at_pickup_point'
  | 'signed'
  | 'problem'
  | 'returning'
  | 'returned'

export interface TrackEvent {
  at: Date
  state: TrackState
  place: string
  text: string
}

/** The whole path of one parcel, as far as the carrier tells; oldest event first. */
export interface Track {
  carrierCode: string
  number: string
  state: TrackState
  events: readonly TrackEvent[]
}

export interface TrackInput {
  /** Our code of the carrier, see `carriers.ts`. */
  carrierCode: string
  number: string
  /** Of sender or receiver; some carriers tell nothing without its last four digits. */
  phone: string
  fromCity: string
  toCity: string
  /** The carrier's codes at the aggregators by their names, for carriers that are not among ours. */
  codes?: Readonly<Record<string, string>>
}

/** What a carrier tells of a courier who was booked; `code` is ours. */
export interface PickupNews {
  code: string
  what: 'courier' | 'collected' | 'failed' | 'cancelled'
  courier: string
  reason: string
}

export type ParsedPush = { ok: true; tracks: readonly Track[]; pickups?: readonly PickupNews[] } | { ok: false; reason: string }

/** Asks an aggregator of carriers where parcels are. */
export interface CarrierTracker {
  name: string
  knows: (carrierCode: string) => boolean
  /** From now on the aggregator pushes the path to `callbackUrl`. Asking again for the same parcel is the same. */
  subscribe: (input: TrackInput & { callbackUrl: string }) => Promise<Outcome<'subscribed'>>
  query: (input: TrackInput) => Promise<Outcome<Track>>
  /** Verifies a push; There is no track in one that only says that tracking ended without news. */
  parsePush: (rawBody: Buffer) => ParsedPush
  acknowledge: (taken: boolean) => HttpAnswer
}
