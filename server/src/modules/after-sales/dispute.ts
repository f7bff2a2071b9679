import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Picture } from '../media/contract.ts'
import type { AfterSalesKit, Mover } from './context.ts'
import { move } from './move.ts'
import { decide, insertDispute } from './queries/disputes.ts'
import type { RequestRecord } from './queries/requests.ts'
import { settingsOfShop } from './settings.ts'

/** Hands a request to the platform, which decides within days. */
export async function openDispute(
  kit: AfterSalesKit,
  request: RequestRecord,
  wish: { by: Mover; text: string; pictures: Picture[]; dueBy?: Date },
): Promise<void> {
  const settings = await settingsOfShop(kit, request.shopId)
  const at = kit.now()
  const from = request.state === 'returning' ? 'returning' : 'rejected'
  const step = { id: request.id, from, to: 'disputed', by: wish.by, note: wish.text, pictures: wish.pictures } as const
  const set = { dueAt: later(at, { days: settings.decideDays }) }
  await inTx(kit.db, async (tx) => {
    await move(kit, tx, { ...step, ...(wish.dueBy ? { dueBy: wish.dueBy } : {}), set })
    await insertDispute(tx, { id: kit.newId(), requestId: request.id, text: wish.text, pictures: wish.pictures, at })
  })
}

export interface Decision {
  decision: 'refund' | 'return' | 'refuse'
  note: string
  by: Mover
  dueBy?: Date
}

/** Records what the platform decided and carries it out, in one transaction. */
export async function carryOut(kit: AfterSalesKit, request: RequestRecord, { decision, note, by, dueBy }: Decision): Promise<void> {
  const settings = await settingsOfShop(kit, request.shopId)
  const at = kit.now()
  const to = { refund: 'refunding', return: 'approved', refuse: 'closed' } as const
  const set =
    decision === 'return'
      ? { dueAt: later(at, { days: settings.shipBackDays }), returnTo: request.returnTo ?? settings.returnTo }
      : { dueAt: null }
  await inTx(kit.db, async (tx) => {
    await move(kit, tx, { id: request.id, from: 'disputed', to: to[decision], by, note, ...(dueBy ? { dueBy } : {}), set })
    if (!(await decide(tx, request.id, { decision, note, by: by.name, at })))
      throw new AppError('conflict', 'after_sales_moved', { from: 'decided' })
  })
}
