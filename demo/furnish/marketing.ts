import type { input } from 'zod/v4/core'
import type { promotionCalls } from '../../server/src/modules/promotion/contract.ts'
import type { FreightTemplateInput } from '../../server/src/modules/shipping/contract.ts'
import type { Demo, OpenShop } from './context.ts'

type Rule = Omit<input<(typeof promotionCalls)['putRule']['input']>, 'shopId' | 'scope' | 'group'>
type Coupon = Omit<input<(typeof promotionCalls)['putCoupon']['input']>, 'shopId' | 'scope'>

const all = { categoryIds: [], productIds: [], skuIds: [], excludeCategoryIds: [], excludeProductIds: [], excludeSkuIds: [] }
const yuan = (amount: number): number => amount * 100
const steps = (...pairs: [from: number, off: number][]) => ({
  type: 'amount_off',
  args: { steps: pairs.map(([from, off]) => ({ fromFen: yuan(from), offFen: yuan(off) })) },
})

/** What each shop always has on, in the words shoppers see. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  fresh: [
    { title: '满 99 减 10，满 199 减 25', priority: 10, conditions: [], benefit: steps([99, 10], [199, 25]) },
    {
      title: '满 79 元包邮',
      priority: 0,
      conditions: [{ type: 'min_spend', args: { amountFen: yuan(79) } }],
      benefit: { type: 'free_shipping', args: {} },
    },
  ],
  clothes: [
    { title: '满 299 减 30，满 599 减 80', priority: 10, conditions: [], benefit: steps([299, 30], [599, 80]) },
    { title: '新客立减 15 元', priority: 5, conditions: [{ type: 'new_customer', args: {} }], benefit: steps([0, 15]) },
  ],
  home: [
    { title: '满 199 减 20，满 499 减 60', priority: 10, conditions: [], benefit: steps([199, 20], [499, 60]) },
    {
      title: '满 3 件 9 折',
      priority: 5,
      conditions: [{ type: 'min_quantity', args: { quantity: 3 } }],
      benefit: { type: 'percent_off', args: { offBps: 1000 } },
    },
  ],
  beauty: [
    { title: '第二件半价', priority: 10, conditions: [], benefit: { type: 'nth_item', args: { n: 2, offBps: 5000, maxTimes: 2 } } },
    { title: '新客立减 10 元', priority: 5, conditions: [{ type: 'new_customer', args: {} }], benefit: steps([0, 10]) },
  ],
  digital: [{ title: '满 500 减 30，满 2000 减 150', priority: 10, conditions: [], benefit: steps([500, 30], [2000, 150]) }],
}

const coupon = (title: string, more: Partial<Coupon> & Pick<Coupon, 'kind' | 'value' | 'thresholdFen'>): Coupon => ({
  title,
  stock: 20_000,
  perShopper: 1,
  validDays: 30,
  ...more,
})
const coupons: readonly Coupon[] = [
  coupon('新人见面礼', { kind: 'amount', value: yuan(10), thresholdFen: yuan(59) }),
  coupon('满 199 减 20', { kind: 'amount', value: yuan(20), thresholdFen: yuan(199), perShopper: 2 }),
  coupon('会员日 88 折', { kind: 'percent', value: 1200, capFen: yuan(50), thresholdFen: yuan(99), validDays: 7, stock: 3000 }),
  coupon('包邮券', { kind: 'shipping', value: 0, thresholdFen: 0, stock: 8000 }),
]

const far = ['540000', '650000', '630000', '150000']

function freight(industry: OpenShop['data']['industry']): input<typeof FreightTemplateInput> {
  if (industry === 'fresh' || industry === 'home') {
    return {
      name: industry === 'fresh' ? '冷链按重量' : '家居按重量',
      by: 'weight',
      isDefault: true,
      rates: [
        { regionCodes: [], firstUnits: 1000, firstFen: yuan(8), nextUnits: 1000, nextFen: yuan(2), freeOverFen: yuan(99) },
        { regionCodes: far, firstUnits: 1000, firstFen: yuan(18), nextUnits: 1000, nextFen: yuan(10), freeOverFen: null },
      ],
      excludedCodes: industry === 'fresh' ? ['810000', '820000', '710000'] : [],
    }
  }
  return {
    name: '按件计费',
    by: 'piece',
    isDefault: true,
    rates: [
      { regionCodes: [], firstUnits: 1, firstFen: yuan(6), nextUnits: 1, nextFen: yuan(1), freeOverFen: yuan(69) },
      { regionCodes: far, firstUnits: 1, firstFen: yuan(15), nextUnits: 1, nextFen: yuan(5), freeOverFen: yuan(299) },
    ],
  }
}

/** Freight, promotions and coupons of a shop; some coupons are in the pockets of the people to try out already. */
export async function seedMarketing({ calls }: Demo, { data, shop }: OpenShop, tryers: readonly string[]): Promise<void> {
  const shopId = shop.id
  await calls.shipping.putTemplate({ ...freight(data.industry), shopId })
  for (const [index, rule] of (rules[data.industry] ?? []).entries())
    await calls.promotion.putRule({ ...rule, shopId, scope: all, group: `rule-${index + 1}` })
  for (const [index, one] of coupons.entries()) {
    const { id } = await calls.promotion.putCoupon({ ...one, shopId, scope: all })
    if (index < 2) await calls.promotion.grant({ templateId: id, shopperIds: [...tryers] })
  }
}
