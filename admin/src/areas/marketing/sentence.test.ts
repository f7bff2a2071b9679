import { expect, test } from 'vitest'
import type { Key, Lang } from '../../i18n/i18n.tsx'
import en from '../../i18n/locales/en.json' with { type: 'json' }
import zhCN from '../../i18n/locales/zh-CN.json' with { type: 'json' }
import { complete, fieldsOf, startOf } from './schema.ts'
import { sentenceOf } from './sentence.ts'

const texts: Record<Lang, Record<Key, string>> = { 'zh-CN': zhCN, en }
const words = (lang: Lang) => ({
  lang,
  kinds: [{ part: 'benefit' as const, type: 'gift', title: { 'zh-CN': '赠品', en: 'Gift' }, schema: {} }],
  t: (key: Key, values: Record<string, string | number> = {}) =>
    texts[lang][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
})

test('a rule reads as a sentence', () => {
  const rule = {
    conditions: [
      { type: 'new_customer', args: {} },
      { type: 'min_spend', args: { amountFen: 9900 } },
    ],
    benefit: { type: 'percent_off', args: { offBps: 1500, maxOffFen: 2000 } },
  }
  expect(sentenceOf(rule, words('zh-CN'))).toBe('本店新客，商品满 ¥99.00，打 8.5 折，最多优惠 ¥20.00')
  expect(sentenceOf(rule, words('en'))).toBe('New customers, spend ¥99.00, 15% off, at most ¥20.00')
})

test('every step of an amount off is told', () => {
  const benefit = {
    type: 'amount_off',
    args: {
      steps: [
        { fromFen: 20_000, offFen: 2000 },
        { fromFen: 40_000, offFen: 5000 },
      ],
    },
  }
  expect(sentenceOf({ conditions: [], benefit }, words('zh-CN'))).toBe('满 ¥200.00 减 ¥20.00，满 ¥400.00 减 ¥50.00')
})

test('a kind the console has no words for is told by its title and values', () => {
  expect(sentenceOf({ conditions: [], benefit: { type: 'gift', args: { worthFen: 500 } } }, words('zh-CN'))).toBe('赠品 ¥5.00')
})

const schema = {
  type: 'object',
  properties: {
    steps: { type: 'array', items: { type: 'object', properties: { fromFen: { type: 'integer' } }, required: ['fromFen'] } },
    repeat: { type: 'boolean', default: false },
    maxOffFen: { type: 'integer', minimum: 1 },
  },
  required: ['steps'],
}

test('a form is drawn from the schema: units from names, what is required, what it starts with', () => {
  const fields = fieldsOf(schema)
  expect(fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([
    ['steps', 'rows', true],
    ['repeat', 'truth', false],
    ['maxOffFen', 'money', false],
  ])
  expect(startOf(fields)).toEqual({ steps: [{}], repeat: false })
})

test('a form is complete only when the rows of a list are', () => {
  const fields = fieldsOf(schema)
  expect(complete(fields, { steps: [{}] })).toBe(false)
  expect(complete(fields, { steps: [{ fromFen: 0 }] })).toBe(true)
})
