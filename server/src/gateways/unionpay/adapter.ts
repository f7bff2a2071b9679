import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mapOutcome, ok, type Outcome, refused, unknown } from '../outcome.ts'
import type { AttemptRef, ChannelPayment, ChannelRefund, PaymentChannel, PayMethod, Prepaid, PrepayInput } from '../payment-channel.ts'
import type { RefundInput, RefundRef } from '../payment-channel.ts'
import { bill } from './bill.ts'
import { type Context, headOf, post, timeText, waiting } from './client.ts'
import { parseNotify, paymentOf, refundStateOf } from './notify.ts'
import { type Fields, signed } from './signature.ts'

export interface UnionPayOptions {
  /** `https://gateway.95516.com`, or a simulator. */
  gatewayUrl: string
  filesUrl: string
  merchantId: string
  certId: string
  privateKeyPem: string
  rootCertificatePem: string
  middleCertificatePem: string
  signerNames: readonly string[]
  methods?: readonly PayMethod[]
  now: () => Date
  timeoutMs?: number
}

/** UnionPay's gateway for a direct merchant: the front page of QuickPass, query and refund. It has no way to close an order. */
export function createUnionPay(options: UnionPayOptions): PaymentChannel {
  const context: Context = {
    gatewayUrl: options.gatewayUrl.replace(/\/$/, ''),
    filesUrl: options.filesUrl.replace(/\/$/, ''),
    merchantId: options.merchantId,
    certId: options.certId,
    privateKey: createPrivateKey(options.privateKeyPem),
    trust: {
      root: new X509Certificate(options.rootCertificatePem),
      middle: new X509Certificate(options.middleCertificatePem),
      names: options.signerNames,
      now: options.now,
    },
    now: options.now,
    timeoutMs: options.timeoutMs ?? 8000,
  }
  return {
    name: 'unionpay',
    account: { appId: options.merchantId, merchantId: options.merchantId },
    methods: options.methods ?? ['front'],
    refundLimits: { most: 50, gapMs: 3000 },
    prepay: async (input) => prepay(context, input),
    query: (attempt) => query(context, attempt),
    close: (attempt) => close(context, attempt),
    refund: (input) => refund(context, input),
    queryRefund: (ref) => queryRefund(context, ref),
    bill: (day) => bill(context, day),
    parseNotify: async (message) => parseNotify(context, message),
    acknowledge: (taken) => ({ status: taken ? 200 : 500, headers: { 'content-type': 'text/plain' }, body: taken ? 'ok' : 'fail' }),
  }
}

/** Nothing is sent: the browser brings the signed form. */
function prepay(context: Context, input: PrepayInput): Outcome<Prepaid> {
  const fields: Fields = {
    ...headOf(context),
    txnType: '01',
    txnSubType: '01',
    bizType: '000201',
    channelType: '08',
    orderId: input.attemptNo,
    txnTime: timeText(input.startedAt),
    payTimeout: timeText(input.expiresAt),
    txnAmt: String(input.amountFen),
    currencyCode: '156',
    frontUrl: input.frontUrl ?? input.returnUrl ?? input.notifyUrl,
    backUrl: input.notifyUrl,
    riskRateInfo: `{commodityName=${[...input.description]
      .filter((char) => !'&={}'.includes(char))
      .slice(0, 40)
      .join('')}}`,
  }
  return ok({
    method: 'front',
    form: { url: `${context.gatewayUrl}/gateway/api/frontTransReq.do`, fields: signed(fields, context.privateKey) },
  })
}

const queryFields = (context: Context, number: string, startedAt: Date): Fields => ({
  ...headOf(context),
  txnType: '00',
  txnSubType: '00',
  bizType: '000201',
  channelType: '07',
  orderId: number,
  txnTime: timeText(startedAt),
})

/** What became of an order of ours; nothing when UnionPay has never heard of it. */
async function find(context: Context, number: string, startedAt: Date): Promise<Outcome<Fields | undefined>> {
  const answer = await post(context, `${context.gatewayUrl}/gateway/api/queryTrans.do`, queryFields(context, number, startedAt))
  if (answer.result !== 'ok') return answer
  const { respCode = '', respMsg = '' } = answer.value
  if (respCode === '34') return ok(undefined)
  if (respCode !== '00') return waiting.has(respCode) ? unknown(`${respCode} ${respMsg}`) : refused(respCode, respMsg, 'later')
  return ok(answer.value)
}

async function query(context: Context, { attemptNo, startedAt }: AttemptRef): Promise<Outcome<ChannelPayment>> {
  const found = await find(context, attemptNo, startedAt)
  return mapOutcome(found, (fields) => (fields ? paymentOf(fields, fields['origRespCode'] ?? '') : { attemptNo, state: 'absent' as const }))
}

/** There is no closing: an order can be paid until its time is over. */
async function close(context: Context, attempt: AttemptRef): Promise<Outcome<'closed' | 'paid' | 'uncertain'>> {
  const found = await query(context, attempt)
  if (found.result !== 'ok') return found
  if (found.value.state === 'paid') return ok('paid')
  return found.value.state === 'paying' ? unknown('a payer is at it') : ok('uncertain')
}

async function refund(context: Context, input: RefundInput): Promise<Outcome<ChannelRefund>> {
  if (!input.transactionId) return refused('NO_QUERY_ID', 'the number of the payment at UnionPay is not known')
  const answer = await post(context, `${context.gatewayUrl}/gateway/api/backTransReq.do`, {
    ...headOf(context),
    txnType: '04',
    txnSubType: '00',
    bizType: '000201',
    channelType: '07',
    orderId: input.refundNo,
    txnTime: timeText(input.startedAt),
    txnAmt: String(input.refundFen),
    currencyCode: '156',
    origQryId: input.transactionId,
    backUrl: input.notifyUrl,
    // Comes back with every message about it: UnionPay does not say otherwise which payment a refund belongs to.
    reqReserved: reservedOf(input),
  })
  if (answer.result !== 'ok') return answer
  const { respCode = '', respMsg = '' } = answer.value
  // 12: the same number again. What became of it is asked.
  if (respCode === '00' || respCode === '12') {
    const found = await queryRefund(context, input)
    return found.result === 'ok' && found.value.state === 'absent' ? unknown('accepted, but not found yet') : found
  }
  if (waiting.has(respCode)) return unknown(`${respCode} ${respMsg}`)
  return respCode === '60' ? refused('NOT_ENOUGH', respMsg, 'later') : refused(respCode, respMsg)
}

const reservedOf = (input: RefundInput): string => `${input.attemptNo}.${input.totalFen}`

async function queryRefund(context: Context, { refundNo, startedAt }: RefundRef): Promise<Outcome<ChannelRefund>> {
  const found = await find(context, refundNo, startedAt)
  return mapOutcome(found, (fields) =>
    fields ? refundStateOf(fields, fields['origRespCode'] ?? '') : { refundNo, state: 'absent' as const },
  )
}
