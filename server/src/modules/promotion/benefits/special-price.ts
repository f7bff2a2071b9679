import { z } from 'zod'
import { benefit } from '../rule.ts'
import { plainYuan } from '../words.ts'
import { hasPriced, onceEach, pricesShape, takePrices } from './prices.ts'

/** 限时价: named SKUs at a price of their own while the rule is on. */
export const specialPrice = benefit({
  type: 'special_price',
  title: { 'zh-CN': '限时价', en: 'Time-limited price' },
  kind: 'special_price',
  args: z.strictObject(pricesShape).refine(onceEach, 'each SKU once'),
  rewardsMore: () => false,
  only: ({ prices }) => prices.map((one) => one.skuId),
  apply: (view, args) => (hasPriced(view, args) ? takePrices(view, args) : { reason: 'nothing_in_scope' }),
  describe({ prices }, lang) {
    const lowest = plainYuan(Math.min(...prices.map((one) => one.priceFen)))
    if (lang === 'en') return prices.length === 1 ? `¥${lowest} for a short time` : `from ¥${lowest} for a short time`
    return `限时价${lowest}元${prices.length === 1 ? '' : '起'}`
  },
})
