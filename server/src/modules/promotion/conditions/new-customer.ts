import { z } from 'zod'
import { condition } from '../rule.ts'

/** 新客专享: the shopper has never paid for an order in this shop. */
export const newCustomer = condition({
  type: 'new_customer',
  title: { 'zh-CN': '新客专享', en: 'New customers only' },
  args: z.strictObject({}),
  describe: (_, lang) => (lang === 'en' ? 'new customers' : '新客'),
  check: ({ member }) => (member.paidOrders === 0 ? undefined : { reason: 'not_new_customer' }),
})
