import { expect, test } from 'vitest'
import type { Key, Lang } from '../../i18n/i18n.tsx'
import en from '../../i18n/locales/en.json' with { type: 'json' }
import zhCN from '../../i18n/locales/zh-CN.json' with { type: 'json' }
import { complete, fieldsOf, startOf } from './schema.ts'
import { sentenceOf } from './sentence.ts'

const texts: Record<Lang, Record<Key, string>> = { 'zh-CN': zhCN, en }
const words = (lang: Lang) => ({
  lang,
  kinds: [{ part: 'benefit' as const, type: 'raffle', title: { 'zh-CN': '抽奖', en: 'Raffle' }, schema: {} }],
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
  expect(sentenceOf({ conditions: [], benefit: { type: 'raffle', args: { worthFen: 500 } } }, words('zh-CN'))).toBe('抽奖 ¥5.00')
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

const say = (type: string, args: Record<string, unknown>, lang: Lang = 'zh-CN'): string =>
  sentenceOf({ conditions: [], benefit: { type, args } }, words(lang))
const goods = [
  { skuId: 'a', priceFen: 990, quantity: 1 },
  { skuId: 'b', priceFen: 1990, quantity: 2 },
]
test.each([
  [
    'buy_n',
    {
      steps: [
        { fromPieces: 2, offBps: 1000 },
        { fromPieces: 3, offBps: 2000 },
      ],
    },
    '买满 2 件打 9 折，买满 3 件打 8 折',
  ],
  ['special_price', { prices: goods }, '2 个规格限时价，¥9.90 起'],
  ['newcomer_price', { prices: goods.slice(0, 1) }, '1 个规格新客价，¥9.90 起'],
  ['add_on', { items: goods, mostPieces: 1 }, '可从 2 个规格中加价换购 1 件，¥9.90 起'],
  ['bundle', { items: goods, priceFen: 5000 }, '3 件一套共 ¥50.00'],
  ['gift', { gifts: goods, choose: 'one' }, '2 种赠品任选 1 种'],
  ['gift', { gifts: goods, choose: 'all' }, '赠送 2 种赠品'],
  ['first_order', { offFen: 500, fromFen: 3000, inAll: false }, '本店首单满 ¥30.00 减 ¥5.00'],
  ['first_order', { offFen: 500, fromFen: 0, inAll: true }, '商城首单立减 ¥5.00'],
  [
    'cross_shop',
    { steps: [{ fromFen: 30_000, offFen: 5000 }], repeat: true, platformShareBps: 5000 },
    '跨店每满 ¥300.00 减 ¥50.00，平台承担 50%',
  ],
  ['coupon_after', { templateId: 'x' }, '支付后送一张优惠券'],
])('%s reads as a sentence', (type, args, sentence) => expect(say(type, args)).toBe(sentence))
