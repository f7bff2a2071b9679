import { z } from 'zod'
import { call, event, operation } from '../../kernel/contract.ts'
import { RefundRedirect } from './contract-redirects.ts'
import { Done, Fen, Id, Ids, Time } from '../../kernel/schema.ts'

/**
 * How the shopper pays. `wechat_jsapi`: inside WeChat; `wechat_h5`: a browser on the phone; `wechat_native`: a code to scan;
 * `alipay_mini`: inside Alipay; `alipay_wap` and `unionpay_h5`: a browser.
 */
export const PayMethod = z.enum(['wechat_jsapi', 'wechat_h5', 'wechat_native', 'alipay_mini', 'alipay_wap', 'unionpay_h5'])
export type PayMethod = z.output<typeof PayMethod>

/** What the client does next. */
export const PayAction = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('redirect'), url: z.string() }),
    /** `image`: the code as a picture, a data address of SVG. */
    z.object({ kind: z.literal('code'), codeUrl: z.string(), image: z.string().default('') }),
    z.object({ kind: z.literal('alipay'), tradeNo: z.string() }),
    z.object({
      kind: z.literal('wechat'),
      timeStamp: z.string(),
      nonceStr: z.string(),
      package: z.string(),
      signType: z.literal('RSA'),
      paySign: z.string(),
    }),
  ])
  .meta({ id: 'PayAction' })
export type PayAction = z.output<typeof PayAction>

export const IntentState = z.enum(['open', 'paid', 'closed'])
export const AttemptState = z.enum(['starting', 'open', 'paid', 'failed', 'closed', 'unknown', 'left'])
export const RefundState = z.enum(['queued', 'sent', 'succeeded', 'failed', 'unknown'])

export const PaymentAttempt = z
  .object({
    id: Id,
    number: z.string(),
    method: PayMethod,
    state: AttemptState,
    amountFen: Fen,
    channelNumber: z.string().nullable(),
    createdAt: Time,
    paidAt: Time.nullable(),
    note: z.string(),
  })
  .meta({ id: 'PaymentAttempt' })
export const PaymentRefund = z
  .object({
    id: Id,
    number: z.string(),
    orderId: Id.nullable(),
    amountFen: Fen,
    /** What of it goes back into the wallet; the rest goes back through the channel. */
    walletFen: Fen,
    reason: z.string(),
    state: RefundState,
    tries: z.int(),
    createdAt: Time,
    doneAt: Time.nullable(),
    note: z.string(),
    /** The account of the payer cannot take it. */
    abnormal: z.boolean(),
    /** Where a person has sent it instead, the last time. */
    redirect: RefundRedirect.nullable(),
  })
  .meta({ id: 'PaymentRefund' })
export const Payment = z
  .object({
    subject: Id,
    state: IntentState,
    amountFen: Fen,
    /** What of it came from the payer's wallet. */
    walletFen: Fen,
    /** It was taken at the door; what goes back goes into the payer's wallet. */
    onDelivery: z.boolean(),
    refundedFen: Fen,
    paidAt: Time.nullable(),
    attempts: z.array(PaymentAttempt),
    refunds: z.array(PaymentRefund),
  })
  .meta({ id: 'Payment' })

/** Payments of these checkouts, of which this shop has a part; refunds of other shops' orders are left out. */
export const listPayments = operation({
  id: 'listPayments',
  face: 'admin',
  method: 'GET',
  path: '/payments',
  access: 'staff:payment.read',
  query: z.strictObject({ subjects: Ids }),
  reply: z.object({ items: z.array(Payment) }),
})
/** Messages that did not match what we asked for: kept, never booked. */
export const PaymentAlarm = z
  .object({ id: Id, at: Time, kind: z.string(), number: z.string(), text: z.string() })
  .meta({ id: 'PaymentAlarm' })
export const listPaymentAlarms = operation({
  id: 'listPaymentAlarms',
  face: 'admin',
  method: 'GET',
  path: '/payment-alarms',
  access: 'staff:payment.read',
  reply: z.object({ items: z.array(PaymentAlarm) }),
})

/** A way to pay, and whether it works at the moment. */
export const PayOption = z
  .object({ method: PayMethod, usable: z.boolean(), reason: z.enum(['not_answering']).nullable() })
  .meta({ id: 'PayOption' })
export const listPayMethods = operation({
  id: 'listPayMethods',
  face: 'shop',
  method: 'GET',
  path: '/pay-methods',
  summary: 'Ways to pay that this installation has; those that do not work at the moment say why',
  access: 'public',
  reply: z.object({ items: z.array(PayOption) }),
})

/** An account at a provider: its health, and what payments of this shop met there today. */
export const PaymentChannelHealth = z
  .object({
    key: z.string(),
    provider: z.string(),
    label: z.string(),
    merchantId: z.string(),
    methods: z.array(PayMethod),
    state: z.enum(['up', 'trial', 'down', 'retired']),
    downUntil: Time.nullable(),
    lastOkAt: Time.nullable(),
    lastFailureAt: Time.nullable(),
    lastFailure: z.string(),
    startedToday: z.int(),
    paidToday: z.int(),
    paidTodayFen: Fen,
    unsettled: z.int(),
    refundsWaiting: z.int(),
  })
  .meta({ id: 'PaymentChannelHealth' })
export const listPaymentChannels = operation({
  id: 'listPaymentChannels',
  face: 'admin',
  method: 'GET',
  path: '/payment-channels',
  access: 'staff:payment.read',
  reply: z.object({ items: z.array(PaymentChannelHealth) }),
})

/** The subject is paid in full, exactly once. `amountFen` is what was asked and what came. */
export const paymentPaid = event(
  'payment.paid',
  z.object({
    subject: Id,
    amountFen: Fen,
    paidAt: Time,
    method: PayMethod.nullable(),
    number: z.string(),
    concerns: z.array(z.string()).optional(),
  }),
  ({ subject }) => subject,
)
/** A part that was set aside in the wallet is not needed any more; payment itself frees it. */
export const walletPartFreed = event('payment.wallet_part_freed', z.object({ subject: Id, key: z.string() }), ({ subject }) => subject)
/** A refund reached its end. `key` is the one given to `refund`. */
export const paymentRefunded = event(
  'payment.refunded',
  z.object({ subject: Id, key: z.string(), amountFen: Fen, ok: z.boolean(), at: Time }),
  ({ subject }) => subject,
)

export const paymentCalls = {
  /**
   * Opens the payment of a subject when needed and starts an attempt; the same arguments again give the same attempt.
   * An amount of 0 is paid at once without a channel (`none`). Throws `payment_closed`, `payment_paid`, `channel_refused`, `channel_unavailable`.
   */
  start: call(
    z.object({
      subject: Id,
      shopperId: Id,
      /** Shops that have a part in it; their staff may look. */
      shopIds: z.array(Id).min(1).max(50),
      amountFen: Fen,
      /** At most so much of it from the shopper's wallet: the wallet says how much there is. The channel takes the rest. */
      walletFen: Fen.default(0),
      title: z.string().max(100),
      expiresAt: Time,
      method: PayMethod,
      openId: z.string().nullable(),
      ip: z.string(),
      /** Where the browser comes back to. */
      returnUrl: z.string().max(500).nullable(),
    }),
    z.object({ number: z.string(), action: PayAction, walletFen: Fen }),
  ),
  /**
   * Books money that was taken at the door: the subject is paid by it, once, and `payment.paid` says so. What is refunded of it goes into the
   * payer's wallet. The same subject again is fine. Throws `payment_closed`.
   */
  collect: call(
    z.object({
      subject: Id,
      shopperId: Id,
      shopIds: z.array(Id).min(1).max(50),
      amountFen: z.int().min(1),
      title: z.string().max(100),
      at: Time,
    }),
    Done,
  ),
  /** Asks the channel when the state is not final and `ask` is set. */
  status: call(
    z.object({ subject: Id, ask: z.boolean().default(false) }),
    z.object({ state: z.enum(['none', 'open', 'paid', 'closed']), paidAt: Time.nullable() }),
  ),
  /** Closes the subject and its attempts at the channel. `paid`: the money had already come, and the subject stays paid. Money that comes after `closed` is refunded by itself. */
  close: call(z.object({ subject: Id }), z.object({ outcome: z.enum(['closed', 'paid']) })),
  /** Records a refund and works on it until it is done. The same key is the same refund. Throws `refund_too_much`, `payment_not_paid`, `key_reused`. */
  refund: call(
    z.object({
      key: z.string().max(100),
      subject: Id,
      /** Whose refund it is; without a shop all that have a part in the payment see it. */
      orderId: Id.nullable(),
      shopId: Id.nullable().default(null),
      amountFen: z.int().min(1),
      reason: z.string().max(80),
    }),
    z.object({ number: z.string(), state: RefundState }),
  ),
  /** For checks over modules. */
  find: call(z.object({ subjects: z.array(Id).max(1000) }), z.object({ items: z.array(Payment) })),
  /**
   * What paid subjects were paid with: how much of it came from the wallet, and of that, what had been given to the shopper on a top-up and is no
   * money of theirs. Refunds give the wallet floor(wallet × refunded ÷ amount), and of that the gift its share, rounded down.
   */
  parts: call(
    z.object({ subjects: z.array(Id).max(1000) }),
    z.object({ items: z.array(z.object({ subject: Id, amountFen: Fen, walletFen: Fen, giftFen: Fen })) }),
  ),
  /** Past payments in bulk, as if a channel had taken them. For set-up. */
  seed: call(
    z.object({
      payments: z
        .array(
          z.object({
            subject: Id,
            shopperId: Id,
            shopIds: z.array(Id),
            amountFen: Fen,
            title: z.string(),
            paidAt: Time,
            refunds: z.array(z.object({ key: z.string(), orderId: Id, amountFen: Fen, at: Time, reason: z.string() })),
          }),
        )
        .max(5000),
    }),
    Done,
  ),
}
