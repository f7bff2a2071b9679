import type { Bill } from './bill.ts'
import type { Outcome } from './outcome.ts'

/** WeChat Pay: `jsapi`, `h5`, `native`. Alipay: `mini`, `wap`. UnionPay: `front`. */
export type PayMethod = 'jsapi' | 'h5' | 'native' | 'mini' | 'wap' | 'front'

/** An attempt or a refund as the channel finds it again: some want its time as well as its number. */
export interface AttemptRef {
  attemptNo: string
  /** When it was begun: the same instant on every call. */
  startedAt: Date
}

export interface RefundRef {
  refundNo: string
  attemptNo: string
  startedAt: Date
}

export interface PrepayInput extends AttemptRef {
  method: PayMethod
  /** Our number of this attempt: 6 to 32 of `[0-9A-Za-z_-]`. Never used again with other arguments. */
  attemptNo: string
  description: string
  amountFen: number
  /** Not paid by then: the channel refuses the money. Fixed by the first call of an attempt. */
  expiresAt: Date
  notifyUrl: string
  /** Where a channel that returns the browser with a signed message sends it. */
  frontUrl?: string
  /** The payer as the channel knows them (openid); needed by `jsapi` and `mini`. */
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
  | { method: 'mini'; tradeNo: string }
  | { method: 'wap'; url: string }
  /** A form that the browser sends to the channel. */
  | { method: 'front'; form: { url: string; fields: Record<string, string> } }

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

export interface RefundInput extends RefundRef {
  /** Our number of this refund, fixed before the first call and the same on each retry. */
  refundNo: string
  /** The channel's number of the payment. */
  transactionId: string | null
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

/** Banks whose debit cards take a refund that the payer's account cannot. */
export const refundBanks = [
  'ICBC',
  'ABC',
  'BOC',
  'CCB',
  'COMM',
  'CMB',
  'PSBC',
  'CITIC',
  'CEB',
  'CMBC',
  'CIB',
  'SPDB',
  'PAB',
  'GDB',
  'NBCB',
] as const
export type RefundBank = (typeof refundBanks)[number]

/** Where a refund goes that the payer's account cannot take: a debit card of the payer, or back to the merchant, who then owes the payer. */
export type OtherDestination = { to: 'card'; bank: RefundBank; cardNumber: string; holderName: string } | { to: 'merchant' }

/** As it may be kept and sent: only the provider can read the card and its holder. */
export type SealedDestination = { to: 'card'; bank: RefundBank; cardNumber: string; holderName: string; keyId: string } | { to: 'merchant' }

/** What a provider offers for a refund in the state `abnormal`. */
export interface Elsewhere {
  /** Asks nothing of the provider but its key. */
  seal: (destination: OtherDestination) => Promise<Outcome<SealedDestination>>
  /** Under the number of the refund: sent again it is the same. */
  send: (refund: RefundRef & { channelRefundId: string }, sealed: SealedDestination) => Promise<Outcome<ChannelRefund>>
}

/** `refund_changed` tells only that something became of a refund: the channel is asked what. */
export type NotifyEvent =
  | { kind: 'payment'; id: string; payment: ChannelPayment }
  | { kind: 'refund'; id: string; refund: ChannelRefund }
  | { kind: 'refund_changed'; id: string; refundNo: string; attemptNo: string }

/** `probe`: the channel tests on purpose whether forged signatures are refused; no reason for an alarm. */
export type NotifyRejection = 'unsigned' | 'stale' | 'unknown_key' | 'bad_signature' | 'probe' | 'undecryptable' | 'malformed'
export type ParsedNotify = { ok: true; event: NotifyEvent } | { ok: false; rejection: NotifyRejection; detail: string }

export interface HttpAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** One account at one provider: a way to take and return money. Implementations throw only on programming errors. */
export interface PaymentChannel {
  /** The provider. */
  name: string
  /** Who we are there; compared with what notifications and queries say. No two channels of one provider have the same. */
  account: { appId: string; merchantId: string }
  /** How one can pay through it. */
  methods: readonly PayMethod[]
  /** A provider that limits partial refunds of one payment: how many, and the least time between two. */
  refundLimits: { most: number; gapMs: number }
  /** Again with the same arguments: the same attempt, opened afresh. Refused as `attempt_paid` or `attempt_closed` when it has ended. */
  prepay: (input: PrepayInput) => Promise<Outcome<Prepaid>>
  query: (attempt: AttemptRef) => Promise<Outcome<ChannelPayment>>
  /**
   * After `closed` no money can arrive; `paid` means that it was too late. `uncertain`: the channel cannot close what nobody has opened
   * there yet, so it can be paid until it expires and must be looked at once more then.
   */
  close: (attempt: AttemptRef) => Promise<Outcome<'closed' | 'paid' | 'uncertain'>>
  refund: (input: RefundInput) => Promise<Outcome<ChannelRefund>>
  queryRefund: (refund: RefundRef) => Promise<Outcome<ChannelRefund>>
  /** Absent: this provider knows no other way for a refund than back to where the money came from. */
  elsewhere?: Elsewhere
  /** What the provider says happened on a day in China, line by line. Refused with `later` while it is not made yet. */
  bill: (day: string) => Promise<Outcome<Bill>>
  /** Verifies signature and age over the raw bytes, then decrypts. Never throws on what a stranger sent. */
  parseNotify: (message: { headers: Record<string, string | string[] | undefined>; rawBody: Buffer }) => Promise<ParsedNotify>
  /** `true`: never send this again. `false`: send it again later. */
  acknowledge: (taken: boolean) => HttpAnswer
}
