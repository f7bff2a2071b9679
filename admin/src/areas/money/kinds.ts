import type { Key } from '../../i18n/i18n.tsx'

/** Why an entry was booked, in words; wallet, points. */
export const kindKey: Record<string, Key> = {
  top_up: 'ledgerKind.top_up',
  gift: 'ledgerKind.gift',
  pay: 'ledgerKind.pay',
  pay_back: 'ledgerKind.pay_back',
  refund: 'ledgerKind.refund',
  withdraw: 'ledgerKind.withdraw',
  withdraw_back: 'ledgerKind.withdraw_back',
  commission: 'ledgerKind.commission',
  gift_card: 'ledgerKind.gift_card',
  adjust: 'ledgerKind.adjust',
  spent: 'ledgerKind.spent',
  earn: 'ledgerKind.earn',
  take_back: 'ledgerKind.take_back',
  expire: 'ledgerKind.expire',
  merge: 'ledgerKind.merge',
  exchange: 'ledgerKind.exchange',
}
