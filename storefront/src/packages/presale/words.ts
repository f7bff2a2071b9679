import type { PresaleDeposit } from '@puzi/shop-client'
import { type Key, t } from '@/i18n'
import { money } from '@/lib/money'
import { date, dateTime } from '@/lib/time'

type State = PresaleDeposit['state']
export const tones: Record<State, 'accent' | 'warn' | 'good' | 'quiet'> = {
  unpaid: 'warn',
  lapsed: 'quiet',
  closed: 'quiet',
  paid: 'good',
  ordered: 'warn',
  bought: 'good',
  forfeited: 'quiet',
  refunded: 'quiet',
}

/** 定金 or 订金: in law they are two things. */
export const wordOf = (word: 'earnest' | 'advance'): Key => `presale.word.${word}`

export const stateText = (deposit: PresaleDeposit): string =>
  deposit.canBuy ? t('presale.state.balance') : t(`presale.state.${deposit.state}`)

interface Terms {
  word: 'earnest' | 'advance'
  refundBefore: boolean
  unpaid: 'forfeit' | 'refund'
  waitUntil: string | null
  shipBy: string
  freeFreight: boolean
}

/** The rules as they bind, in the words of the law: the same that the server keeps to. */
export function rulesOf(terms: Terms & { balanceStartsAt: string | null; balanceEndsAt: string | null }): string[] {
  const { balanceStartsAt, balanceEndsAt } = terms
  const word = t(wordOf(terms.word))
  const deposit =
    balanceStartsAt && balanceEndsAt
      ? [
          t('presale.rule.window', { from: dateTime(balanceStartsAt), to: dateTime(balanceEndsAt) }),
          t(`presale.rule.${terms.word}`),
          ...(terms.word === 'earnest'
            ? [t(terms.refundBefore ? 'presale.rule.before' : 'presale.rule.notBefore'), t(`presale.rule.unpaid.${terms.unpaid}`)]
            : [t('presale.rule.advanceBack')]),
          t('presale.rule.after', { word }),
        ]
      : [t('presale.rule.full')]
  return [
    ...deposit,
    terms.waitUntil
      ? t('presale.rule.waits', { from: date(terms.waitUntil), date: date(terms.shipBy) })
      : t('presale.rule.shipBy', { date: date(terms.shipBy) }),
    t(terms.freeFreight ? 'presale.rule.freeFreight' : 'presale.rule.freight'),
  ]
}

/** How the sums come together: price, what the deposit pays, what is left. */
export const sumsOf = (one: {
  word: 'earnest' | 'advance'
  priceFen: number
  depositFen: number
  worthFen: number
}): [string, string][] => [
  [t('presale.price'), money(one.priceFen)],
  [t(wordOf(one.word)), money(one.depositFen)],
  [t('presale.worth', { word: t(wordOf(one.word)) }), `-${money(one.worthFen)}`],
  [t('presale.balance'), money(one.priceFen - one.worthFen)],
]
