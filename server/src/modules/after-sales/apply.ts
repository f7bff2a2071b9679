import { createHash } from 'node:crypto'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { Picture } from '../media/contract.ts'
import { approveIn } from './approve.ts'
import { type AfterSalesKit, shopperMover, system } from './context.ts'
import { requestMoved } from './contract.ts'
import type { AfterSalesDb } from './db.ts'
import { keepBack, letGo } from './keep-back.ts'
import { type Plan, plan, type Wish } from './plan.ts'
import { endClaim } from './queries/claims.ts'
import { insertRequest } from './queries/new-request.ts'
import { historyOf, insertStep, requestByKey } from './queries/requests.ts'
import { claimUnits } from './queries/units.ts'
import { approvingRule } from './approval-rules.ts'

export interface Application extends Wish {
  requestId: string
  note: string
  pictures: Picture[]
}
/** How far back a shopper's history counts. */
export const HISTORY_DAYS = 90

/**
 * Asks for a refund, a return or an exchange of some units; gives the request's id. The same key is the same request. Throws
 * `after_sales_not_possible`, `refund_units_gone`, `after_sales_units_taken`, `picture_unknown`, `key_reused`.
 */
export async function apply(kit: AfterSalesKit, whose: { shopperId: string; orderId: string }, input: Application): Promise<string> {
  const { shopperId, orderId } = whose
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([orderId, input]))
    .digest('base64url')
  const before = await known(kit, shopperId, { requestKey: input.requestId, bodyHash })
  if (before) return before
  await refuseForeignPictures(kit, shopperId, input.pictures)
  const planned = await plan(kit, whose, input)
  const rule = await approvingRule(kit, planned.order.shopId, await factsOf(kit, planned, input))
  const id = kit.newId()
  try {
    await keepBack(kit, id, planned)
    await inTx(kit.db, (tx) => write(kit, tx, { id, bodyHash, planned, input, ruleName: rule?.name }))
    return id
  } catch (error) {
    await letGo(kit, id)
    // The same tap was quicker on another connection, or its claim on the units was.
    const first = await known(kit, shopperId, { requestKey: input.requestId, bodyHash })
    if (first && (isDuplicate(error, 'request_shopper_id_request_key_key') || error instanceof AppError)) return first
    throw error
  }
}

async function known(
  kit: AfterSalesKit,
  shopperId: string,
  { requestKey, bodyHash }: { requestKey: string; bodyHash: string },
): Promise<string | undefined> {
  const found = await requestByKey(kit.db, shopperId, requestKey)
  if (found && found.bodyHash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: requestKey })
  return found?.id
}

/** Only pictures that this shopper uploaded. */
export async function refuseForeignPictures(kit: AfterSalesKit, shopperId: string, pictures: readonly Picture[]): Promise<void> {
  if (pictures.length === 0) return
  const { known: ours } = await kit.media.known({ urls: pictures.map(({ url }) => url), shopperId })
  const foreign = pictures.find(({ url }) => !ours.includes(url))
  if (foreign) throw new AppError('invalid', 'picture_unknown', { value: foreign.url })
}

async function factsOf(kit: AfterSalesKit, { order, lines, refund }: Plan, input: Application) {
  const { requests } = await historyOf(kit.db, order.shopId, order.shopperId, later(kit.now(), { days: -HISTORY_DAYS }))
  const { inShop } = await kit.shopper.paidOrders({ shopId: order.shopId, shopperId: order.shopperId })
  const beforeShipping = lines.every((line) => line.unshipped === line.quantity)
  return { kind: input.kind, reason: input.reason, amountFen: refund.amountFen, beforeShipping, requests, orders: inShop }
}

interface Writing {
  id: string
  bodyHash: string
  planned: Plan
  input: Application
  ruleName: string | undefined
}

/** The moment in which the request exists and its units are in no other; one that a rule fits is approved with it. */
async function write(kit: AfterSalesKit, tx: Db<AfterSalesDb>, { id, bodyHash, planned, input, ruleName }: Writing): Promise<void> {
  const { order, settings, refund, lines, withFreight } = planned
  const at = kit.now()
  if (!(await endClaim(tx, id))) throw new AppError('conflict', 'refund_units_gone', { orderId: order.id })
  for (const { line, quantity } of lines.toSorted((a, b) => (a.line.id < b.line.id ? -1 : 1))) {
    if (!(await claimUnits(tx, { lineId: line.id, quantity, of: line.quantity })))
      throw new AppError('conflict', 'after_sales_units_taken', { lineId: line.id })
  }
  const number = `A${shortNumber(at)}`
  await insertRequest(
    tx,
    {
      id,
      number,
      orderId: order.id,
      orderNumber: order.number,
      checkoutId: order.checkoutId,
      shopId: order.shopId,
      shopName: order.shopName,
      shopperId: order.shopperId,
      requestKey: input.requestId,
      bodyHash,
      kind: input.kind,
      reason: input.reason,
      note: input.note,
      pictures: input.pictures,
      dueAt: later(at, { hours: settings.approveHours }),
      amountFen: refund.amountFen,
      freightFen: refund.freightFen,
      withFreight,
      automatic: ruleName !== undefined,
      at,
    },
    lines.map(({ line, ...one }) => ({ ...one, lineId: line.id, ...pick(line) })),
  )
  const step = { requestId: id, from: null, to: 'requested' as const, at }
  await insertStep(tx, { ...step, id: kit.newId(), actor: shopperMover.actor, actorName: '', note: input.note, pictures: input.pictures })
  const who = { requestId: id, orderId: order.id, shopId: order.shopId, shopperId: order.shopperId, number, kind: input.kind }
  await emit(tx, requestMoved, { ...who, from: null, to: 'requested', amountFen: refund.amountFen })
  if (ruleName !== undefined) await approveIn(kit, tx, { id, kind: input.kind, settings, by: system, note: `自动审核通过：${ruleName}` })
}

const pick = ({ skuId, productId, title, options, picture }: Plan['lines'][number]['line']) => ({
  skuId,
  productId,
  title,
  options,
  picture,
})
