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
  const key = phrase[type]
  if (key) return `${t(key, shown(args, words))}${cap}`
  const title = kinds.find((kind) => kind.type === type)?.title[lang] ?? type
  const values = Object.values(shown(args, words)).join(' ')
  return values ? `${title} ${values}` : title
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
