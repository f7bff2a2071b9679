import type { DepositRow } from './queries/deposits.ts'

/** An advance comes back until its balance is ordered, an earnest where the rules say so and the balance window has not opened. */
export const mayQuit = ({ state, word, refundBefore, balanceStartsAt, balanceEndsAt }: DepositRow, now: Date): boolean =>
  state === 'paid' && balanceEndsAt > now && (word === 'advance' || (refundBefore && balanceStartsAt > now))
