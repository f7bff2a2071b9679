import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Funds } from './context.ts'
import type { AdminWithdrawal, listAdminWithdrawals, requestWithdrawal, Withdrawal } from './contract.ts'
import { end, setAside } from './end.ts'
import { findWithdrawal, insertWithdrawal, moveWithdrawal, type WithdrawalRow, withdrawalsOf, withdrawalsPage } from './queries.ts'
import { settingsOf } from './settings.ts'
import { workOnWithdrawals } from './payout.ts'

/** After so long without an end of asking, somebody goes on for a process that died. */
const ABANDONED = { minutes: 1 }

/** Asks for own money, once for each request: written, set aside in the wallet, then reviewed or sent. */
export async function request(
  funds: Funds,
  shopperId: string,
  wish: z.output<typeof requestWithdrawal.body>,
): Promise<z.input<typeof Withdrawal>> {
  const settings = await settingsOf(funds)
  const { amountFen, requestId } = wish
  if (!settings.withdraw || amountFen < settings.minWithdrawFen || amountFen > settings.maxWithdrawFen)
    throw new AppError('conflict', 'withdrawal_refused', { minFen: settings.minWithdrawFen, maxFen: settings.maxWithdrawFen })
  const { openId: payeeId } = await funds.shopper.payer({ shopperId, platform: 'weapp' })
  if (!payeeId) throw new AppError('conflict', 'payer_unknown')
  const now = funds.now()
  const number = `W${shortNumber(now)}`
  const row = await insertWithdrawal(funds.db, {
    id: funds.newId(),
    number,
    shopperId,
    requestId,
    amountFen,
    payeeId,
    dueAt: later(now, ABANDONED),
    now,
  })
  if (row.amountFen !== amountFen) throw new AppError('conflict', 'key_reused', { key: requestId })
  if (row.state === 'asked') await setAside(funds, row)
  return view(funds, (await findWithdrawal(funds.db, row.id)) ?? row)
}

export async function approve(funds: Funds, staffName: string, id: string): Promise<z.input<typeof AdminWithdrawal>> {
  const row = await moveWithdrawal(funds.db, id, { from: ['reviewing'], state: 'approved', dueAt: funds.now(), reviewer: staffName })
  return reviewed(funds, id, row)
}

export async function reject(
  funds: Funds,
  staffName: string,
  { id, reason }: { id: string; reason: string },
): Promise<z.input<typeof AdminWithdrawal>> {
  return reviewed(funds, id, await end(funds, id, { from: ['reviewing'], state: 'rejected', note: reason, reviewer: staffName }))
}

async function reviewed(funds: Funds, id: string, row: WithdrawalRow | undefined): Promise<z.input<typeof AdminWithdrawal>> {
  if (!row) {
    const known = await findWithdrawal(funds.db, id)
    throw known
      ? new AppError('conflict', 'withdrawal_reviewed', { state: known.state })
      : new AppError('not_found', 'withdrawal_not_found')
  }
  const [item] = await named(funds, [row])
  if (!item) throw new Error(`withdrawal ${id} has no row`)
  return item
}

function view(funds: Funds, row: WithdrawalRow): z.input<typeof Withdrawal> {
  const account = funds.payout()?.account
  return {
    id: row.id,
    number: row.number,
    amountFen: row.amountFen,
    state: row.state,
    note: row.note,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    confirm: row.state === 'confirming' && account ? { ...account, package: row.packageInfo } : null,
  }
}

/** A shopper's latest withdrawals; the channel is asked about those whose time has come. */
export async function mine(funds: Funds, shopperId: string): Promise<{ items: z.input<typeof Withdrawal>[] }> {
  await workOnWithdrawals(funds, shopperId)
  return { items: (await withdrawalsOf(funds.db, shopperId, 50)).map((row) => view(funds, row)) }
}

export async function board(
  funds: Funds,
  query: z.output<typeof listAdminWithdrawals.query>,
): Promise<z.input<typeof listAdminWithdrawals.reply>> {
  const { items, total } = await withdrawalsPage(funds.db, query)
  return { items: await named(funds, items), total }
}

async function named(funds: Funds, rows: readonly WithdrawalRow[]): Promise<z.input<typeof AdminWithdrawal>[]> {
  const ids = [...new Set(rows.map((row) => row.shopperId))]
  const { items } = ids.length > 0 ? await funds.shopper.find({ ids }) : { items: [] }
  const names = new Map(items.map((item) => [item.id, item.nickname]))
  return rows.map((row) => {
    const { confirm: _confirm, ...rest } = view(funds, row)
    return {
      ...rest,
      shopperId: row.shopperId,
      shopperName: names.get(row.shopperId) ?? '',
      reviewer: row.reviewer,
      mismatch: row.mismatch,
    }
  })
}
