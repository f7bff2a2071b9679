import { z } from 'zod'

/** Only the fields we use; the platform adds new ones at will. */
export const Sealed = z.object({
  algorithm: z.string(),
  nonce: z.string(),
  associated_data: z.string().optional(),
  ciphertext: z.string(),
})

export const Certificates = z.object({
  data: z.array(z.object({ serial_no: z.string(), effective_time: z.string(), expire_time: z.string(), encrypt_certificate: Sealed })),
})

export const Failure = z.object({ code: z.string(), message: z.string().default('') })

export const Transaction = z.object({
  appid: z.string().optional(),
  mchid: z.string().optional(),
  out_trade_no: z.string(),
  transaction_id: z.string().optional(),
  trade_state: z.enum(['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR']),
  success_time: z.string().optional(),
  payer: z.object({ openid: z.string().optional() }).optional(),
  amount: z.object({ total: z.int().optional(), currency: z.string().optional() }).optional(),
})
export type Transaction = z.output<typeof Transaction>

export const refundStates = z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'])

const refundFields = {
  mchid: z.string().optional(),
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  refund_id: z.string(),
  success_time: z.string().optional(),
  amount: z.object({ total: z.int(), refund: z.int() }),
}
/** An answer says `status` … */
export const Refund = z.object({ ...refundFields, status: refundStates })
/** … and a notification says `refund_status`. */
export const NotifiedRefund = z.object({ ...refundFields, refund_status: refundStates })

export const Notification = z.object({
  id: z.string().max(64),
  event_type: z.string(),
  resource: Sealed.extend({ original_type: z.string() }),
})

export const JsapiPrepaid = z.object({ prepay_id: z.string().min(1) })
export const H5Prepaid = z.object({ h5_url: z.url() })
export const NativePrepaid = z.object({ code_url: z.string().min(1) })
