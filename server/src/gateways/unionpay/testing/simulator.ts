import { join } from 'node:path'
import { type BillErrors, isBillMade } from '../../testing/bill-errors.ts'
import { cashier, type CashierDesk, show } from '../../testing/cashier.ts'
import { html, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import type { UnionPayKeys } from '../../testing/more-keys.ts'
import { escapeHtml, page } from '../../testing/page.ts'
import { chinaTime, createEngine, digits, fromChinaTime, type PayEngine, type SimMessage, type SimTrade } from '../../testing/pay-engine.ts'
import { type PaySwitches, switches } from '../../testing/switches.ts'
import { fileOf } from './bills.ts'
import { faultOf, type Params, plain, signedParams } from './protocol.ts'

export interface UnionPaySimulatorOptions {
  keys: UnionPayKeys
  dataDir?: string
  now?: () => Date
  notifyMode?: 'scheduled' | 'manual'
  notifyFactor?: number
  refundTakesMs?: number | 'manual'
  /** In every settlement file. */
  billErrors?: BillErrors
}

export interface UnionPaySimulator extends Simulator, PaySwitches {
  keys: UnionPayKeys
  trade: (number: string) => SimTrade | undefined
  calls: Record<string, number>
  /** Where and with what a browser comes back to the shop after paying. */
  front: (number: string) => { url: string; body: string }
}

interface State {
  engine: PayEngine
  keys: UnionPayKeys
  billErrors: BillErrors
}

/** UnionPay's gateway as a merchant sees it, with a cashier for people that leads back by a signed form. */
export function createUnionPaySimulator(options: UnionPaySimulatorOptions): UnionPaySimulator {
  const { keys } = options
  const engine = createEngine({
    now: options.now,
    path: options.dataDir && join(options.dataDir, 'simulators', 'unionpay'),
    notifyMode: options.notifyMode,
    notifyFactor: options.notifyFactor,
    retrySeconds: [60, 120, 240, 900],
    refundTakesMs: options.refundTakesMs ?? 2000,
    write: (message, _, flaw) => new URLSearchParams(signedParams(keys, messageOf(keys, message), flaw)).toString(),
    isTaken: (status) => status >= 200 && status < 300,
  })
  const state: State = { engine, keys, billErrors: options.billErrors ?? {} }
  const hands = switches(engine, { spoilBill: (errors) => void (state.billErrors = errors) })
  return {
    ...hands,
    name: 'unionpay',
    keys,
    calls: engine.calls,
    trade: engine.trades.get,
    front: (number) => frontOf(state, number),
    handle: (request) => handle(state, request, hands),
    stop: async () => engine.stop(),
  }
}

async function handle(state: State, request: SimRequest, hands: PaySwitches): Promise<SimReply> {
  const switched = hands.overHttp(request)
  if (switched) return switched
  if (request.path === '/cashier') return cashier(deskOf(state), request)
  const at = `${request.method} ${request.path}`
  const params: Params = Object.fromEntries(new URLSearchParams(request.rawBody.toString('utf8')))
  if (at === 'POST /gateway/api/frontTransReq.do') return front(state, params)
  const run = at === 'POST /gateway/api/queryTrans.do' ? query : at === 'POST /gateway/api/backTransReq.do' ? refund : undefined
  const answer = run ?? (at === 'POST /files/' ? file : undefined)
  if (!answer) return notFound()
  const planned = state.engine.takeFault(endpointOf(params['txnType']))
  if (planned?.kind === 'drop-before') return { drop: true }
  if (planned?.kind === 'error-500') return { status: 500, body: 'Internal Server Error' }
  const fault = faultOf(state.keys, params)
  const made = fault
    ? { respCode: fault, respMsg: '验证签名失败' }
    : planned?.kind === 'busy'
      ? { respCode: '03', respMsg: '交易通讯超时，请发起查询交易' }
      : planned?.kind === 'not-enough'
        ? { respCode: '60', respMsg: '商户余额不足' }
        : answer(state, params)
  if (planned?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, planned.delayMs ?? 1000))
  if (planned?.kind === 'drop-after') return { drop: true }
  const flaw = planned?.kind === 'bad-signature' ? 'bad' : planned?.kind === 'unsigned' ? 'none' : undefined
  const body = plain(signedParams(state.keys, { ...echo(params), ...made }, flaw ? { signature: flaw } : {}))
  return { status: 200, headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, body }
}

const endpointOf = (txnType: string | undefined): string =>
  txnType === '00' ? 'query' : txnType === '04' ? 'refund' : txnType === '76' ? 'bill' : 'prepay'

/** What every answer repeats. */
function echo(params: Params): Params {
  const names = ['version', 'encoding', 'signMethod', 'txnType', 'txnSubType', 'bizType', 'accessType', 'merId', 'orderId', 'txnTime']
  return Object.fromEntries(names.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])))
}

const timeOf = (text: string): Date => fromChinaTime(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6'))

/** The browser brings the order: it begins to exist now. */
function front({ engine, ...state }: State, params: Params): SimReply {
  const fault = faultOf(state.keys, params)
  const number = params['orderId'] ?? ''
  if (fault || !/^[0-9A-Za-z]{8,40}$/.test(number) || !/^\d{1,12}$/.test(params['txnAmt'] ?? '') || params['currencyCode'] !== '156')
    return html(
      page('请求有误', `<main><section class="card"><h1>请求有误</h1><p>应答码 ${escapeHtml(fault ?? '10')}</p></section></main>`),
      400,
    )
  if (!engine.trades.get(number)) {
    engine.trades.save({
      number,
      channelNo: chinaTime(engine.now()).replaceAll(/\D/g, '') + digits(7),
      description: /commodityName=([^&}]*)/.exec(params['riskRateInfo'] ?? '')?.[1] ?? '云闪付订单',
      amountFen: Number(params['txnAmt']),
      notifyUrl: params['backUrl'] ?? '',
      buyer: '6216****0018',
      state: 'open',
      createdAt: engine.now().toISOString(),
      expiresAt: timeOf(params['payTimeout'] ?? '').toISOString(),
      paidAt: undefined,
      refunds: [],
      extra: { txnTime: params['txnTime'] ?? '', frontUrl: params['frontUrl'] ?? '' },
    })
  }
  return show({ ...deskOf({ engine, ...state }), action: '../../cashier' }, number, undefined)
}

function deskOf(state: State): CashierDesk {
  const { engine } = state
  return {
    brand: '云闪付',
    action: 'cashier',
    now: engine.now,
    find: (token) => {
      const found = token ? engine.trades.get(token) : undefined
      return found && engine.expired(found)
    },
    pay: (number, payment) => void engine.pay(number, payment),
    leave: (number) => leave(state, number),
  }
}

function frontOf({ engine, keys }: State, number: string): { url: string; body: string } {
  const trade = engine.trades.get(number)
  if (!trade) throw new Error(`no trade ${number}`)
  const params = signedParams(keys, messageOf(keys, { trade }))
  return { url: trade.extra['frontUrl'] ?? '', body: new URLSearchParams(params).toString() }
}

/** The browser goes back with the signed result in a form that sends itself. */
function leave(state: State, number: string): SimReply | undefined {
  const trade = state.engine.trades.get(number)
  if (!trade?.extra['frontUrl']) return undefined
  const { url, body } = frontOf(state, number)
  const inputs = [...new URLSearchParams(body)].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return html(
    page(
      '返回商户',
      `<main><section class="card"><h1>正在返回商户…</h1></section><form id="back" method="post" action="${escapeHtml(url)}">${inputs.join('')}<button class="primary">返回商户</button></form></main><script>document.getElementById('back').submit()</script>`,
    ),
  )
}

function messageOf(keys: UnionPayKeys, { trade, refund: settled }: SimMessage): Params {
  const head = { version: '5.1.0', encoding: 'UTF-8', bizType: '000201', accessType: '0', merId: keys.merchantId, currencyCode: '156' }
  if (settled)
    return { ...head, txnType: '04', txnSubType: '00', ...refundFields(trade, settled), respCode: settled.state === 'done' ? '00' : '01' }
  return {
    ...head,
    txnType: '01',
    txnSubType: '01',
    ...paymentFields(trade),
    respCode: trade.state === 'paid' ? '00' : '01',
    respMsg: '成功[0000000]',
  }
}

const traceOf = (at: string): string => chinaTime(at).slice(5).replaceAll(/\D/g, '')

const paymentFields = (trade: SimTrade): Params => ({
  orderId: trade.number,
  txnTime: trade.extra['txnTime'] ?? '',
  txnAmt: String(trade.amountFen),
  ...(trade.paidAt && {
    queryId: trade.channelNo,
    settleAmt: String(trade.amountFen),
    traceTime: traceOf(trade.paidAt),
    accNo: trade.buyer,
  }),
})

const refundFields = (trade: SimTrade, refund: SimTrade['refunds'][number]): Params => ({
  orderId: refund.number,
  txnTime: refund.extra['txnTime'] ?? '',
  txnAmt: String(refund.amountFen),
  queryId: refund.channelNo,
  origQryId: trade.channelNo,
  reqReserved: refund.extra['reqReserved'] ?? '',
})

function query({ engine }: State, params: Params): Params {
  const [number = '', time] = [params['orderId'], params['txnTime']]
  const found = engine.trades.get(number)
  const refund = engine.findRefund(number)
  if (refund && refund.refund.extra['txnTime'] === time) {
    const code = { done: '00', processing: '05', failed: '01' }[refund.refund.state]
    return { ...refundFields(refund.trade, refund.refund), currencyCode: '156', respCode: '00', origRespCode: code }
  }
  if (!found || found.extra['txnTime'] !== time) return { respCode: '34', respMsg: '查无此交易[2600000]' }
  const code = found.state === 'paid' ? '00' : '77'
  return { ...paymentFields(found), currencyCode: '156', respCode: '00', origRespCode: code }
}

function refund({ engine }: State, params: Params): Params {
  const number = params['orderId'] ?? ''
  const amountFen = Number(params['txnAmt'])
  const trade = engine.trades.all().find((one) => one.channelNo === params['origQryId'] && one.state === 'paid')
  if (!trade) return { respCode: '34', respMsg: '查无此交易' }
  if (engine.findRefund(number)) return { respCode: '12', respMsg: '重复交易' }
  const given = trade.refunds.reduce((sum, one) => sum + (one.state === 'failed' ? 0 : one.amountFen), 0)
  if (!(amountFen > 0) || given + amountFen > trade.amountFen) return { respCode: '61', respMsg: '退货金额超过原交易金额' }
  const extra = { txnTime: params['txnTime'] ?? '', reqReserved: params['reqReserved'] ?? '' }
  const channelNo = chinaTime(engine.now()).replaceAll(/\D/g, '') + digits(7)
  engine.openRefund(trade, { number, channelNo, amountFen, notifyUrl: params['backUrl'], extra })
  return { respCode: '00', respMsg: '成功', queryId: channelNo, txnAmt: String(amountFen) }
}

function file(state: State, params: Params): Params {
  const year = state.engine.now().getUTCFullYear()
  const [month, date] = [params['settleDate']?.slice(0, 2), params['settleDate']?.slice(2)]
  const day = `${year}-${month}-${date}`
  const content = isBillMade(day, state.engine.now()) ? fileOf(state.engine.trades.all(), day, state.billErrors) : undefined
  return content
    ? {
        respCode: '00',
        respMsg: '成功',
        settleDate: params['settleDate'] ?? '',
        fileName: `${state.keys.merchantId}.zip`,
        fileContent: content,
      }
    : { respCode: '98', respMsg: '文件不存在' }
}
