import { createPrivateKey, X509Certificate } from 'node:crypto'
import { AlipaySdk } from 'alipay-sdk'
import { z } from 'zod'
import { yuanOf } from '../bill.ts'
import { mapOutcome, ok, type Outcome, unknown } from '../outcome.ts'
import type { AttemptRef, ChannelPayment, ChannelRefund, PaymentChannel, PayMethod, Prepaid, PrepayInput } from '../payment-channel.ts'
import type { RefundInput, RefundRef } from '../payment-channel.ts'
import { bill } from './bill.ts'
import { call, type Context, timeText } from './client.ts'
import { parseNotify } from './notify.ts'
import { paymentOf, refundOf } from './map.ts'
import { Created, RefundFound, Refunded, TradeFound } from './wire.ts'

export interface AlipayOptions {
  /** `https://openapi.alipay.com/gateway.do`, or a simulator. */
  gatewayUrl: string
  appId: string
  sellerId: string
  privateKeyPem: string
  /** Public-key mode … */
  alipayPublicKeyPem?: string | undefined
  /** … or certificate mode: one of the two. */
  certificates?: AlipayCertificates | undefined
  /** Base64; opens what the client of the mini program hands over. */
  aesKey?: string | undefined
  methods?: readonly PayMethod[]
  now: () => Date
  timeoutMs?: number
}

/** What the console of Alipay hands out in certificate mode, as PEM. The root file holds several certificates. */
export interface AlipayCertificates {
  appCertPem: string
  alipayCertPem: string
  alipayRootCertPem: string
}

/** How we say who we are, and by what we believe Alipay. Throws when it cannot be. */
function trustOf({ privateKeyPem, alipayPublicKeyPem, certificates }: AlipayOptions) {
  if (!certificates && alipayPublicKeyPem !== undefined) return { alipayPublicKey: alipayPublicKeyPem }
  if (!certificates || alipayPublicKeyPem !== undefined)
    throw new Error('an Alipay account has either the public key of Alipay or three certificates')
  // A certificate of another key would be refused only at the first payment.
  if (!new X509Certificate(certificates.appCertPem).checkPrivateKey(createPrivateKey(privateKeyPem)))
    throw new Error('the certificate of the Alipay app does not belong to the private key')
  return {
    appCertContent: certificates.appCertPem,
    alipayPublicCertContent: certificates.alipayCertPem,
    alipayRootCertContent: certificates.alipayRootCertPem,
  }
}

/** The official client with its lax defaults closed. */
export function sdkOf(options: AlipayOptions): AlipaySdk {
  return new AlipaySdk({
    appId: options.appId,
    privateKey: options.privateKeyPem,
    keyType: options.privateKeyPem.includes('RSA PRIVATE KEY') ? 'PKCS1' : 'PKCS8',
    ...trustOf(options),
    gateway: options.gatewayUrl,
    signType: 'RSA2',
    camelcase: false,
    timeout: options.timeoutMs ?? 8000,
  })
}

/** Alipay for a direct merchant: mini program and wap. The official client signs and verifies; its lax defaults are closed here. */
export function createAlipay(options: AlipayOptions): PaymentChannel {
  const timeoutMs = options.timeoutMs ?? 8000
  const sdk = sdkOf(options)
  const context: Context = { sdk, now: options.now, timeoutMs, account: { appId: options.appId, merchantId: options.sellerId } }
  return {
    name: 'alipay',
    account: context.account,
    methods: options.methods ?? ['mini', 'wap'],
    refundLimits: { most: 50, gapMs: 3000 },
    prepay: (input) => prepay(context, input),
    query: (attempt) => query(context, attempt),
    close: (attempt) => close(context, attempt),
    refund: (input) => refund(context, input),
    queryRefund: (ref) => queryRefund(context, ref),
    bill: (day) => bill(context, day),
    parseNotify: async (message) => parseNotify(context, message),
    acknowledge: (taken) => ({
      status: taken ? 200 : 500,
      headers: { 'content-type': 'text/plain' },
      body: taken ? 'success' : 'fail',
    }),
  }
}

async function prepay(context: Context, input: PrepayInput): Promise<Outcome<Prepaid>> {
  const bizContent = {
    out_trade_no: input.attemptNo,
    total_amount: yuanOf(input.amountFen),
    subject: [...input.description].slice(0, 80).join(''),
    time_expire: timeText(input.expiresAt),
  }
  if (input.method === 'wap') return ok({ method: 'wap', url: wapUrl(context, input, bizContent) })
  const outcome = await call(
    context,
    { method: 'alipay.trade.create', schema: Created },
    {
      notify_url: input.notifyUrl,
      bizContent: { ...bizContent, product_code: 'JSAPI_PAY', op_app_id: context.account.appId, ...payerOf(input.payerId) },
    },
  )
  if (outcome.result === 'refused') return { ...outcome, code: endedCodes[outcome.code] ?? outcome.code }
  return mapOutcome(outcome, ({ trade_no }) => ({ method: 'mini', tradeNo: trade_no }))
}

/** Ids of the older kind begin with 2088; apps of the newer kind have open ids. */
const payerOf = (payerId: string | undefined) => (payerId?.startsWith('2088') ? { buyer_id: payerId } : { buyer_open_id: payerId })

const endedCodes: Record<string, string> = { 'ACQ.TRADE_HAS_SUCCESS': 'attempt_paid', 'ACQ.TRADE_HAS_CLOSE': 'attempt_closed' }

/** A signed address: the trade begins to exist when the payer opens it. */
function wapUrl(context: Context, input: PrepayInput, bizContent: Record<string, string>): string {
  return context.sdk.pageExecute('alipay.trade.wap.pay', 'GET', {
    timestamp: timeText(context.now()),
    notify_url: input.notifyUrl,
    ...(input.returnUrl && { return_url: input.returnUrl }),
    bizContent: { ...bizContent, product_code: 'QUICK_WAP_WAY', ...(input.returnUrl && { quit_url: input.returnUrl }) },
  })
}

async function query(context: Context, { attemptNo }: AttemptRef): Promise<Outcome<ChannelPayment>> {
  const answer = await call(context, { method: 'alipay.trade.query', schema: TradeFound }, { bizContent: { out_trade_no: attemptNo } })
  if (answer.result === 'refused' && answer.code === 'ACQ.TRADE_NOT_EXIST') return ok({ attemptNo, state: 'absent' })
  return mapOutcome(answer, (found) => paymentOf(found, context.account))
}

async function close(context: Context, attempt: AttemptRef): Promise<Outcome<'closed' | 'paid' | 'uncertain'>> {
  const bizContent = { out_trade_no: attempt.attemptNo }
  const answer = await call(context, { method: 'alipay.trade.close', schema: z.object({}) }, { bizContent })
  if (answer.result !== 'refused') return mapOutcome(answer, () => 'closed')
  // Nobody has opened the address yet, and nobody can be kept from it before it expires.
  if (answer.code === 'ACQ.TRADE_NOT_EXIST') return ok('uncertain')
  const found = await query(context, attempt)
  if (found.result !== 'ok') return found
  if (found.value.state === 'closed') return ok('closed')
  return found.value.state === 'paid' || found.value.state === 'refunded' ? ok('paid') : answer
}

async function refund(context: Context, input: RefundInput): Promise<Outcome<ChannelRefund>> {
  const answer = await call(
    context,
    { method: 'alipay.trade.refund', schema: Refunded },
    {
      bizContent: {
        out_trade_no: input.attemptNo,
        out_request_no: input.refundNo,
        refund_amount: yuanOf(input.refundFen),
        refund_reason: [...input.reason].slice(0, 80).join(''),
      },
    },
  )
  if (answer.result !== 'ok') return answer
  // Its answer names the sum of all refunds of the trade; what became of this one is asked.
  const found = await queryRefund(context, input)
  return found.result === 'ok' && found.value.state === 'absent' ? unknown('accepted, but not found yet') : found
}

async function queryRefund(context: Context, { refundNo, attemptNo }: RefundRef): Promise<Outcome<ChannelRefund>> {
  const answer = await call(
    context,
    { method: 'alipay.trade.fastpay.refund.query', schema: RefundFound },
    {
      bizContent: { out_trade_no: attemptNo, out_request_no: refundNo, query_options: ['gmt_refund_pay'] },
    },
  )
  if (answer.result === 'refused' && answer.code === 'ACQ.TRADE_NOT_EXIST') return ok({ refundNo, state: 'absent' })
  return mapOutcome(answer, (found) => refundOf(found, { refundNo, merchantId: context.account.merchantId }))
}
