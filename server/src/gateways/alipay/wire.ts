import { z } from 'zod'

/** Only the fields we use; the platform adds new ones at will. Amounts are decimal yuan. */
export const Answer = z.object({
  code: z.string(),
  msg: z.string().default(''),
  sub_code: z.string().optional(),
  sub_msg: z.string().optional(),
})

export const Created = z.object({ trade_no: z.string().min(1) })

export const tradeStatus = z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED'])

export const TradeFound = z.object({
  out_trade_no: z.string(),
  trade_no: z.string(),
  trade_status: tradeStatus,
  total_amount: z.string(),
  buyer_open_id: z.string().optional(),
  buyer_user_id: z.string().optional(),
  send_pay_date: z.string().optional(),
})

export const Refunded = z.object({ out_trade_no: z.string(), fund_change: z.enum(['Y', 'N']) })

/** Without a status there is no such refund, or none that succeeded yet. */
export const RefundFound = z.object({
  out_trade_no: z.string().optional(),
  out_request_no: z.string().optional(),
  refund_status: z.string().optional(),
  refund_amount: z.string().optional(),
  total_amount: z.string().optional(),
  trade_no: z.string().optional(),
  gmt_refund_pay: z.string().optional(),
})

export const Notification = z.object({
  notify_id: z.string().min(1).max(128),
  app_id: z.string(),
  seller_id: z.string(),
  out_trade_no: z.string(),
  trade_no: z.string(),
  trade_status: tradeStatus,
  total_amount: z.string(),
  notify_time: z.string(),
  buyer_open_id: z.string().optional(),
  buyer_id: z.string().optional(),
  gmt_payment: z.string().optional(),
  gmt_refund: z.string().optional(),
  out_biz_no: z.string().optional(),
})

export const BillUrl = z.object({ bill_download_url: z.url() })
