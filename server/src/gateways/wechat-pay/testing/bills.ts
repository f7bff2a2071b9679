import { createHash } from 'node:crypto'
import { type BillErrors, chinaDay, isBillMade, spoiled, yuanText } from '../../testing/bill-errors.ts'
import { chinaTime } from '../../testing/pay-engine.ts'
import type { SimReply, SimRequest } from '../../testing/host.ts'
import type { BookedTrade } from './book.ts'
import { failure } from './protocol.ts'
import type { Answer, TradesOptions } from './trades.ts'

const paidOn = (trade: BookedTrade, day: string): boolean => trade.successTime !== undefined && chinaDay(trade.successTime) === day

const refundStates = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCESS', CLOSED: 'FAIL', ABNORMAL: 'CHANGE' } as const

function rowsOf(trades: readonly BookedTrade[], day: string) {
  return trades.flatMap((trade) => {
    const base = { attemptNumber: trade.outTradeNo, channelNo: trade.transactionId, paidFen: trade.totalFen }
    const payment = {
      ...base,
      kind: 'payment' as const,
      number: trade.outTradeNo,
      refundChannelNo: '',
      amountFen: trade.totalFen,
      state: 'SUCCESS',
    }
    return [
      ...(paidOn(trade, day) ? [{ ...payment, at: chinaTime(trade.successTime ?? '') }] : []),
      ...trade.refunds
        .filter(({ createdAt }) => chinaDay(createdAt) === day)
        .map((refund) => ({
          ...base,
          kind: 'refund' as const,
          number: refund.outRefundNo,
          refundChannelNo: refund.refundId,
          amountFen: refund.amountFen,
          state: refundStates[refund.status],
          at: chinaTime(refund.createdAt),
        })),
    ]
  })
}

const tradeNames =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const fundNames =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号'

const cellsOf = (cells: readonly string[]): string => cells.map((cell) => `\`${cell}`).join(',')
const summary = ['总交易单数,应结订单总金额,退款总金额', cellsOf(['0', '0.00', '0.00'])]

function tradeBill(options: TradesOptions, day: string, errors: BillErrors): string {
  const lines = spoiled(rowsOf([...options.book.trades.values()], day), errors, day).map((row) => {
    const refund = row.kind === 'refund'
    const head = [row.at, options.appId, options.merchantId, '0', '', row.channelNo, row.attemptNumber, 'o-payer', 'JSAPI']
    const money = [refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY', refund ? '0.00' : yuanText(row.amountFen), '0.00']
    const back = refund
      ? [row.refundChannelNo, row.number, yuanText(row.amountFen), '0.00', 'ORIGINAL', row.state]
      : ['0', '0', '0.00', '0.00', '', '']
    const rest = [
      '订单',
      '',
      '0.00000',
      '0.60%',
      yuanText(refund ? row.paidFen : row.amountFen),
      refund ? yuanText(row.amountFen) : '0.00',
      '',
    ]
    return cellsOf([...head, ...money, ...back, ...rest])
  })
  return `\uFEFF${[tradeNames, ...lines, ...summary].join('\r\n')}\r\n`
}

function fundBill(options: TradesOptions, day: string): string {
  const lines = rowsOf([...options.book.trades.values()], day).map((row) => {
    const income = row.kind === 'payment'
    const number = income ? row.channelNo : row.refundChannelNo
    const what = income ? ['交易', '交易', '收入'] : ['退款', '退款', '支出']
    return cellsOf([row.at, number, number, ...what, yuanText(row.amountFen), '0.00', 'system', '', row.number])
  })
  return `\uFEFF${[fundNames, ...lines, ...summary].join('\r\n')}\r\n`
}

const textOf = (options: TradesOptions, { kind, day }: { kind: string; day: string }, errors: BillErrors): string =>
  kind === 'tradebill' ? tradeBill(options, day, errors) : fundBill(options, day)

/** Where the bill of a day lies, and its hash. */
export function billAnswer(options: TradesOptions, request: SimRequest, errors: BillErrors): Answer {
  const kind = request.path.slice('/v3/bill/'.length)
  const day = request.query.get('bill_date') ?? ''
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return failure(400, 'PARAM_ERROR', 'bill_date有误')
  if (!isBillMade(day, options.now())) return failure(400, 'STATEMENT_CREATING', '账单生成中')
  const text = textOf(options, { kind, day }, errors)
  if (text.split('\r\n').length <= 4) return failure(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
  const hash = createHash('sha1').update(text).digest('hex')
  const mount = request.url.slice(0, request.url.indexOf('/v3/'))
  const host = request.headers['host'] ?? ''
  const query = `kind=${kind}&bill_date=${day}`
  return {
    status: 200,
    body: { hash_type: 'SHA1', hash_value: hash, download_url: `http://${host}${mount}/v3/billdownload/file?${query}` },
  }
}

/** The file itself: not signed. */
export function billFile(options: TradesOptions, request: SimRequest, errors: BillErrors): SimReply {
  const text = textOf(options, { kind: request.query.get('kind') ?? '', day: request.query.get('bill_date') ?? '' }, errors)
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: text }
}
