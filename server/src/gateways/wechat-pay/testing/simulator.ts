import { join } from 'node:path'
import type { BillErrors } from '../../testing/bill-errors.ts'
import { notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import { billAnswer, billFile } from './bills.ts'
import { type BookedTrade, openBook } from './book.ts'
import { cashierDesk } from './cashier-desk.ts'
import { newCertificate, type SimulatedKeys } from './keys.ts'
import { createNotifier, type Notifier } from './notifier.ts'
import { faultOfRequest, failure, type Flaw, type PlatformSide, seal, signedReply } from './protocol.ts'
import { type RefundDesk, refundRoute, settleRefund, takeTime } from './refund-desk.ts'
import { type HttpHands, switchOverHttp } from './switches.ts'
import { type Answer, closeTrade, expire, prepay, queryTrade, type Payment, tradeView } from './trades.ts'
import { endTransfer, tellOf, transferDesk, transferRoute, type Transfers } from './transfers.ts'

const endpoints = [
  'prepay',
  'query',
  'close',
  'refund',
  'query-refund',
  'abnormal-refund',
  'certificates',
  'bill',
  'transfer',
  'query-transfer',
] as const
type Endpoint = (typeof endpoints)[number]

/** What goes wrong with the next `times` calls of an endpoint. `drop-after`: done, but nobody hears of it. */
export interface Fault {
  on: Endpoint | 'any'
  kind: 'delay' | 'drop-before' | 'drop-after' | 'error-500' | 'limited-429' | 'not-enough' | 'bad-signature' | 'unsigned' | 'stale'
  times?: number
  delayMs?: number
}

export interface WeChatPaySimulatorOptions {
  /** Its mount point, where there are several. */
  name?: string
  /** In every bill. */
  billErrors?: BillErrors
  /** Where the cashier is reached from outside, with the mount point, without a trailing slash. */
  publicUrl: string
  keys: SimulatedKeys
  /** The book is kept below it; absent: in memory. */
  dataDir?: string
  now?: () => Date
  /** Multiplies the pauses between two tries of a notification; 1 is the real schedule. */
  notifyFactor?: number
  notifyMode?: 'scheduled' | 'manual'
  refundIntervalMs?: number
  /** How long a refund takes; `manual`: until a test settles it. */
  refundTakesMs?: number | 'manual'
}

export interface WeChatPaySimulator extends Simulator {
  keys: SimulatedKeys
  fail: (fault: Fault) => void
  /** Nothing goes wrong any more. */
  heal: () => void
  /** The payer pays. Gives the id of the notification, if there is one. Throws when the trade cannot be paid. */
  pay: (outTradeNo: string, payment?: Payment) => string | undefined
  settleRefund: (outRefundNo: string, status: 'SUCCESS' | 'CLOSED' | 'ABNORMAL') => string | undefined
  notify: Notifier['send']
  /** Which key signs what nobody asked a certain key for. */
  rotate: (to: 'public-key' | 'certificate') => void
  /** The platform takes a new certificate into use; the former one signs nothing any more. */
  renewCertificate: () => void
  spoilBill: (errors: BillErrors) => void
  trade: (outTradeNo: string) => BookedTrade | undefined
  /** The payee of a transfer confirms it, or cannot take it. */
  endTransfer: (outBillNo: string, state: 'SUCCESS' | 'FAIL') => string | undefined
  transfers: Transfers['bills']
  /** How often each endpoint was called with a good signature. */
  calls: Record<Endpoint, number>
}

interface State extends RefundDesk {
  side: PlatformSide
  faults: Fault[]
  calls: Record<Endpoint, number>
  billErrors: BillErrors
  transfers: Transfers
}

/** WeChat Pay APIv3 as a merchant sees it, with a cashier for people and switches for everything that can go wrong. */
export function createWeChatPaySimulator(options: WeChatPaySimulatorOptions): WeChatPaySimulator {
  // A copy: a certificate may be renewed while it runs.
  const keys = { ...options.keys }
  const now = options.now ?? (() => new Date())
  let signsWith: 'public-key' | 'certificate' = 'public-key'
  const side: PlatformSide = { keys, now, signsWith: () => signsWith }
  const book = openBook(options.dataDir && join(options.dataDir, 'simulators', 'wechat-pay-book.jsonl'))
  const notifier = createNotifier({ side, book, factor: options.notifyFactor ?? 1, mode: options.notifyMode ?? 'scheduled' })
  const state: State = {
    book,
    appId: keys.appId,
    merchantId: keys.merchantId,
    now,
    publicUrl: options.publicUrl,
    refundIntervalMs: options.refundIntervalMs ?? 60_000,
    side,
    faults: [],
    calls: noCalls(),
    notifier,
    refundTakesMs: options.refundTakesMs ?? 2000,
    timers: new Set(),
    billErrors: options.billErrors ?? {},
    transfers: { bills: new Map(), appId: keys.appId, now, publicUrl: options.publicUrl, tell: tellOf(notifier, { keys, now }) },
  }
  for (const trade of book.trades.values())
    for (const one of trade.refunds) if (one.status === 'PROCESSING') takeTime(state, one.outRefundNo)
  return {
    name: options.name ?? 'wechat-pay',
    keys,
    calls: state.calls,
    ...handsOf(state),
    notify: notifier.send,
    rotate: (to) => void (signsWith = to),
    spoilBill: (errors) => void (state.billErrors = errors),
    trade: (outTradeNo) => book.trades.get(outTradeNo),
    endTransfer: (outBillNo, to) => endTransfer(state.transfers, outBillNo, to),
    transfers: state.transfers.bills,
    handle: (request) => handle(state, request),
    stop: async () => {
      notifier.stop()
      state.timers.forEach((timer) => clearTimeout(timer))
    },
  }
}

const noCalls = (): Record<Endpoint, number> =>
  // Every endpoint is in the list it is made from.
  Object.fromEntries(endpoints.map((name) => [name, 0])) as Record<Endpoint, number>

/** What can be switched from outside this process. */
const handsOf = (state: State): HttpHands => ({
  fail: (fault) => void state.faults.push(fault),
  heal: () => void state.faults.splice(0),
  pay: (number, payment) => pay(state, number, payment),
  settleRefund: (number, status) => settleRefund(state, number, status),
  renewCertificate: () => void Object.assign(state.side.keys, newCertificate(state.now())),
})

async function handle(state: State, request: SimRequest): Promise<SimReply> {
  if (request.path === '/cashier') return cashierDesk(state, (outTradeNo, payment) => void pay(state, outTradeNo, payment), request)
  if (request.path === '/transfer') return transferDesk(state.transfers, request)
  const switched = switchOverHttp(handsOf(state), request)
  if (switched) return switched
  const route = routeOf(state, request)
  if (!route) return notFound()
  const asked = request.headers['wechatpay-serial']
  const fault = faultOfRequest(state.side, request)
  if (fault) return signedReply(state.side, { code: fault.code, message: fault.message }, { status: fault.status, asked })
  state.calls[route.endpoint] += 1
  if (route.file) return route.file()
  const planned = takeFault(state, route.endpoint)
  if (planned?.kind === 'drop-before') return { drop: true }
  if (planned?.kind === 'error-500') return failed(state, failure(500, 'SYSTEM_ERROR', '系统异常，请用相同参数重新调用'))
  if (planned?.kind === 'limited-429') return failed(state, failure(429, 'FREQUENCY_LIMITED', '频率超限'))
  if (planned?.kind === 'not-enough') return failed(state, failure(403, 'NOT_ENOUGH', '商户余额不足'))
  const answer = route.answer()
  if (planned?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, planned.delayMs ?? 1000))
  if (planned?.kind === 'drop-after') return { drop: true }
  if ('code' in answer) return failed(state, answer)
  return signedReply(state.side, answer.body, { status: answer.status, asked, flaw: planned && flawOf(planned) })
}

const failed = (state: State, fault: { status: number; code: string; message: string }): SimReply =>
  signedReply(state.side, { code: fault.code, message: fault.message }, { status: fault.status })

function flawOf(fault: Fault): Flaw {
  if (fault.kind === 'bad-signature') return { signature: 'bad' }
  if (fault.kind === 'unsigned') return { signature: 'none' }
  return fault.kind === 'stale' ? { clockSkewSeconds: -600 } : {}
}

function takeFault(state: State, endpoint: Endpoint): Fault | undefined {
  const found = state.faults.find((fault) => (fault.on === endpoint || fault.on === 'any') && (fault.times ?? 1) > 0)
  if (found) found.times = (found.times ?? 1) - 1
  return found
}

function routeOf(state: State, request: SimRequest): { endpoint: Endpoint; answer: () => Answer; file?: () => SimReply } | undefined {
  const at = `${request.method} ${request.path}`
  const body = (): unknown => JSON.parse(request.rawBody.toString('utf8'))
  const [, method] = /^POST \/v3\/pay\/transactions\/(jsapi|h5|native)$/.exec(at) ?? []
  if (method === 'jsapi' || method === 'h5' || method === 'native')
    return { endpoint: 'prepay', answer: () => prepay(state, method, body()) }
  const [, queried] = /^GET \/v3\/pay\/transactions\/out-trade-no\/([^/]+)$/.exec(at) ?? []
  if (queried)
    return {
      endpoint: 'query',
      answer: () => queryTrade(state, state.book.trades.get(decodeURIComponent(queried)), request.query.get('mchid')),
    }
  const [, byId] = /^GET \/v3\/pay\/transactions\/id\/(\d+)$/.exec(at) ?? []
  if (byId)
    return {
      endpoint: 'query',
      answer: () =>
        queryTrade(
          state,
          [...state.book.trades.values()].find((one) => one.transactionId === byId),
          request.query.get('mchid'),
        ),
    }
  const [, closed] = /^POST \/v3\/pay\/transactions\/out-trade-no\/([^/]+)\/close$/.exec(at) ?? []
  if (closed) return { endpoint: 'close', answer: () => closeTrade(state, decodeURIComponent(closed)) }
  const refund = refundRoute(state, request, body)
  if (refund) return refund
  const transfer = transferRoute(state.transfers, at, body)
  if (transfer) return transfer
  const asBill = { endpoint: 'bill' as const, answer: () => billAnswer(state, request, state.billErrors) }
  if (/^GET \/v3\/bill\/(tradebill|fundflowbill)$/.test(at)) return asBill
  if (at === 'GET /v3/billdownload/file') return { ...asBill, file: () => billFile(state, request, state.billErrors) }
  return at === 'GET /v3/certificates'
    ? { endpoint: 'certificates', answer: () => ({ status: 200, body: certificates(state) }) }
    : undefined
}

function certificates({ side }: State): Record<string, unknown> {
  const { keys } = side
  const year = 365 * 86_400_000
  const from = new Date(side.now().getTime() - year)
  const until = new Date(side.now().getTime() + 4 * year)
  const sealed = seal(keys.certificatePem, keys.apiV3Key, 'certificate')
  return {
    data: [
      {
        serial_no: keys.certificateSerial,
        effective_time: from.toISOString(),
        expire_time: until.toISOString(),
        encrypt_certificate: sealed,
      },
    ],
  }
}

function pay(state: State, outTradeNo: string, payment: Payment = {}): string | undefined {
  const trade = state.book.trades.get(outTradeNo)
  if (!trade) throw new Error(`no trade ${outTradeNo}`)
  expire(state, trade)
  if (trade.state !== 'NOTPAY' && !(payment.force && trade.state === 'CLOSED')) throw new Error(`trade ${outTradeNo} is ${trade.state}`)
  trade.state = 'SUCCESS'
  trade.successTime = state.now().toISOString()
  if (payment.openId) trade.openId = payment.openId
  if (payment.amountFen) trade.totalFen = payment.amountFen
  state.book.saveTrade(trade)
  if (payment.notify === 'none') return undefined
  const delay = payment.notifyAfterMs === undefined ? {} : { delayMs: payment.notifyAfterMs }
  return state.notifier.add({
    url: trade.notifyUrl,
    eventType: 'TRANSACTION.SUCCESS',
    originalType: 'transaction',
    resource: tradeView(trade),
    ...delay,
  })
}
