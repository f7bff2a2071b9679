import { z } from 'zod'

/** What the platform wants to be told, as its document says. */
const yuan = z.string().regex(/^\d{1,9}\.\d\d$/)
export const Create = z.object({
  out_trade_no: z.string().regex(/^[0-9A-Za-z_]{1,64}$/),
  total_amount: yuan,
  subject: z.string().min(1).max(256),
  product_code: z.enum(['JSAPI_PAY', 'QUICK_WAP_WAY']),
  time_expire: z.string(),
  buyer_open_id: z.string().optional(),
  buyer_id: z.string().optional(),
  quit_url: z.string().optional(),
})
export const ByNumber = z.object({ out_trade_no: z.string() })
export const Refund = ByNumber.extend({
  refund_amount: yuan,
  out_request_no: z.string().min(1).max(64),
  refund_reason: z.string().max(256).optional(),
})
