import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Staff } from './context.ts'
import { dropFailures, failuresSince, lockFailures, noteFailures } from './queries.ts'

const WINDOW_MINUTES = 15
const PER_ACCOUNT = 8
const PER_ADDRESS = 40

/** A try at a password that was counted; taken back when the password was right. */
export interface Try {
  ids: string[]
}

/**
 * Counts a try before the password is looked at: however many come at the same moment, no more than the limit are looked at. Throws
 * `login_throttled` when this account, or this address, failed too often lately.
 */
export async function countTry(staff: Staff, account: string, ip: string): Promise<Try> {
  const at = staff.now()
  const since = later(at, { minutes: -WINDOW_MINUTES })
  const limits = [
    { key: `account:${account}`, most: PER_ACCOUNT },
    { key: `ip:${ip}`, most: PER_ADDRESS },
  ]
  const tries = limits.map(({ key }) => ({ id: staff.newId(), key, at }))
  await inTx(staff.db, async (tx) => {
    for (const { key, most } of limits) {
      await lockFailures(tx, key)
      if ((await failuresSince(tx, key, since)) >= most) throw new AppError('limited', 'login_throttled', { minutes: WINDOW_MINUTES })
    }
    await noteFailures(tx, tries)
  })
  return { ids: tries.map((one) => one.id) }
}

/** The password was right. */
export async function takeBack(staff: Staff, counted: Try): Promise<void> {
  await dropFailures(staff.db, counted.ids)
}
