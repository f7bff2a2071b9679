import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { type Funds, holdOf } from './context.ts'
import { withdrawalEnded } from './contract.ts'
import { moveWithdrawal, type WithdrawalRow } from './queries.ts'
import { settingsOf } from './settings.ts'

const HOLD_MINUTES = 60 * 24 * 60

/** Sets the money aside; what is not there ends the withdrawal. */
export async function setAside(funds: Funds, row: WithdrawalRow): Promise<void> {
  const { reviewAboveFen } = await settingsOf(funds)
  try {
    const { shopperId, amountFen, number: reference } = row
    await funds.wallet.hold({ key: holdOf(row.id), shopperId, amountFen, mode: 'cash', minutes: HOLD_MINUTES, reference })
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
    await end(funds, row.id, { from: ['asked'], state: 'failed', note: '余额不足' })
    throw error
  }
  const reviewed = row.amountFen <= reviewAboveFen
  const next = reviewed ? ({ state: 'approved', dueAt: funds.now() } as const) : ({ state: 'reviewing', dueAt: null } as const)
  await moveWithdrawal(funds.db, row.id, { from: ['asked'], ...next })
}

/** To its end, once: then the wallet spends what was set aside, or frees it. */
export async function end(
  funds: Funds,
  id: string,
  step: { from: Parameters<typeof moveWithdrawal>[2]['from']; state: 'done' | 'rejected' | 'failed'; note: string; reviewer?: string },
): Promise<WithdrawalRow | undefined> {
  return inTx(funds.db, async (tx) => {
    const row = await moveWithdrawal(tx, id, { ...step, dueAt: null, packageInfo: '', endedAt: funds.now() })
    if (row) await emit(tx, withdrawalEnded, { id, ok: step.state === 'done' })
    return row
  })
}

export async function settleHold(funds: Funds, { id, ok }: { id: string; ok: boolean }): Promise<void> {
  if (ok) await funds.wallet.capture({ key: holdOf(id), to: 'withdrawn' })
  else await funds.wallet.release({ key: holdOf(id) })
}
