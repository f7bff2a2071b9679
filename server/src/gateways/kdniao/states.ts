import type { TrackState } from '../carrier-tracker.ts'

const fine: Readonly<Record<string, TrackState>> = {
  '10': 'created',
  '201': 'in_transit',
  '202': 'out_for_delivery',
  '211': 'at_pickup_point',
  '404': 'returning',
  '406': 'returned',
  '407': 'returning',
}
const coarse: Readonly<Record<string, TrackState>> = {
  '0': 'created',
  '1': 'picked_up',
  '2': 'in_transit',
  '3': 'signed',
  '4': 'problem',
  '5': 'in_transit',
  '6': 'in_transit',
}

/** A fine state that is not known falls back to its kind: 301 is a 3. */
export const stateOf = (code: string): TrackState => fine[code] ?? coarse[code] ?? coarse[code.slice(0, 1)] ?? 'in_transit'
