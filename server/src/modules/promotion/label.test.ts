import { expect, test } from 'vitest'
import { labelOf } from './label.ts'

const label = (type: string, args: Record<string, unknown>, conditions: { type: string; args: Record<string, unknown> }[] = []) => {
  const rule = { conditions, benefit: { type, args } }
  return [labelOf(rule, 'zh-CN'), labelOf(rule, 'en')]
}

test('every kind says in a few words what it does', () => {
  expect(
    label('amount_off', {
      steps: [
        { fromFen: 20_000, offFen: 2000 },
        { fromFen: 40_000, offFen: 5050 },
      ],
    }),
  ).toEqual(['满200减20 满400减50.5', '¥20 off over ¥200, ¥50.5 off over ¥400'])
  expect(label('amount_off', { steps: [{ fromFen: 10_000, offFen: 1000 }], repeat: true })).toEqual(['每满100减10', '¥10 off every ¥100'])
  expect(label('amount_off', { steps: [{ fromFen: 0, offFen: 990 }] })).toEqual(['立减9.9元', '¥9.9 off'])
  expect(label('percent_off', { offBps: 1500 })).toEqual(['8.5折', '15% off'])
  expect(label('nth_item', { n: 2, offBps: 5000 })).toEqual(['第2件半价', 'item 2: 50% off'])
  expect(label('nth_item', { n: 3, offBps: 10_000 })).toEqual(['第3件免费', 'item 3: 100% off'])
  expect(label('n_for_price', { n: 3, priceFen: 9900 })).toEqual(['99元任选3件', '3 for ¥99'])
  expect(label('free_shipping', { maxOffFen: 800 })).toEqual(['运费减8元', '¥8 off shipping'])
})
test('conditions stand before it', () => {
  const newcomers = [
    { type: 'new_customer', args: {} },
    { type: 'min_spend', args: { amountFen: 9900 } },
  ]
  expect(label('free_shipping', {}, newcomers)).toEqual(['新客满99元包邮', 'new customers, over ¥99, free shipping'])
  expect(
    label('percent_off', { offBps: 2000 }, [
      { type: 'member_tier', args: { atLeast: 2 } },
      { type: 'min_quantity', args: { quantity: 3 } },
    ]),
  ).toEqual(['2级会员满3件8折', 'members from tier 2, 3 pieces, 20% off'])
})
test('a kind that no longer exists says nothing', () => expect(label('gone', {})).toEqual(['', '']))
