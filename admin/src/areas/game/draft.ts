import dayjs, { type Dayjs } from 'dayjs'
import type { Input } from '../../api/api.ts'
import type { Picture } from '../../ui/picture.tsx'
import type { Game, Prize } from './words.ts'

export interface PrizeDraft {
  key: string
  title: string
  kind: Prize['kind']
  points: number
  couponTemplateId: string | null
  amountFen: number
  validDays: number
  costFen: number
  oddsBps: number
  stock: number
  instead: number | null
}
export interface CandidateDraft {
  key: string
  title: string
  text: string
  picture: Picture | null
}
export interface Draft {
  kind: Game['kind']
  title: string
  rules: string
  period: [Dayjs, Dayjs]
  enabled: boolean
  freePerDay: number
  mostPerDay: number
  mostInAll: number
  pointsPrice: number
  shareChances: number
  orderChances: number
  prizes: PrizeDraft[]
  candidates: CandidateDraft[]
}

export const newPrize = (more: Partial<PrizeDraft>): PrizeDraft => ({
  key: crypto.randomUUID(),
  title: '',
  kind: 'goods',
  points: 0,
  couponTemplateId: null,
  amountFen: 0,
  validDays: 30,
  costFen: 0,
  oddsBps: 100,
  stock: 10,
  instead: null,
  ...more,
})
export const newCandidate = (): CandidateDraft => ({ key: crypto.randomUUID(), title: '', text: '', picture: null })

const fresh = (thanks: string): Draft => ({
  kind: 'wheel',
  title: '',
  rules: '',
  period: [dayjs(), dayjs().add(7, 'day')],
  enabled: true,
  freePerDay: 1,
  mostPerDay: 5,
  mostInAll: 50,
  pointsPrice: 0,
  shareChances: 0,
  orderChances: 0,
  prizes: [newPrize({}), newPrize({ kind: 'thanks', title: thanks, oddsBps: 0, stock: 0 })],
  candidates: [newCandidate(), newCandidate()],
})

/** `thanks`: what the prize is called that is none. */
export function draftOf(game: Game | null, thanks: string): Draft {
  if (!game) return fresh(thanks)
  const { startsAt, endsAt, prizes, candidates, ...rest } = game
  return {
    ...rest,
    period: [dayjs(startsAt), dayjs(endsAt)],
    prizes: prizes.map(({ id, ...one }) => newPrize({ ...one, key: id })),
    candidates: candidates.map(({ id, title, text, picture }) => ({ key: id, title, text, picture: picture ?? null })),
  }
}

const winning = (draft: Draft): PrizeDraft[] => draft.prizes.filter((one) => one.kind !== 'thanks')
export const oddsOf = (draft: Draft): number => winning(draft).reduce((sum, one) => sum + one.oddsBps, 0)
/** What a draw costs on average while nothing is sold out, and what all prizes cost together. */
export const costOf = (draft: Draft): { drawFen: number; mostFen: number } => ({
  drawFen: Math.round(winning(draft).reduce((sum, one) => sum + one.costFen * one.oddsBps, 0) / 10_000),
  mostFen: winning(draft).reduce((sum, one) => sum + one.costFen * one.stock, 0),
})

const complete = (one: PrizeDraft): boolean =>
  one.title.trim() !== '' &&
  (one.kind === 'thanks' ||
    (one.stock >= 1 &&
      (one.kind !== 'points' || one.points >= 1) &&
      (one.kind !== 'coupon' || one.couponTemplateId !== null) &&
      (one.kind !== 'red_packet' || one.amountFen >= 1)))

export function isReady(draft: Draft): boolean {
  if (draft.title.trim() === '') return false
  if (draft.kind === 'vote') return draft.candidates.length >= 2 && draft.candidates.every((one) => one.title.trim() !== '')
  const thanks = draft.prizes.length - winning(draft).length
  return thanks === 1 && draft.prizes.length >= 2 && draft.prizes.every(complete) && oddsOf(draft) <= 10_000
}

/** As it is sent: without what only the form knows. */
function sent<T extends { key: string; title: string }>(item: T): Omit<T, 'key'> {
  const { key: _, ...rest } = item
  return { ...rest, title: item.title.trim() }
}

export function bodyOf(draft: Draft): Omit<Input<'createGame'>, 'kind'> {
  const { kind, period, title, rules, enabled, freePerDay, mostPerDay, mostInAll, pointsPrice, shareChances, orderChances } = draft
  const isVote = kind === 'vote'
  return {
    title: title.trim(),
    rules: rules.trim(),
    enabled,
    freePerDay,
    mostPerDay: Math.max(mostPerDay, 1),
    mostInAll,
    pointsPrice,
    shareChances,
    orderChances,
    startsAt: period[0].toISOString(),
    endsAt: period[1].toISOString(),
    prizes: isVote ? [] : draft.prizes.map(sent),
    candidates: isVote ? draft.candidates.map(sent) : [],
  }
}
