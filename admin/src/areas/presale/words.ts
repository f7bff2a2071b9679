import type { Item } from '../../api/api.ts'
import type { Key } from '../../i18n/i18n.tsx'
import type { Tone } from '../../ui/tone.tsx'

type Row = Item<'listPresaleDeposits'>

export const depositStates: Record<Row['state'], { tone: Tone; label: Key }> = {
  unpaid: { tone: 'warn', label: 'presale.one.unpaid' },
  lapsed: { tone: 'quiet', label: 'presale.one.lapsed' },
  closed: { tone: 'quiet', label: 'presale.one.closed' },
  paid: { tone: 'info', label: 'presale.one.paid' },
  ordered: { tone: 'warn', label: 'presale.one.ordered' },
  bought: { tone: 'good', label: 'presale.one.bought' },
  forfeited: { tone: 'quiet', label: 'presale.one.forfeited' },
  refunded: { tone: 'quiet', label: 'presale.one.refunded' },
}
export const whys: Record<NonNullable<Row['why']>, Key> = {
  asked: 'presale.why.asked',
  unpaid: 'presale.why.unpaid',
  late: 'presale.why.late',
  shop: 'presale.why.shop',
}
export const words: Record<'earnest' | 'advance', { label: Key; hint: Key }> = {
  earnest: { label: 'presale.word.earnest', hint: 'presale.wordHint.earnest' },
  advance: { label: 'presale.word.advance', hint: 'presale.wordHint.advance' },
}
