import type { InvoiceState } from './contract-shop.ts'

export interface Transition {
  from: InvoiceState
  to: InvoiceState
  by: readonly ('shopper' | 'staff' | 'system')[]
  when: string
}

/** Every way an invoice can move. Nothing else is possible; the table in the module's README is drawn from this. */
export const transitions: readonly Transition[] = [
  { from: 'requested', to: 'issuing', by: ['staff', 'system'], when: 'the amounts are fixed, and the provider is to be asked' },
  { from: 'requested', to: 'rejected', by: ['staff'], when: 'the shop says no, with a reason' },
  { from: 'requested', to: 'withdrawn', by: ['shopper', 'system'], when: 'no longer wanted, or nothing is left to invoice' },
  { from: 'issuing', to: 'issued', by: ['system'], when: 'the provider has issued it, with our amounts' },
  { from: 'issuing', to: 'failed', by: ['system'], when: 'the provider said a clear no' },
  { from: 'failed', to: 'issuing', by: ['staff', 'system'], when: 'tried again, with the same number' },
  { from: 'failed', to: 'rejected', by: ['staff'], when: 'the shop gives it up, with a reason' },
  { from: 'failed', to: 'withdrawn', by: ['shopper', 'system'], when: 'no longer wanted, or nothing is left to invoice' },
  { from: 'issued', to: 'reversing', by: ['staff', 'system'], when: 'something of it was refunded, or the shop reverses it' },
  { from: 'reversing', to: 'reversed', by: ['system'], when: 'the red invoice is there; what is left is invoiced anew' },
  { from: 'reversing', to: 'reverse_failed', by: ['system'], when: 'the provider said a clear no to the red invoice' },
  { from: 'reverse_failed', to: 'reversing', by: ['staff'], when: 'tried again, with the same number' },
]

export const canMove = (from: InvoiceState, to: InvoiceState): boolean => transitions.some((move) => move.from === from && move.to === to)

/** States in which the order has an invoice, or is to have one. */
export const live: readonly InvoiceState[] = ['requested', 'issuing', 'issued', 'failed', 'reversing', 'reverse_failed']
export const ended: readonly InvoiceState[] = ['rejected', 'withdrawn', 'reversed']
