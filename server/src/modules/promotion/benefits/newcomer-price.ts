import { z } from 'zod'
import { benefit } from '../rule.ts'
import { plainYuan } from '../words.ts'
import { hasPriced, onceEach, pricesShape, takePrices } from './prices.ts'

/** 新客价: named SKUs at a price of their own for whoever has never paid for an order in this shop. */
export const newcomerPrice = benefit({
  type: 'newcomer_price',
  title: { 'zh-CN': '新客价', en: 'New-customer price' },
  kind: 'newcomer',
  args: z.strictObject(pricesShape).refine(onceEach, 'each SKU once'),
  rewardsMore: () => false,
  only: ({ prices }) => prices.map((one) => one.skuId),
  apply(view, args) {
    if (view.member.paidOrders > 0) return { reason: 'not_new_customer' }
    return hasPriced(view, args) ? takePrices(view, args) : { reason: 'nothing_in_scope' }
  },
  describe({ prices }, lang) {
    const lowest = plainYuan(Math.min(...prices.map((one) => one.priceFen)))
    if (lang === 'en') return `new customers${prices.length === 1 ? '' : ' from'} ¥${lowest}`
    return `新客价${lowest}元${prices.length === 1 ? '' : '起'}`
  },
})
