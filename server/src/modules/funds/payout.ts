import type { Payout, PayoutChannel } from '../../gateways/payout-channel.ts'
import type { Outcome } from '../../gateways/outcome.ts'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { RawReply, WebhookRequest } from '../../kernel/http.ts'
import type { Funds } from './context.ts'
import { claimWithdrawals, moveWithdrawal, withdrawalByNumber, type WithdrawalRow } from './queries.ts'
import { end, setAside } from './end.ts'

const LEASE = { minutes: 1 }
const open = ['approved', 'sent', 'confirming'] as const

/** Works on withdrawals whose time has come. Gives how many it looked at. */
export async function workOnWithdrawals(funds: Funds, shopperId?: string): Promise<number> {
  const now = funds.now()
  const due = await claimWithdrawals(funds.db, { now, leaseUntil: later(now, LEASE), limit: 20, shopperId })
  for (const row of due) await workOn(funds, row)
  return due.length
}

async function workOn(funds: Funds, row: WithdrawalRow): Promise<void> {
  if (row.state === 'asked') {
    // Whoever asked died before the money was set aside.
    await setAside(funds, row).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
    return
  }
  const channel = funds.payout()
  if (!channel) return again(funds, row, '支付渠道未配置')
  // Sent before, by this process or one that was killed: ask what became of it, and never guess.
  if (row.state !== 'approved') {
    const asked = await channel.query(row.number)
    if (asked.result !== 'ok') return again(funds, row, '渠道暂无结果')
    if (asked.value.state !== 'absent') return take(funds, row, asked.value)
  }
  await send(funds, row, channel)
}

async function send(funds: Funds, row: WithdrawalRow, channel: PayoutChannel): Promise<void> {
  // The record of what is about to be done, before it is done.
  const sent = await moveWithdrawal(funds.db, row.id, { from: open, state: 'sent', dueAt: later(funds.now(), LEASE), try: true })
  if (!sent) return
  const wish = {
    payoutNo: row.number,
    payeeId: row.payeeId,
    amountFen: row.amountFen,
    remark: '余额提现',
    notifyUrl: `${funds.publicUrl}/api/hooks/funds/transfers`,
  }
  const outcome: Outcome<Payout> = await channel.transfer(wish)
  if (outcome.result === 'ok') return take(funds, sent, outcome.value)
  if (outcome.result === 'unknown') return again(funds, sent, outcome.reason)
  if (outcome.retry === 'later') return again(funds, sent, outcome.code)
  await end(funds, row.id, { from: open, state: 'failed', note: `${outcome.code} ${outcome.message}`.slice(0, 200) })
}

/** What the channel tells, compared with what was asked. */
async function take(funds: Funds, row: WithdrawalRow, told: Payout): Promise<void> {
  const off = [
    told.payoutNo === row.number ? '' : `number ${told.payoutNo}`,
    told.amountFen === row.amountFen ? '' : `amount ${told.amountFen ?? 'missing'}`,
    told.payeeId === row.payeeId ? '' : `payee ${told.payeeId ?? 'missing'}`,
  ].filter(Boolean)
  if (off.length > 0) {
    // Kept for a person: neither paid nor given back on a guess.
    await moveWithdrawal(funds.db, row.id, { from: open, state: 'sent', dueAt: later(funds.now(), { hours: 1 }), mismatch: off.join('; ') })
    return
  }
  if (told.state === 'done') await end(funds, row.id, { from: open, state: 'done', note: '' })
  else if (told.state === 'failed')
    await end(funds, row.id, { from: open, state: 'failed', note: told.failReason ?? '用户未确认或转账失败' })
  else {
    const state = told.state === 'confirming' ? 'confirming' : 'sent'
    const packageInfo = told.packageInfo ?? row.packageInfo
    await moveWithdrawal(funds.db, row.id, { from: open, state, dueAt: later(funds.now(), { seconds: 5 }), packageInfo, note: '' })
  }
}

/**
 * The channel tells that a transfer has ended: verified, compared with what was asked, and booked once, however often and in whatever order it
 * comes. What is not an end yet is no news: it is asked for in its time.
 */
export async function receiveTransferNotice(funds: Funds, request: WebhookRequest): Promise<RawReply> {
  const channel = funds.payout()
  if (!channel) return { status: 503, body: '' }
  const parsed = await channel.parseNotify(request)
  if (!parsed.ok) {
    if (parsed.rejection !== 'probe')
      funds.log.warn({ rejection: parsed.rejection, detail: parsed.detail, ip: request.ip }, 'a message about a transfer was refused')
    return { ...channel.acknowledge(false), status: 401 }
  }
  const { payout } = parsed
  const row = await withdrawalByNumber(funds.db, payout.payoutNo)
  if (!row) {
    funds.log.error({ number: payout.payoutNo }, 'a channel tells of a transfer that is not ours')
    return channel.acknowledge(false)
  }
  if (payout.state === 'done' || payout.state === 'failed') await take(funds, row, payout)
  return channel.acknowledge(true)
}

/** Asked again after a while that doubles up to an hour. */
async function again(funds: Funds, row: WithdrawalRow, note: string): Promise<void> {
  const seconds = Math.min(3600, 10 * 2 ** Math.min(row.tries, 9))
  await moveWithdrawal(funds.db, row.id, { from: open, state: row.state, dueAt: later(funds.now(), { seconds }), note: note.slice(0, 200) })
}
