import type { Item } from '../../api/api.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'

type Redirect = NonNullable<Item<'listAbnormalRefunds'>['redirect']>
export type Bank = NonNullable<Redirect['bank']>

/** Banks whose debit cards can take such a refund, the large ones first. */
export const bankKey: Record<Bank, Key> = {
  ICBC: 'bank.ICBC',
  ABC: 'bank.ABC',
  BOC: 'bank.BOC',
  CCB: 'bank.CCB',
  COMM: 'bank.COMM',
  CMB: 'bank.CMB',
  PSBC: 'bank.PSBC',
  CITIC: 'bank.CITIC',
  CEB: 'bank.CEB',
  CMBC: 'bank.CMBC',
  CIB: 'bank.CIB',
  SPDB: 'bank.SPDB',
  PAB: 'bank.PAB',
  GDB: 'bank.GDB',
  NBCB: 'bank.NBCB',
}
const stateKey: Record<Redirect['state'], Key> = {
  asked: 'abnormal.asked',
  sent: 'abnormal.asked',
  accepted: 'abnormal.accepted',
  done: 'abnormal.done',
  failed: 'abnormal.failed',
}

/** Where a refund was sent instead, by whom, and what came of it, in one line. */
export function useRedirectWords(): (redirect: Redirect) => string {
  const t = useT()
  return ({ target, bank, cardTail, reason, state, staffName, note }) => {
    const where =
      target === 'card' && bank ? t('abnormal.toCard', { bank: t(bankKey[bank]), tail: cardTail }) : t('abnormal.toMerchant', { reason })
    return [where, t(stateKey[state]), staffName, state === 'failed' ? note : ''].filter(Boolean).join(' · ')
  }
}
