import type { OrderState } from './contract.ts'

export interface Transition {
  from: OrderState
  to: OrderState
  /** Who may cause it. */
  by: readonly ('shopper' | 'staff' | 'system')[]
  when: string
}

/** Every way an order can move. Nothing else is possible; the table in the module's README is drawn from this. */
export const transitions: readonly Transition[] = [
  { from: 'pending_payment', to: 'paid', by: ['system'], when: 'the payment is known to have come in full' },
  { from: 'pending_payment', to: 'waiting', by: ['system'], when: 'the same, and its play (a group buy) has yet to come to its end' },
  { from: 'waiting', to: 'paid', by: ['system'], when: 'its play lets it go on' },
  { from: 'waiting', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'its play came to nothing, or what it needs is gone' },
  {
    from: 'pending_payment',
    to: 'accepted',
    by: ['shopper'],
    when: 'it is to be paid on delivery, and every shop of the checkout takes that',
  },
  { from: 'accepted', to: 'preparing', by: ['staff'], when: 'staff began to pick and pack it' },
  { from: 'preparing', to: 'accepted', by: ['staff'], when: 'staff put it back, and its money is still to be taken' },
  { from: 'accepted', to: 'partly_shipped', by: ['staff'], when: 'some pieces left' },
  { from: 'accepted', to: 'shipped', by: ['staff'], when: 'all pieces left' },
  {
    from: 'partly_shipped',
    to: 'accepted',
    by: ['staff'],
    when: 'the only parcel was voided before it left, and the money is still to be taken',
  },
  { from: 'shipped', to: 'accepted', by: ['staff'], when: 'the same, when it was all that was sent' },
  { from: 'accepted', to: 'paid', by: ['staff'], when: 'the money was taken before it was handed over' },
  { from: 'preparing', to: 'preparing', by: ['staff'], when: 'the same, once it was packed' },
  { from: 'accepted', to: 'cancelled', by: ['shopper'], when: 'the shopper no longer wants it, and nothing has left' },
  { from: 'preparing', to: 'cancelled', by: ['shopper'], when: 'the same, while its money is still to be taken' },
  { from: 'accepted', to: 'closed', by: ['staff', 'system'], when: 'closed by staff, or what it needs is gone' },
  { from: 'preparing', to: 'closed', by: ['staff', 'system'], when: 'the same, while its money is still to be taken' },
  { from: 'partly_shipped', to: 'closed', by: ['staff'], when: 'refused at the door' },
  { from: 'shipped', to: 'closed', by: ['staff'], when: 'refused at the door' },
  { from: 'pending_payment', to: 'cancelled', by: ['shopper'], when: 'the shopper no longer wants it' },
  { from: 'pending_payment', to: 'closed', by: ['staff', 'system'], when: 'closed by staff, or not paid in time' },
  { from: 'paid', to: 'preparing', by: ['staff'], when: 'staff began to pick and pack it' },
  { from: 'paid', to: 'partly_shipped', by: ['staff', 'system'], when: 'some pieces left, or card keys and vouchers were given' },
  { from: 'paid', to: 'shipped', by: ['staff', 'system'], when: 'all pieces left or were given' },
  { from: 'paid', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'the last units are to go back' },
  { from: 'preparing', to: 'paid', by: ['staff'], when: 'staff put it back' },
  { from: 'preparing', to: 'partly_shipped', by: ['staff', 'system'], when: 'some pieces left, or card keys and vouchers were given' },
  { from: 'preparing', to: 'shipped', by: ['staff', 'system'], when: 'all pieces left or were given' },
  { from: 'preparing', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'the last units are to go back' },
  { from: 'partly_shipped', to: 'partly_shipped', by: ['staff', 'system'], when: 'more pieces left or were given' },
  {
    from: 'partly_shipped',
    to: 'shipped',
    by: ['shopper', 'staff', 'system'],
    when: 'the last pieces left, or what had not left is refunded',
  },
  { from: 'partly_shipped', to: 'paid', by: ['staff'], when: 'the only parcel was voided before it left' },
  { from: 'shipped', to: 'partly_shipped', by: ['staff'], when: 'one of several parcels was voided before it left' },
  { from: 'shipped', to: 'paid', by: ['staff'], when: 'the only parcel was voided before it left' },
  { from: 'paid', to: 'received', by: ['staff'], when: 'fetched in the store with its code, or brought by a courier of the shop' },
  { from: 'preparing', to: 'received', by: ['staff'], when: 'the same, once it was packed' },
  { from: 'partly_shipped', to: 'received', by: ['staff'], when: 'the same, once its card keys and vouchers were given' },
  {
    from: 'shipped',
    to: 'received',
    by: ['shopper', 'staff', 'system'],
    when: 'the shopper confirmed, the time for it is over, or its money was taken at the door',
  },
  { from: 'received', to: 'completed', by: ['system'], when: 'all lines are reviewed, or the time for reviews is over' },
  { from: 'partly_shipped', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'the last units are to go back' },
  { from: 'shipped', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'the last units are to go back' },
  { from: 'received', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'the last units are to go back' },
  { from: 'completed', to: 'refunding', by: ['shopper', 'staff', 'system'], when: 'the last units are to go back' },
  { from: 'refunding', to: 'refunded', by: ['system'], when: 'the channel gave all money back' },
]

export const canMove = (from: OrderState, to: OrderState): boolean => transitions.some((move) => move.from === from && move.to === to)
