import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { Picture } from '../media/contract.ts'
import type { AfterSalesKit, Mover } from './context.ts'
import { requestMoved, type RequestState } from './contract.ts'
import type { AfterSalesDb } from './db.ts'
import { findRequest, insertStep, linesOfRequests, moveRequest, type RequestSet } from './queries/requests.ts'
import { reclaimUnits, releaseUnits } from './queries/units.ts'
import { canMove, ended, open } from './transitions.ts'

export interface Move {
  id: string
  from: RequestState
  to: RequestState
  by: Mover
  note: string
  pictures?: readonly Picture[]
  /** The step comes by itself: only if it is due at that time. */
  dueBy?: Date
  set: RequestSet
}

/**
 * Moves a request along the table, with its log row, in the caller's transaction; its units are taken or free as the new state says.
 * Throws `after_sales_moved`, which names where the request stands and where it was to go.
 */
export async function move(kit: AfterSalesKit, tx: Db<AfterSalesDb>, step: Move): Promise<void> {
  if (!canMove(step.from, step.to)) throw illegal(step.from, step.to)
  const at = kit.now()
  const set = ended.includes(step.to) ? { ...step.set, dueAt: null, endedAt: at } : step.set
  const row = await moveRequest(tx, { ...step, at, set })
  if (!row) throw illegal((await findRequest(tx, step.id))?.state ?? 'unknown', step.to)
  await insertStep(tx, {
    id: kit.newId(),
    requestId: step.id,
    from: step.from,
    to: step.to,
    at,
    actor: step.by.actor,
    actorName: step.by.name,
    note: step.note,
    pictures: step.pictures,
  })
  await settleUnits(tx, step)
  const { id: requestId, ...who } = row
  await emit(tx, requestMoved, { ...who, requestId, from: step.from, to: step.to })
}

async function settleUnits(tx: Db<AfterSalesDb>, { id, from, to }: Move): Promise<void> {
  const before = open.includes(from)
  const after = open.includes(to)
  if (before === after) return
  const lines = await linesOfRequests(tx, [id])
  // Everybody locks lines in one order.
  for (const line of lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1))) {
    if (before) {
      const done = from === 'refunding' && to === 'done' ? line.accepted : 0
      await releaseUnits(tx, { lineId: line.lineId, quantity: line.quantity, done })
    } else if (!(await reclaimUnits(tx, line))) throw new AppError('conflict', 'after_sales_units_taken', { lineId: line.lineId })
  }
}

export function illegal(from: string, to: string): AppError {
  return new AppError('conflict', 'after_sales_moved', { from, to })
}
/** Somebody else, or the clock, was quicker: that is no fault of whoever lost. */
export const lostRace = (error: unknown): boolean => error instanceof AppError && error.code === 'after_sales_moved'
