import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Bill, type BillLine, emptyBill, fenOf, type FundFlow } from '../bill.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import type { Context } from './adapter.ts'
import { call, send } from './client.ts'

const Ready = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string(), download_url: z.url() })

/** The trade bill and the fund-flow bill of a day: each checked against the hash that the platform has signed. */
export async function bill(context: Context, day: string): Promise<Outcome<Bill>> {
  const trades = await download(context, `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL`)
  if (trades.result !== 'ok') return trades
  const funds = await download(context, `/v3/bill/fundflowbill?bill_date=${day}&account_type=BASIC`)
  if (funds.result !== 'ok') return funds
  if (trades.value === undefined && funds.value === undefined) return ok(emptyBill)
  return ok({ lines: linesOf(trades.value ?? ''), funds: funds.value === undefined ? null : flowOf(funds.value) })
}

/** The text of a bill; undefined on a day without any. */
async function download(context: Context, pathAndQuery: string): Promise<Outcome<string | undefined>> {
  const ready = await call(context.wire, context.keys, { method: 'GET', pathAndQuery, schema: Ready })
  if (ready.result === 'refused' && ready.code === 'NO_STATEMENT_EXIST') return ok(undefined)
  if (ready.result === 'refused' && ready.code === 'STATEMENT_CREATING') return refused(ready.code, ready.message, 'later')
  if (ready.result !== 'ok') return ready
  const url = new URL(ready.value.download_url)
  const wire = { ...context.wire, baseUrl: url.origin }
  const sent = await send(wire, { method: 'GET', pathAndQuery: url.pathname + url.search }, undefined)
  if (sent.result !== 'ok') return sent
  if (sent.value.status !== 200) return unknown(`the bill answers ${sent.value.status}`)
  // The file itself is not signed; its hash is.
  const hash = createHash('sha1').update(sent.value.rawBody).digest('hex')
  if (hash !== ready.value.hash_value.toLowerCase()) return unknown('the bill does not have the hash that was promised')
  return ok(sent.value.rawBody.toString('utf8'))
}

type Row = (column: string) => string

/** Rows by the name of their column: the platform adds columns at will. The last two lines are the summary. */
function* rowsOf(text: string): Iterable<Row> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const names = (lines[0] ?? '').split(',').map((name) => name.replace(/^`/, '').trim())
  for (const line of lines.slice(1, -2)) {
    if (!line.startsWith('`')) throw new Error(`a line of the bill cannot be read: ${line.slice(0, 60)}`)
    const cells = line.slice(1).split(',`')
    yield (column) => {
      const at = names.findIndex((name) => name === column || name.startsWith(`${column}(`))
      const cell = at < 0 ? undefined : cells[at]
      if (cell === undefined) throw new Error(`the bill has no column "${column}"`)
      return cell.trim()
    }
  }
}

const refundStates: Record<string, BillLine['state']> = { SUCCESS: 'done', PROCESSING: 'processing', FAIL: 'failed', CHANGE: 'failed' }

async function* linesOf(text: string): AsyncIterable<BillLine> {
  for (const row of rowsOf(text)) {
    const isRefund = row('交易状态') === 'REFUND'
    const at = new Date(`${row('交易时间').replace(' ', 'T')}+08:00`)
    const attemptNumber = row('商户订单号')
    const feeFen = fenOf(row('手续费'))
    if (isRefund) {
      const state = refundStates[row('退款状态')] ?? 'processing'
      const own = { number: row('商户退款单号'), channelNumber: row('微信退款单号'), amountFen: fenOf(row('申请退款金额')) }
      yield { kind: 'refund', ...own, attemptNumber, feeFen, state, at }
    } else {
      const own = { number: attemptNumber, channelNumber: row('微信订单号'), amountFen: fenOf(row('订单金额')) }
      yield { kind: 'payment', ...own, attemptNumber, feeFen, state: row('交易状态') === 'SUCCESS' ? 'done' : 'failed', at }
    }
  }
}

function flowOf(text: string): FundFlow {
  const flow = { inFen: 0, outFen: 0, lines: 0 }
  for (const row of rowsOf(text)) {
    const [kind, amount] = [row('业务类型'), fenOf(row('收支金额'))]
    // Withdrawals and fees move the account as well; they are no trades.
    if (kind === '交易') flow.inFen += amount
    if (kind === '退款') flow.outFen += amount
    flow.lines += 1
  }
  return flow
}
