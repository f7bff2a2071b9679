import { inflateSync } from 'node:zlib'
import { type Bill, type BillLine, emptyBill } from '../bill.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { unzip } from '../zip.ts'
import { type Context, headOf, post, timeText } from './client.ts'

/** Widths of the columns of the merchant's detail file (ZM), parted by one space each. */
const widths = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2,
  1, 32, 98,
]
const column = { code: 0, time: 4, amount: 6, queryId: 9, orderId: 11, fee: 15, type: 19, reserved: 24 }

const greatestBytes = 100_000_000

/** The settlement file of a day: deflated and in base64 inside a signed answer, a zip with fixed columns. */
export async function bill(context: Context, day: string): Promise<Outcome<Bill>> {
  const answer = await post(context, `${context.filesUrl}/`, {
    ...headOf(context),
    txnType: '76',
    txnSubType: '01',
    bizType: '000000',
    settleDate: day.slice(5).replace('-', ''),
    fileType: '00',
    txnTime: timeText(context.now()),
  })
  if (answer.result !== 'ok') return answer
  const { respCode, respMsg = '', fileContent } = answer.value
  // 98: no such file: not made yet on the day after, later a day without trade.
  if (respCode === '98') return isMade(day, context.now()) ? ok(emptyBill) : refused('bill_not_made', respMsg, 'later')
  if (respCode !== '00' || !fileContent) return refused(respCode ?? '', respMsg, 'later')
  try {
    const zip = inflateSync(Buffer.from(fileContent, 'base64'), { maxOutputLength: greatestBytes })
    const details = unzip(zip).find(({ name }) => name.toString('latin1').includes('ZM'))
    return details ? ok({ lines: linesOf(details.content, day), funds: null }) : unknown('the file has no details')
  } catch (fault) {
    return unknown(`bill: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}

const isMade = (day: string, now: Date): boolean => now.getTime() > Date.parse(`${day}T00:00:00+08:00`) + 36 * 3600_000

async function* linesOf(content: Buffer, day: string): AsyncIterable<BillLine> {
  for (const line of content.toString('utf8').split(/\r?\n/)) {
    if (line.trim() === '') continue
    const cells = cellsOf(line)
    const cell = (index: number): string => cells[index] ?? ''
    const type = cell(column.type)
    if (type !== '01' && type !== '04') continue
    const isRefund = type === '04'
    yield {
      kind: isRefund ? 'refund' : 'payment',
      number: cell(column.orderId),
      attemptNumber: isRefund ? (cell(column.reserved).split('.')[0] ?? '') : cell(column.orderId),
      channelNumber: cell(column.queryId),
      amountFen: wholeFen(cell(column.amount)),
      feeFen: signedFen(cell(column.fee)),
      state: 'done',
      at: timeIn(cell(column.time), day),
    }
  }
}

function cellsOf(line: string): string[] {
  let from = 0
  return widths.map((width) => {
    const cell = line.slice(from, from + width).trim()
    from += width + 1
    return cell
  })
}

function wholeFen(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`"${text}" is no amount in fen`)
  return Number(text)
}

/** `D` or `C` and twelve digits: kept from us, or given back. */
function signedFen(text: string): number {
  const [, side, digits = '0'] = /^([DC]?)(\d{1,12})$/.exec(text) ?? []
  return side === 'C' ? -Number(digits) : Number(digits)
}

/** MMDDhhmmss, of the year of the file's day. */
function timeIn(text: string, day: string): Date {
  const [, month, date, hour, minute, second] = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  if (!month) throw new Error(`"${text}" is no time`)
  const year = Number(day.slice(0, 4)) - (Number(month) > Number(day.slice(5, 7)) ? 1 : 0)
  return new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}+08:00`)
}
