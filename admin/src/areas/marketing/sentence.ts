import type { Item } from '../../api/api.ts'
import type { Key, Lang, Translate } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import type { Args } from './schema.ts'

export type RuleKind = Item<'listRuleKinds'>
type Rule = Pick<Item<'listRules'>, 'conditions' | 'benefit'>

/** Phrases of the kinds we have words for. */
const phrase: Record<string, Key> = {
  min_spend: 'say.min_spend',
  min_quantity: 'say.min_quantity',
  member_tier: 'say.member_tier',
  new_customer: 'say.new_customer',
  percent_off: 'say.percent_off',
  nth_item: 'say.nth_item',
  n_for_price: 'say.n_for_price',
  free_shipping: 'say.free_shipping',
  coupon_after: 'say.coupon_after',
}

interface Words {
  t: Translate
  lang: Lang
  kinds: readonly RuleKind[]
}

/** A rule as one reads it aloud: 满 ¥200.00，立减 ¥20.00. */
export function sentenceOf(rule: Rule, words: Words): string {
  const conditions = rule.conditions.map((part) => partText(part, words))
  const benefit = partText(rule.benefit, words)
  const sentence = [...conditions, benefit].join(words.lang === 'en' ? ', ' : '，')
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function partText({ type, args }: { type: string; args: Args }, words: Words): string {
  const { t, lang, kinds } = words
  const cap = typeof args['maxOffFen'] === 'number' ? t('say.atMost', { amount: yuan(args['maxOffFen']) }) : ''
  if (type === 'amount_off') return `${stepsText(args, t, lang)}${cap}`
  if (type === 'cross_shop') return crossShopText(args, words, cap)
  const listed = listText(type, args, words)
  if (listed) return listed
  const key = phrase[type]
  if (key) return `${t(key, shown(args, words))}${cap}`
  const title = kinds.find((kind) => kind.type === type)?.title[lang] ?? type
  const values = Object.values(shown(args, words)).join(' ')
  return values ? `${title} ${values}` : title
}

/** 跨店每满 ¥300.00 减 ¥50.00，平台承担 50%. */
function crossShopText(args: Args, { t, lang }: Words, cap: string): string {
  const share = typeof args['platformShareBps'] === 'number' ? args['platformShareBps'] / 100 : 0
  const borne = share > 0 ? t('say.platformBears', { percent: share }) : ''
  return `${t('say.cross_shop', { steps: stepsText(args, t, lang) })}${cap}${borne}`
}

const numberOf = (value: unknown): string => (typeof value === 'number' ? String(value) : '?')
const rowsOf = (value: unknown): Args[] => (Array.isArray(value) ? value.filter((row) => typeof row === 'object' && row !== null) : [])
const lowest = (rows: readonly Args[]): string => yuan(Math.min(...rows.map((row) => Number(row['priceFen'] ?? 0))))

/** Kinds that hold a list of goods or of steps: what the list comes to. */
function listText(type: string, args: Args, { t, lang }: Words): string | undefined {
  const rows = rowsOf(args['prices'] ?? args['items'] ?? args['gifts'] ?? args['steps'])
  switch (type) {
    case 'buy_n':
      return rows
        .map((row) => t('say.buy_n', { pieces: numberOf(row['fromPieces']), off: offText(Number(row['offBps'] ?? 0), t) }))
        .join(lang === 'en' ? ', ' : '，')
    case 'special_price':
    case 'newcomer_price':
      return t(type === 'special_price' ? 'say.special_price' : 'say.newcomer_price', { count: rows.length, price: lowest(rows) })
    case 'add_on':
      return t('say.add_on', { count: rows.length, price: lowest(rows), most: numberOf(args['mostPieces'] ?? 1) })
    case 'bundle': {
      const pieces = rows.reduce((sum, row) => sum + Number(row['quantity'] ?? 0), 0)
      return t('say.bundle', { pieces, price: yuan(Number(args['priceFen'] ?? 0)) })
    }
    case 'gift':
      return t(args['choose'] === 'all' ? 'say.giftAll' : 'say.giftOne', { count: rows.length })
    case 'first_order': {
      const off = yuan(Number(args['offFen'] ?? 0))
      const from = Number(args['fromFen'] ?? 0)
      const where = t(args['inAll'] === true ? 'say.firstInAll' : 'say.firstHere')
      return from > 0 ? t('say.firstOver', { where, from: yuan(from), off }) : t('say.first', { where, off })
    }
    default:
      return undefined
  }
}

function stepsText(args: Args, t: Translate, lang: Lang): string {
  const steps = Array.isArray(args['steps']) ? args['steps'] : []
  return steps
    .flatMap((step: unknown) => {
      if (typeof step !== 'object' || step === null || !('fromFen' in step) || !('offFen' in step)) return []
      const values = { from: yuan(Number(step.fromFen)), off: yuan(Number(step.offFen)) }
      if (step.fromFen === 0) return [t('say.off', values)]
      return [t(args['repeat'] === true ? 'say.everyOff' : 'say.overOff', values)]
    })
    .join(lang === 'en' ? ', ' : '，')
}

/** Values with their units: fen as yuan, basis points as 折 or percent. */
function shown(args: Args, { t }: Words): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (typeof value !== 'number') return typeof value === 'string' ? [[name, value]] : []
      if (name.endsWith('Fen')) return [[name, yuan(value)]]
      return [[name, name.endsWith('Bps') ? offText(value, t) : String(value)]]
    }),
  )
}

/** What is left of a price as Chinese shops say it (1000 off: 9 折), or what is taken off, in percent. */
export function offText(offBps: number, t: Translate): string {
  return offBps === 10_000 ? t('say.free') : t('say.zhe', { zhe: (10_000 - offBps) / 1000, percent: offBps / 100 })
}
