import type { TrackState } from '../carrier-tracker.ts'

const codes: Readonly<Record<string, TrackState>> = {
  '0': 'in_transit',
  '1': 'picked_up',
  '2': 'problem',
  '3': 'signed',
  '4': 'returned',
  '5': 'out_for_delivery',
  '6': 'returning',
  '7': 'in_transit',
  '8': 'in_transit',
  '14': 'problem',
  '101': 'created',
  '102': 'created',
  '103': 'picked_up',
  '401': 'problem',
  '501': 'at_pickup_point',
  '1001': 'in_transit',
  '1002': 'in_transit',
  '1003': 'in_transit',
}
const words: readonly [string, TrackState][] = [
  ['退签', 'returned'],
  ['退回', 'returning'],
  ['拒签', 'problem'],
  ['疑难', 'problem'],
  ['签收', 'signed'],
  ['投柜', 'at_pickup_point'],
  ['派件', 'out_for_delivery'],
  ['揽收', 'picked_up'],
]

/** A fine code (301) falls back to its kind (3), a missing one to the word beside it. */
export function stateOf(code: string, word: string): TrackState {
  const exact = codes[code]
  if (exact) return exact
  const kind = code.length >= 3 ? codes[code.slice(0, code.length - 2)] : undefined
  if (kind) return kind
  return words.find(([text]) => word.includes(text))?.[1] ?? 'in_transit'
}
