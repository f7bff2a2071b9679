import { type Bill, type BillLine, emptyBill, fenOf } from '../bill.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { unzip } from '../zip.ts'
import { call, type Context, timeOf } from './client.ts'
import { BillUrl } from './wire.ts'

/** The trade bill of a day: a zip with GBK text, one file of details and one of sums. */
export async function bill(context: Context, day: string): Promise<Outcome<Bill>> {
  const answer = await call(
    context,
    { method: 'alipay.data.dataservice.bill.downloadurl.query', schema: BillUrl },
    {
      bizContent: { bill_type: 'trade', bill_date: day },
    },
  )
  if (answer.result === 'refused' && /bill_not_exist/i.test(answer.code)) return isMade(day, context.now()) ? ok(emptyBill) : soon
  if (answer.result !== 'ok') return answer
  const file = await download(answer.value.bill_download_url, context.timeoutMs)
  return file.result === 'ok' ? ok({ lines: linesOf(file.value), funds: null }) : file
}

const soon = refused('bill_not_made', 'the bill of this day is not made yet', 'later')

/** A day's bill is there about nine in the morning after it. */
const isMade = (day: string, now: Date): boolean => now.getTime() > Date.parse(`${day}T00:00:00+08:00`) + 36 * 3600_000

/** The address is short-lived and names its reader, so nothing is signed here. */
async function download(url: string, timeoutMs: number): Promise<Outcome<string>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs * 4) })
    if (!response.ok) return unknown(`the bill answers ${response.status}`)
    const decoder = new TextDecoder('gbk')
    const files = unzip(Buffer.from(await response.arrayBuffer()))
    const details = files.find(({ name }) => !decoder.decode(name).includes('汇总'))
    return details ? ok(decoder.decode(details.content)) : unknown('the bill has no details')
  } catch (fault) {
    return unknown(`bill: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}

/** Columns by their name; lines that begin with `#` are head and foot. */
async function* linesOf(text: string): AsyncIterable<BillLine> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const names = (lines[0] ?? '').split(',').map((name) => name.trim())
  for (const line of lines.slice(1)) {
    const cells = line.split(',').map((cell) => cell.trim())
    if (cells.length < names.length) throw new Error(`a line of the bill cannot be read: ${line.slice(0, 60)}`)
    const cell = (name: string): string => {
      const at = names.findIndex((one) => one === name || one.startsWith(`${name}（`))
      const value = at < 0 ? undefined : cells[at]
      if (value === undefined) throw new Error(`the bill has no column "${name}"`)
      return value
    }
    yield lineOf(cell)
  }
}

function lineOf(cell: (name: string) => string): BillLine {
  const isRefund = cell('业务类型') === '退款'
  const attemptNumber = cell('商户订单号')
  const tradeNo = cell('支付宝交易号')
  const request = isRefund ? cell('退款批次号/请求号') : ''
  return {
    kind: isRefund ? 'refund' : 'payment',
    number: isRefund ? request : attemptNumber,
    attemptNumber,
    channelNumber: isRefund ? `${tradeNo}/${request}` : tradeNo,
    amountFen: Math.abs(fenOf(cell('订单金额'))),
    feeFen: fenOf(cell('服务费')),
    state: 'done',
    at: timeOf(cell('完成时间')),
  }
}
