import { forgetSession } from '../../kernel/session.ts'
import type { Staff } from './context.ts'
import { endSessions } from './queries.ts'

/** Ends sessions and makes this process refuse them at once. */
export async function end(staff: Staff, which: Parameters<typeof endSessions>[1]): Promise<number> {
  const ids = await endSessions(staff.db, which)
  for (const id of ids) forgetSession(id)
  return ids.length
}
