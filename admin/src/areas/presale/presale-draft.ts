import dayjs, { type Dayjs } from 'dayjs'
import type { Input } from '../../api/api.ts'
import type { Presale } from './presales-page.tsx'

export interface Draft {
  title: string
  kind: 'deposit' | 'full'
  skuId: string
  priceFen: number | null
  depositFen: number | null
  worthFen: number | null
  word: 'earnest' | 'advance'
  refundBefore: boolean
  unpaid: 'forfeit' | 'refund'
  pieces: number
  perPerson: number
  period: [Dayjs, Dayjs]
  balance: [Dayjs, Dayjs]
  waitUntil: Dayjs | null
  shipBy: Dayjs
  freeFreight: boolean
  enabled: boolean
}

const periodOf = (from: string, to: string): [Dayjs, Dayjs] => [dayjs(from), dayjs(to)]

const fresh = (): Draft => ({
  title: '',
  kind: 'deposit',
  skuId: '',
  priceFen: null,
  depositFen: null,
  worthFen: null,
  word: 'earnest',
  refundBefore: false,
  unpaid: 'forfeit',
  pieces: 100,
  perPerson: 2,
  period: [dayjs(), dayjs().add(7, 'day')],
  balance: [dayjs().add(8, 'day'), dayjs().add(10, 'day')],
  waitUntil: null,
  shipBy: dayjs().add(20, 'day'),
  freeFreight: true,
  enabled: true,
})

export function draftOf(presale: Presale | null): Draft {
  if (!presale) return fresh()
  const { startsAt, endsAt, balanceStartsAt, balanceEndsAt, waitUntil, shipBy, ...rest } = presale
  return {
    ...rest,
    period: periodOf(startsAt, endsAt),
    balance: balanceStartsAt && balanceEndsAt ? periodOf(balanceStartsAt, balanceEndsAt) : fresh().balance,
    waitUntil: waitUntil ? dayjs(waitUntil) : null,
    shipBy: dayjs(shipBy),
  }
}

export type Wrong = 'tooHigh' | 'sumsWrong' | 'timesWrong' | null

/** What the server would refuse, before it is asked. */
export function wrongOf(draft: Draft): Wrong {
  const { kind, priceFen, depositFen, worthFen, word, period, balance, waitUntil, shipBy } = draft
  if (shipBy.isBefore(waitUntil ?? period[0])) return 'timesWrong'
  if (kind === 'full') return null
  if (balance[0].isBefore(period[0]) || balance[1].isBefore(period[1])) return 'timesWrong'
  if (priceFen === null || depositFen === null || worthFen === null) return null
  if (depositFen < 1 || worthFen < depositFen || worthFen >= priceFen) return 'sumsWrong'
  return word === 'earnest' && depositFen * 5 > priceFen ? 'tooHigh' : null
}

export const isReady = (draft: Draft): boolean =>
  draft.title.trim() !== '' &&
  draft.skuId !== '' &&
  draft.priceFen !== null &&
  (draft.kind === 'full' || (draft.depositFen !== null && draft.worthFen !== null)) &&
  wrongOf(draft) === null

export function bodyOf(draft: Draft): Omit<Input<'createPresale'>, 'skuId' | 'kind'> {
  const { title, word, refundBefore, unpaid, pieces, perPerson, freeFreight, enabled } = draft
  const full = draft.kind === 'full'
  return {
    word,
    refundBefore,
    unpaid,
    pieces,
    perPerson,
    freeFreight,
    enabled,
    title: title.trim(),
    priceFen: draft.priceFen ?? 0,
    depositFen: full ? 0 : (draft.depositFen ?? 0),
    worthFen: full ? 0 : (draft.worthFen ?? 0),
    startsAt: draft.period[0].toISOString(),
    endsAt: draft.period[1].toISOString(),
    balanceStartsAt: full ? null : draft.balance[0].toISOString(),
    balanceEndsAt: full ? null : draft.balance[1].toISOString(),
    waitUntil: draft.waitUntil?.toISOString() ?? null,
    shipBy: draft.shipBy.toISOString(),
  }
}
