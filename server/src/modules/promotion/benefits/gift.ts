import { z } from 'zod'
import { benefit, nothingOff } from '../rule.ts'

/** 买赠: goods given along. They cost nothing, hold stock like any others and are dropped when there are none left. */
export const gift = benefit({
  type: 'gift',
  title: { 'zh-CN': '买赠', en: 'Gift with purchase' },
  kind: 'gift',
  args: z
    .strictObject({
      gifts: z
        .array(z.strictObject({ skuId: z.uuid(), quantity: z.int().min(1).max(99) }))
        .min(1)
        .max(10),
      /** `one`: the shopper chooses one of them; `all`: all are given. */
      choose: z.enum(['one', 'all']).default('one'),
    })
    .refine(({ gifts }) => new Set(gifts.map((item) => item.skuId)).size === gifts.length, 'each SKU once'),
  rewardsMore: () => false,
  apply: ({ lines }, { gifts, choose }) => ({ linesFen: nothingOff(lines), freightFen: 0, gifts: { choose, items: gifts } }),
  describe: (_, lang) => (lang === 'en' ? 'a gift' : '送赠品'),
})
