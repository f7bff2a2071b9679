import type { RequestState } from './contract.ts'

export interface Transition {
  from: RequestState
  to: RequestState
  by: readonly ('shopper' | 'staff' | 'platform' | 'system')[]
  when: string
}

/** Every way a request can move. Nothing else is possible; the table in the module's README is drawn from this. */
export const transitions: readonly Transition[] = [
  { from: 'requested', to: 'approved', by: ['staff', 'system'], when: 'return or exchange: approved, by a rule, or the shop was silent' },
  { from: 'requested', to: 'refunding', by: ['staff', 'system'], when: 'refund only: approved, by a rule, or the shop was silent' },
  { from: 'requested', to: 'rejected', by: ['staff'], when: 'the shop says no, with a reason' },
  { from: 'requested', to: 'withdrawn', by: ['shopper'], when: 'the shopper no longer wants it' },
  { from: 'approved', to: 'returning', by: ['shopper'], when: 'the shopper handed the parcel in' },
  { from: 'approved', to: 'withdrawn', by: ['shopper'], when: 'the shopper keeps it' },
  { from: 'approved', to: 'closed', by: ['system'], when: 'it was not sent back in time' },
  {
    from: 'returning',
    to: 'received',
    by: ['staff', 'system'],
    when: 'received and inspected, or the shop was silent after it was signed for',
  },
  { from: 'returning', to: 'rejected', by: ['staff'], when: 'nothing of what came back is accepted' },
  { from: 'returning', to: 'disputed', by: ['system'], when: 'the parcel was never signed for' },
  { from: 'received', to: 'refunding', by: ['system'], when: 'a return' },
  { from: 'received', to: 'exchanging', by: ['system'], when: 'an exchange: the replacement is held' },
  { from: 'exchanging', to: 'resent', by: ['staff'], when: 'the replacement was handed in' },
  { from: 'exchanging', to: 'refunding', by: ['staff', 'system'], when: 'there is no stock, or the shop did not send it in time' },
  { from: 'resent', to: 'done', by: ['shopper', 'system'], when: 'the shopper has it, or the time for that is over' },
  { from: 'refunding', to: 'done', by: ['system'], when: 'the money arrived' },
  { from: 'refunding', to: 'closed', by: ['system'], when: 'what was asked for is gone: it was shipped or refunded meanwhile' },
  { from: 'rejected', to: 'disputed', by: ['shopper'], when: 'the shopper asks the platform' },
  { from: 'rejected', to: 'closed', by: ['system'], when: 'the time to ask the platform is over' },
  { from: 'disputed', to: 'refunding', by: ['platform', 'system'], when: 'decided: the money goes back' },
  { from: 'disputed', to: 'approved', by: ['platform', 'system'], when: 'decided: the shopper sends it back first' },
  { from: 'disputed', to: 'closed', by: ['platform'], when: 'decided: the shop is right' },
]

export const canMove = (from: RequestState, to: RequestState): boolean => transitions.some((move) => move.from === from && move.to === to)

/** States in which units are taken by the request. */
export const open: readonly RequestState[] = [
  'requested',
  'approved',
  'returning',
  'received',
  'exchanging',
  'resent',
  'refunding',
  'disputed',
]
export const ended: readonly RequestState[] = ['done', 'withdrawn', 'closed']
