import { createPrivateKey, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { mapOutcome, ok, type Outcome } from '../outcome.ts'
import type { ChannelPayment, ChannelRefund, PaymentChannel, PayMethod, Prepaid, PrepayInput, RefundInput } from '../payment-channel.ts'
import { abnormalRefunds } from './abnormal-refund.ts'
import { bill } from './bill.ts'
import { call, jsonOf, send, type WireOptions } from './client.ts'
import { paymentOf, refundOf } from './map.ts'
import { acknowledge, parseNotify } from './notify.ts'
import { certificateKeys, eitherKeys, type FetchedCertificate, fixedKeys, type PlatformKeys, type StaticVerifier } from './platform-keys.ts'
import { seconds, type Signer, signLines } from './signature.ts'
import { Certificates, H5Prepaid, JsapiPrepaid, NativePrepaid, Refund, Transaction } from './wire.ts'

export interface WeChatPayOptions {
  /** `https://api.mch.weixin.qq.com`, or a simulator. */
  baseUrl: string
  appId: string
  merchantId: string
  merchantSerial: string
  merchantPrivateKeyPem: string
  /** 32 bytes, set in the merchant console. */
  apiV3Key: string
  /** Public-key mode when given; else certificates are fetched. `certificatesToo` holds both during a switch. */
  verifiers: readonly StaticVerifier[]
  certificatesToo?: boolean
  /** What of it the merchant has opened; all when absent. */
  methods?: readonly PayMethod[]
  now: () => Date
  timeoutMs?: number
  nonce?: () => string
}

export interface Context {
  options: WeChatPayOptions
  wire: WireOptions
  signer: Signer
  keys: PlatformKeys
}

/** Keys and wire of an account. */
export function contextOf(options: WeChatPayOptions): Context {
  if (Buffer.byteLength(options.apiV3Key) !== 32) throw new Error('the APIv3 key must be 32 bytes long')
  const signer: Signer = {
    merchantId: options.merchantId,
    merchantSerial: options.merchantSerial,
    privateKey: createPrivateKey(options.merchantPrivateKeyPem),
    now: options.now,
    nonce: options.nonce ?? (() => randomBytes(16).toString('hex')),
  }
  const wire: WireOptions = {
    baseUrl: options.baseUrl.replace(/\/$/, ''),
    signer,
    timeoutMs: options.timeoutMs ?? 8000,
    userAgent: 'puzi/1 (node)',
  }
  return { options, wire, signer, keys: keysOf(options, wire) }
}

/** WeChat Pay APIv3 for a direct merchant: JSAPI and mini program, H5, native. */
export function createWeChatPay(options: WeChatPayOptions): PaymentChannel {
  const context = contextOf(options)
  return {
    name: 'wechat-pay',
    account: { appId: options.appId, merchantId: options.merchantId },
    methods: options.methods ?? ['jsapi', 'h5', 'native'],
    refundLimits: { most: 50, gapMs: 61_000 },
    prepay: (input) => prepay(context, input),
    query: ({ attemptNo }) => query(context, attemptNo),
    close: ({ attemptNo }) => close(context, attemptNo),
    refund: (input) => refund(context, input),
    queryRefund: ({ refundNo }) => queryRefund(context, refundNo),
    elsewhere: abnormalRefunds(context),
    bill: (day) => bill(context, day),
    parseNotify: (message) => parseNotify({ keys: context.keys, apiV3Key: options.apiV3Key, now: options.now }, message),
    acknowledge,
  }
}

function keysOf(options: WeChatPayOptions, wire: WireOptions): PlatformKeys {
  const fixed = fixedKeys(options.verifiers)
  if (options.verifiers.length > 0 && !options.certificatesToo) return fixed
  const fetched = certificateKeys({ fetch: () => fetchCertificates(wire), apiV3Key: options.apiV3Key, now: options.now })
  return options.verifiers.length > 0 ? eitherKeys(fixed, fetched) : fetched
}

/** Unverified on purpose: the key that would verify it is inside, and the APIv3 key proves where it came from. */
async function fetchCertificates(wire: WireOptions): Promise<readonly FetchedCertificate[] | undefined> {
  const sent = await send(wire, { method: 'GET', pathAndQuery: '/v3/certificates' }, undefined)
  if (sent.result !== 'ok' || sent.value.status !== 200) return undefined
  const parsed = Certificates.safeParse(jsonOf(sent.value.rawBody))
  return parsed.success ? parsed.data.data : undefined
}

async function prepay(context: Context, input: PrepayInput): Promise<Outcome<Prepaid>> {
  const outcome = await prepayByMethod(context, input)
  if (outcome.result !== 'refused') return outcome
  const code = paidCodes.has(outcome.code) ? 'attempt_paid' : closedCodes.has(outcome.code) ? 'attempt_closed' : outcome.code
  return { ...outcome, code }
}

async function prepayByMethod(context: Context, input: PrepayInput): Promise<Outcome<Prepaid>> {
  const request = { method: 'POST' as const, pathAndQuery: `/v3/pay/transactions/${input.method}`, body: prepayBody(context, input) }
  if (input.method === 'jsapi') {
    const answer = await call(context.wire, context.keys, { ...request, schema: JsapiPrepaid })
    return mapOutcome(answer, ({ prepay_id }) => ({ method: 'jsapi', params: clientParams(context, prepay_id) }))
  }
  if (input.method === 'h5') {
    const answer = await call(context.wire, context.keys, { ...request, schema: H5Prepaid })
    return mapOutcome(answer, ({ h5_url }) => ({ method: 'h5', url: returningTo(h5_url, input.returnUrl) }))
  }
  const answer = await call(context.wire, context.keys, { ...request, schema: NativePrepaid })
  return mapOutcome(answer, ({ code_url }) => ({ method: 'native', codeUrl: code_url }))
}

function prepayBody({ options }: Context, input: PrepayInput): Record<string, unknown> {
  return {
    appid: options.appId,
    mchid: options.merchantId,
    // The limit is 127 characters; a longer one would fail the payment over a title.
    description: [...input.description].slice(0, 40).join(''),
    out_trade_no: input.attemptNo,
    time_expire: input.expiresAt.toISOString().replace(/\.\d+Z$/, '+00:00'),
    notify_url: input.notifyUrl,
    amount: { total: input.amountFen, currency: 'CNY' },
    ...(input.method === 'jsapi' && { payer: { openid: input.payerId } }),
    scene_info: { payer_client_ip: input.payerIp, ...(input.method === 'h5' && { h5_info: { type: 'Wap' } }) },
  }
}

function clientParams({ options, signer }: Context, prepayId: string): Extract<Prepaid, { method: 'jsapi' }>['params'] {
  const timeStamp = seconds(signer.now())
  const nonceStr = signer.nonce()
  const pack = `prepay_id=${prepayId}`
  const paySign = signLines([options.appId, timeStamp, nonceStr, pack], signer.privateKey)
  return { appId: options.appId, timeStamp, nonceStr, package: pack, signType: 'RSA', paySign }
}

function returningTo(h5Url: string, returnUrl: string | undefined): string {
  if (!returnUrl) return h5Url
  const url = new URL(h5Url)
  url.searchParams.set('redirect_url', returnUrl)
  return url.href
}

async function query(context: Context, attemptNo: string): Promise<Outcome<ChannelPayment>> {
  const answer = await call(context.wire, context.keys, {
    method: 'GET',
    pathAndQuery: `/v3/pay/transactions/out-trade-no/${encodeURIComponent(attemptNo)}?mchid=${context.options.merchantId}`,
    schema: Transaction,
  })
  if (answer.result === 'refused' && absentCodes.has(answer.code)) return ok({ attemptNo, state: 'absent' })
  return mapOutcome(answer, paymentOf)
}

async function close(context: Context, attemptNo: string): Promise<Outcome<'closed' | 'paid'>> {
  const answer = await call(context.wire, context.keys, {
    method: 'POST',
    pathAndQuery: `/v3/pay/transactions/out-trade-no/${encodeURIComponent(attemptNo)}/close`,
    body: { mchid: context.options.merchantId },
    schema: z.undefined(),
  })
  if (answer.result === 'refused') {
    if (paidCodes.has(answer.code)) return ok('paid')
    if (closedCodes.has(answer.code) || absentCodes.has(answer.code)) return ok('closed')
  }
  return mapOutcome(answer, () => 'closed')
}

const absentCodes = new Set(['ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS'])
const paidCodes = new Set(['ORDERPAID', 'ORDER_PAID', 'TRADE_ERROR'])
const closedCodes = new Set(['ORDER_CLOSED', 'ORDERCLOSED'])

async function refund(context: Context, input: RefundInput): Promise<Outcome<ChannelRefund>> {
  const answer = await call(context.wire, context.keys, {
    method: 'POST',
    pathAndQuery: '/v3/refund/domestic/refunds',
    body: {
      out_trade_no: input.attemptNo,
      out_refund_no: input.refundNo,
      reason: [...input.reason].slice(0, 26).join(''),
      notify_url: input.notifyUrl,
      amount: { refund: input.refundFen, total: input.totalFen, currency: 'CNY' },
    },
    schema: Refund,
  })
  return mapOutcome(answer, refundOf)
}

async function queryRefund(context: Context, refundNo: string): Promise<Outcome<ChannelRefund>> {
  const pathAndQuery = `/v3/refund/domestic/refunds/${encodeURIComponent(refundNo)}`
  const answer = await call(context.wire, context.keys, { method: 'GET', pathAndQuery, schema: Refund })
  if (answer.result === 'refused' && absentCodes.has(answer.code)) return ok({ refundNo, state: 'absent' })
  return mapOutcome(answer, refundOf)
}
