import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { type BillErrors, isBillMade } from '../../testing/bill-errors.ts'
import { cashier, type CashierDesk, show } from '../../testing/cashier.ts'
import { notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import type { AlipayKeys } from '../../testing/more-keys.ts'
import {
  chinaTime,
  createEngine,
  digits,
  fromChinaTime,
  type MessageFlaw,
  type PayEngine,
  type SimMessage,
  type SimTrade,
} from '../../testing/pay-engine.ts'
import { switches, type PaySwitches } from '../../testing/switches.ts'
import { billOf } from './bills.ts'
import { type AppMode, signerOf } from './certificates.ts'
import { ByNumber, Create, Refund } from './bodies.ts'
import { type LoginCodes, loginCodes, tokenReply } from './login-codes.ts'
import { endpoints, faultOf, type Params, signedForm, signedReply } from './protocol.ts'

export interface AlipaySimulatorOptions {
  /** Where it is reached from outside, with the mount point, without a trailing slash. */
  publicUrl: string
  keys: AlipayKeys
  dataDir?: string
  now?: () => Date
  notifyMode?: 'scheduled' | 'manual'
  notifyFactor?: number
  /** In every bill. */
  billErrors?: BillErrors
}

export interface AlipaySimulator extends Simulator, PaySwitches {
  keys: AlipayKeys
  trade: (number: string) => SimTrade | undefined
  /** What the client of a mini program hands to its server: works once, for ten minutes. */
  loginCode: (openId: string) => string
  calls: Record<string, number>
  /** How the app must say who it is. */
  takes: (mode: AppMode) => void
}

type Answer = Record<string, unknown>

const good = (value: Answer): Answer => ({ code: '10000', msg: 'Success', ...value })
const bad = (sub_code: string, sub_msg = sub_code): Answer => ({ code: '40004', msg: 'Business Failed', sub_code, sub_msg })

/** Alipay as a merchant sees it: trades, refunds, messages, bills and a cashier for people. Refunds move the money at once. */
export function createAlipaySimulator(options: AlipaySimulatorOptions): AlipaySimulator {
  const { keys } = options
  const engine = createEngine({
    now: options.now,
    path: options.dataDir && join(options.dataDir, 'simulators', 'alipay'),
    notifyMode: options.notifyMode,
    notifyFactor: options.notifyFactor,
    retrySeconds: [240, 600, 600, 3600, 7200, 21_600, 54_000],
    refundTakesMs: 'manual',
    write: (message, id, flaw) => signedForm(keys, messageOf(keys, message, { id, now: engine.now() }), flaw),
    isTaken: (_, body) => body === 'success',
  })
  const codes = loginCodes(engine.now)
  const state: State = { engine, keys, codes, publicUrl: () => options.publicUrl, billErrors: options.billErrors ?? {}, mode: 'either' }
  const hands = switches(engine, { spoilBill: (errors) => void (state.billErrors = errors) })
  return {
    ...hands,
    name: 'alipay',
    keys,
    calls: engine.calls,
    takes: (mode) => void (state.mode = mode),
    trade: engine.trades.get,
    loginCode: codes.make,
    handle: (request) => handle(state, request, hands),
    stop: async () => engine.stop(),
  }
}

interface State {
  engine: PayEngine
  codes: LoginCodes
  keys: AlipayKeys
  publicUrl: () => string
  billErrors: BillErrors
  mode: AppMode
}

async function handle(state: State, request: SimRequest, hands: PaySwitches): Promise<SimReply> {
  const switched = hands.overHttp(request)
  if (switched) return switched
  const { engine } = state
  if (request.path === '/cashier') return cashier(deskOf(state), request)
  if (request.path === '/bill') return billFile(state, request.query.get('day') ?? '')
  if (request.path !== '/gateway.do') return notFound()
  const params: Params = {
    ...Object.fromEntries(request.query),
    ...Object.fromEntries(new URLSearchParams(request.rawBody.toString('utf8'))),
  }
  const method = params['method'] ?? ''
  const reply = (value: Answer, flaw: MessageFlaw = {}): SimReply =>
    signedReply(state.keys, { method, value, certificate: signerOf(state.keys, params) }, flaw)
  const fault = faultOf(state.keys, params, state.mode)
  if (fault) return reply({ msg: 'Invalid Arguments', sub_msg: '验签出错', ...fault })
  if (method === 'alipay.trade.wap.pay') return wapPay(state, params)
  if (method === 'alipay.system.oauth.token') return tokenReply(state, params)
  const planned = engine.takeFault(endpoints[method] ?? method)
  if (planned?.kind === 'drop-before') return { drop: true }
  if (planned?.kind === 'error-500') return { status: 500, body: 'Internal Server Error' }
  if (planned?.kind === 'busy') return reply({ code: '20000', msg: 'Service Currently Unavailable', sub_code: 'isp.unknow-error' })
  if (planned?.kind === 'not-enough') return reply(bad('ACQ.SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足'))
  const answer = answerTo(state, method, params)
  if (!answer) return reply({ code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-method' })
  if (planned?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, planned.delayMs ?? 1000))
  if (planned?.kind === 'drop-after') return { drop: true }
  const flaw = planned?.kind === 'bad-signature' ? 'bad' : planned?.kind === 'unsigned' ? 'none' : undefined
  return reply(answer, flaw ? { signature: flaw } : {})
}

const fen = (text: string): number => Number(text.replace('.', ''))
const yuanOf = (amount: number): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

function answerTo(state: State, method: string, params: Params): Answer | undefined {
  const biz: unknown = JSON.parse(params['biz_content'] ?? '{}')
  const endpoint = endpoints[method]
  if (endpoint === 'prepay') return create(state, biz, params)
  if (endpoint === 'query') return withTrade(state, biz, (trade) => good(viewOf(trade)))
  if (endpoint === 'close') return withTrade(state, biz, (trade) => closeTrade(state, trade))
  if (endpoint === 'refund') return refund(state, biz)
  if (endpoint === 'query-refund') return withTrade(state, biz, (trade) => refundView(trade, biz))
  return endpoint === 'bill' ? billUrl(state, biz) : undefined
}

function create({ engine }: State, biz: unknown, params: Params): Answer {
  const parsed = Create.safeParse(biz)
  if (!parsed.success) return bad('ACQ.INVALID_PARAMETER', parsed.error.message)
  const body = parsed.data
  const known = engine.trades.get(body.out_trade_no)
  const trade = known && engine.expired(known)
  if (trade?.state === 'paid') return bad('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
  if (trade?.state === 'closed') return bad('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
  const buyer = body.buyer_open_id ?? body.buyer_id
  if (trade && (trade.amountFen !== fen(body.total_amount) || trade.description !== body.subject || (buyer && trade.buyer !== buyer)))
    return bad('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
  if (body.product_code === 'JSAPI_PAY' && !buyer) return bad('ACQ.INVALID_PARAMETER', '缺少买家')
  const made: SimTrade = trade ?? {
    number: body.out_trade_no,
    channelNo: `${chinaTime(engine.now()).slice(0, 10).replaceAll('-', '')}22001${digits(15)}`,
    description: body.subject,
    amountFen: fen(body.total_amount),
    notifyUrl: params['notify_url'] ?? '',
    buyer: buyer ?? `0${randomBytes(20).toString('base64url')}`,
    state: 'open',
    createdAt: engine.now().toISOString(),
    expiresAt: fromChinaTime(body.time_expire).toISOString(),
    paidAt: undefined,
    refunds: [],
    extra: { return_url: params['return_url'] ?? '' },
  }
  if (!trade) engine.trades.save(made)
  return good({ out_trade_no: made.number, trade_no: made.channelNo })
}

/** The address that the payer opens: the trade begins to exist now. */
function wapPay(state: State, params: Params): SimReply {
  const made = create(state, JSON.parse(params['biz_content'] ?? '{}'), params)
  const number =
    typeof made['out_trade_no'] === 'string'
      ? made['out_trade_no']
      : ByNumber.safeParse(JSON.parse(params['biz_content'] ?? '{}')).data?.out_trade_no
  return show({ ...deskOf(state), action: 'cashier' }, number ?? null, params['return_url'])
}

function deskOf({ engine }: State): CashierDesk {
  return {
    brand: '支付宝',
    action: 'cashier',
    now: engine.now,
    find: (token) => {
      const found = token ? engine.trades.get(token) : undefined
      return found && engine.expired(found)
    },
    pay: (number, payment) => void engine.pay(number, payment),
  }
}

function withTrade({ engine }: State, biz: unknown, answer: (trade: SimTrade) => Answer): Answer {
  const parsed = ByNumber.safeParse(biz)
  const found = parsed.success ? engine.trades.get(parsed.data.out_trade_no) : undefined
  return found ? answer(engine.expired(found)) : bad('ACQ.TRADE_NOT_EXIST', '交易不存在')
}

const refundedFen = (trade: SimTrade): number => trade.refunds.reduce((sum, one) => sum + (one.state === 'failed' ? 0 : one.amountFen), 0)

const statusOf = (trade: SimTrade): string => {
  if (trade.state === 'open') return 'WAIT_BUYER_PAY'
  return trade.state === 'closed' || refundedFen(trade) >= trade.amountFen ? 'TRADE_CLOSED' : 'TRADE_SUCCESS'
}

function viewOf(trade: SimTrade): Answer {
  return {
    out_trade_no: trade.number,
    trade_no: trade.channelNo,
    trade_status: statusOf(trade),
    total_amount: yuanOf(trade.amountFen),
    buyer_open_id: trade.buyer,
    ...(trade.paidAt && { send_pay_date: chinaTime(trade.paidAt) }),
  }
}

function closeTrade({ engine }: State, trade: SimTrade): Answer {
  if (trade.state !== 'open') return bad('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  engine.trades.save({ ...trade, state: 'closed' })
  return good({ out_trade_no: trade.number, trade_no: trade.channelNo })
}

function refund({ engine }: State, biz: unknown): Answer {
  const parsed = Refund.safeParse(biz)
  if (!parsed.success) return bad('ACQ.INVALID_PARAMETER', parsed.error.message)
  const { out_trade_no, out_request_no, refund_amount } = parsed.data
  const trade = engine.trades.get(out_trade_no)
  if (!trade) return bad('ACQ.TRADE_NOT_EXIST', '交易不存在')
  if (trade.state !== 'paid') return bad('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
  const known = trade.refunds.find(({ number }) => number === out_request_no)
  if (known && known.amountFen !== fen(refund_amount)) return bad('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额不一致')
  if (!known && refundedFen(trade) + fen(refund_amount) > trade.amountFen) return bad('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限')
  if (!known) {
    const amountFen = fen(refund_amount)
    engine.openRefund(trade, { number: out_request_no, channelNo: trade.channelNo, amountFen, notifyUrl: trade.notifyUrl, extra: {} })
    engine.settleRefund(out_request_no, 'done')
  }
  const total = refundedFen(engine.trades.get(out_trade_no) ?? trade)
  return good({ out_trade_no, trade_no: trade.channelNo, fund_change: known ? 'N' : 'Y', refund_fee: yuanOf(total) })
}

function refundView(trade: SimTrade, biz: unknown): Answer {
  const asked = z.object({ out_request_no: z.string() }).safeParse(biz)
  const found = trade.refunds.find(({ number }) => number === asked.data?.out_request_no)
  if (!found || found.state !== 'done') return good({})
  return good({
    out_trade_no: trade.number,
    trade_no: trade.channelNo,
    out_request_no: found.number,
    refund_amount: yuanOf(found.amountFen),
    total_amount: yuanOf(trade.amountFen),
    refund_status: 'REFUND_SUCCESS',
    ...(found.doneAt && { gmt_refund_pay: chinaTime(found.doneAt) }),
  })
}

function messageOf(keys: AlipayKeys, { trade, refund: settled }: SimMessage, { id, now }: { id: string; now: Date }): Params {
  return {
    notify_time: chinaTime(now),
    notify_type: 'trade_status_sync',
    notify_id: id,
    app_id: keys.appId,
    auth_app_id: keys.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: trade.channelNo,
    out_trade_no: trade.number,
    buyer_open_id: trade.buyer,
    seller_id: keys.sellerId,
    trade_status: statusOf(trade),
    total_amount: yuanOf(trade.amountFen),
    subject: `${trade.description} 100%`,
    gmt_create: chinaTime(trade.createdAt),
    ...(trade.paidAt && { gmt_payment: chinaTime(trade.paidAt) }),
    ...(settled && { out_biz_no: settled.number, refund_fee: yuanOf(refundedFen(trade)), gmt_refund: `${chinaTime(now)}.000` }),
  }
}

function billUrl(state: State, biz: unknown): Answer {
  const parsed = z.object({ bill_type: z.literal('trade'), bill_date: z.iso.date() }).safeParse(biz)
  if (!parsed.success) return bad('isv.invalid-arguments', parsed.error.message)
  const day = parsed.data.bill_date
  const made = isBillMade(day, state.engine.now()) && billOf(state.engine.trades.all(), day, state.billErrors)
  return made ? good({ bill_download_url: `${state.publicUrl()}/bill?day=${day}` }) : bad('isp.bill_not_exist', '账单不存在')
}

function billFile(state: State, day: string): SimReply {
  const file = billOf(state.engine.trades.all(), day, state.billErrors)
  return file ? { status: 200, headers: { 'content-type': 'application/zip' }, body: file } : notFound()
}
