import type { Outcome } from './outcome.ts'

export type PayMethod = 'jsapi' | 'h5' | 'native'

export interface PrepayInput {
  method: PayMethod
  /** Our number of this attempt: 6 to 32 of `[0-9A-Za-z_-]`. Never used again with other arguments. */
  attemptNo: string
  description: string
  amountFen: number
  /** Not paid by then: the channel refuses the money. Fixed by the first call of an attempt. */
  expiresAt: Date
  notifyUrl: string
  /** The payer as the channel knows them (openid); needed by `jsapi`. */
  payerId?: string
  payerIp: string
  /** Where the cashier of `h5` returns to. */
  returnUrl?: string
}

/** What the client needs to open the cashier. It proves nothing about payment. */
export type Prepaid =
  | { method: 'jsapi'; params: { appId: string; timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string } }
  | { method: 'h5'; url: string }
  | { method: 'native'; codeUrl: string }

/** `absent`: the channel has never heard of the attempt. `refunded`: it was paid, and a refund exists. */
export type ChannelPaymentState = 'absent' | 'not_paid' | 'paying' | 'paid' | 'refunded' | 'closed' | 'failed'

/** A payment as the channel tells it. The caller compares every field with its own record before believing the state. */
export interface ChannelPayment {
  attemptNo: string
  state: ChannelPaymentState
  appId?: string
  merchantId?: string
  transactionId?: string
  amountFen?: number
  currency?: string
  payerId?: string
  paidAt?: Date
}

export interface RefundInput {
  /** Our number of this refund, fixed before the first call and the same on each retry. */
  refundNo: string
  attemptNo: string
  refundFen: number
  /** The whole amount of the payment. */
  totalFen: number
  reason: string
  notifyUrl: string
}

/** `abnormal`: the payer's account cannot take the money; a person must act. */
export type ChannelRefundState = 'absent' | 'processing' | 'done' | 'closed' | 'abnormal'

export interface ChannelRefund {
  refundNo: string
  state: ChannelRefundState
  attemptNo?: string
  merchantId?: string
  channelRefundId?: string
  refundFen?: number
  totalFen?: number
  doneAt?: Date
}

export type NotifyEvent = { kind: 'payment'; id: string; payment: ChannelPayment } | { kind: 'refund'; id: string; refund: ChannelRefund }

/** `probe`: the channel tests on purpose whether forged signatures are refused; no reason for an alarm. */
export type NotifyRejection = 'unsigned' | 'stale' | 'unknown_key' | 'bad_signature' | 'probe' | 'undecryptable' | 'malformed'
export type ParsedNotify = { ok: true; event: NotifyEvent } | { ok: false; rejection: NotifyRejection; detail: string }

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** One way to take and return money. Implementations throw only on programming errors. */
export interface PaymentChannel {
  name: string
  /** Who we are there; compared with what notifications and queries say. */
  account: { appId: string; merchantId: string }
  /** Again with the same arguments: the same attempt, opened afresh. Refused as `attempt_paid` or `attempt_closed` when it has ended. */
  prepay: (input: PrepayInput) => Promise<Outcome<Prepaid>>
  query: (attemptNo: string) => Promise<Outcome<ChannelPayment>>
  /** After `closed` no money can arrive; `paid` means that it was too late. */
  close: (attemptNo: string) => Promise<Outcome<'closed' | 'paid'>>
  refund: (input: RefundInput) => Promise<Outcome<ChannelRefund>>
  queryRefund: (refundNo: string) => Promise<Outcome<ChannelRefund>>
  /** Verifies signature and age over the raw bytes, then decrypts. Never throws on what a stranger sent. */
  parseNotify: (message: { headers: Record<string, string | string[] | undefined>; rawBody: Buffer }) => Promise<ParsedNotify>
  /** `true`: never send this again. `false`: send it again later. */
  acknowledge: (taken: boolean) => HttpAnswer
}
