import type { Input, Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'

export type MovementKind = Item<'listMovements'>['kind']
export type Reason = Input<'adjustStock'>['reason']

export const movementKey: Record<MovementKind, Key> = {
  receipt: 'movement.receipt',
  count: 'movement.count',
  damage: 'movement.damage',
  return: 'movement.return',
  correction: 'movement.correction',
  sale: 'movement.sale',
  hold: 'movement.hold',
  release: 'movement.release',
  restock: 'movement.restock',
  transfer_out: 'movement.transfer_out',
  transfer_in: 'movement.transfer_in',
  expiry: 'movement.expiry',
  sync: 'movement.sync',
  lot: 'movement.lot',
}
// Object.keys forgets that the keys are the kinds.
export const movementKinds = Object.keys(movementKey) as MovementKind[]
export const reasons: readonly Reason[] = ['receipt', 'count', 'damage', 'expiry', 'return', 'correction']
/** What can only come in, and what can only go. */
export const comes: readonly Reason[] = ['receipt', 'return']
export const goes: readonly Reason[] = ['damage', 'expiry']
