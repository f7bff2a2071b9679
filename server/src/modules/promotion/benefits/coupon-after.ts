import { z } from 'zod'
import { benefit, nothingOff } from '../rule.ts'

/** 支付有礼: once the order is paid, the shopper has a coupon more. The conditions are then measured again, on what was paid. */
export const couponAfter = benefit({
  type: 'coupon_after',
  title: { 'zh-CN': '支付后送券', en: 'Coupon after payment' },
  kind: 'coupon',
  args: z.strictObject({ templateId: z.uuid() }),
  rewardsMore: () => false,
  apply: ({ lines }, { templateId }) => ({ linesFen: nothingOff(lines), freightFen: 0, couponTemplateId: templateId }),
  describe: (_, lang) => (lang === 'en' ? 'a coupon after payment' : '支付后送券'),
})
