import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { FlashSales } from './context.ts'
import type { FlashNumbers } from './contract.ts'
import { phaseOf } from './phase.ts'
import { outcomeOf, paidByItem, tallyOf } from './queries/numbers.ts'
import { sessionOfShop } from './queries/sessions.ts'

/** What happens in a session, and what came of it: the same numbers while it runs and after. */
export async function numbers(flash: FlashSales, of: { shopId: string; id: string }): Promise<z.input<typeof FlashNumbers>> {
  const session = await sessionOfShop(flash.db, of)
  if (!session) throw new AppError('not_found', 'flash_not_found')
  const [tally, outcome, items] = await Promise.all([
    tallyOf(flash.db, session.id),
    outcomeOf(flash.db, session.id),
    paidByItem(flash.db, session.id),
  ])
  return { phase: phaseOf(session, flash.now()), ...tally, ...outcome, items }
}
