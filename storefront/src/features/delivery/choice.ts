import type { DeliveryPlace } from '@puzi/shop-client'

export type Kind = 'parcel' | 'pickup' | 'local'
/** What a shopper said of one shop's part; what is left open is chosen for them. */
export interface Wish {
  kind: Kind
  pointId?: string
  day?: string
  span?: string
}
export type Slot = DeliveryPlace['slots'][number]
/** Why it cannot be had this way. */
export type Fault = 'no_address' | 'no_pin' | 'too_far' | 'paused' | 'no_slot'
export interface Settled {
  kind: 'pickup' | 'local'
  place: DeliveryPlace | undefined
  slot: Slot | undefined
  fault: Fault | undefined
}

/** In which ways a shop hands over, the parcel first. */
export function kindsOf(places: readonly DeliveryPlace[]): Kind[] {
  return [
    'parcel',
    ...(places.some((place) => place.local) ? (['local'] as const) : []),
    ...(places.some((place) => place.pickup) ? (['pickup'] as const) : []),
  ]
}

/** Whether a slot can be had: what is brought must be there when it begins. */
export const isFree = (slot: Slot, kind: 'pickup' | 'local'): boolean => slot.left > 0 && (kind === 'pickup' || !slot.begun)

/** Whether an order can be had from a place in this way now. */
export function canServe(place: DeliveryPlace, kind: 'pickup' | 'local'): boolean {
  return place[kind] && (kind === 'pickup' || place.feeFen !== null) && place.slots.some((slot) => isFree(slot, kind))
}

/**
 * Completes a wish: the place that was chosen, else the nearest that can serve; the time that was chosen, else the earliest that is free.
 * Pure; the server judges again.
 */
export function settle(wish: Wish, places: readonly DeliveryPlace[], address: 'none' | 'unpinned' | 'pinned'): Settled | undefined {
  const { kind } = wish
  if (kind === 'parcel') return undefined
  const offering = places.filter((place) => place[kind])
  if (kind === 'local' && address !== 'pinned')
    return { kind, place: offering[0], slot: undefined, fault: address === 'none' ? 'no_address' : 'no_pin' }
  const place = offering.find((one) => one.id === wish.pointId) ?? offering.find((one) => canServe(one, kind)) ?? offering[0]
  if (!place) return { kind, place, slot: undefined, fault: 'no_slot' }
  if (kind === 'local' && place.feeFen === null) return { kind, place, slot: undefined, fault: 'too_far' }
  if (place.paused) return { kind, place, slot: undefined, fault: 'paused' }
  const free = place.slots.filter((slot) => isFree(slot, kind))
  const slot = free.find((one) => one.day === wish.day && one.span === wish.span) ?? free[0]
  return { kind, place, slot, fault: slot ? undefined : 'no_slot' }
}

/** `850 米`, `3.2 公里` as numbers: metres below one kilometre, else tenths of kilometres. */
export const distance = (meters: number): { meters: number } | { kilometres: string } =>
  meters < 1000 ? { meters: Math.max(10, Math.round(meters / 10) * 10) } : { kilometres: (meters / 1000).toFixed(1) }
