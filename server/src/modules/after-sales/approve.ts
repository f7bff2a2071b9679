import { later } from '../../kernel/clock.ts'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { type AfterSalesKit, keyOf, type Mover, system } from './context.ts'
import type { AfterSalesKind, AfterSalesSettings } from './contract.ts'
import type { AfterSalesDb } from './db.ts'
import { move } from './move.ts'
import { findRequest, linesOfRequests, type RequestRecord } from './queries/requests.ts'
import { settingsOfShop } from './settings.ts'

/** A request of this shop. */
export async function ofShop(kit: AfterSalesKit, shopId: string, id: string): Promise<RequestRecord> {
  const request = await findRequest(kit.db, id, { shopId })
  if (!request) throw new AppError('not_found', 'after_sales_not_found')
  return request
}

interface Approval {
  id: string
  kind: AfterSalesKind
  settings: AfterSalesSettings
  by: Mover
  note: string
  dueBy?: Date
}

/** A refund is on its way at once; what is to come back first waits for the shopper's parcel. */
export async function approveIn(
  kit: AfterSalesKit,
  tx: Db<AfterSalesDb>,
  { id, kind, settings, by, note, dueBy }: Approval,
): Promise<void> {
  const step = { id, from: 'requested' as const, by, note, ...(dueBy ? { dueBy } : {}) }
  if (kind === 'refund') return move(kit, tx, { ...step, to: 'refunding', set: { dueAt: null } })
  const dueAt = later(kit.now(), { days: settings.shipBackDays })
  await move(kit, tx, { ...step, to: 'approved', set: { dueAt, returnTo: settings.returnTo } })
}

/** From the approval on, what is refunded cannot be used any more (vouchers). Throws `refund_units_gone` when it was. */
async function setAside(kit: AfterSalesKit, request: RequestRecord, holder: string): Promise<void> {
  const lines = await linesOfRequests(kit.db, [request.id])
  const units = lines.map(({ lineId, quantity, unshipped }) => ({ lineId, quantity, unshipped }))
  await kit.order.setAside({ key: keyOf(request.id), holder, orderId: request.orderId, lines: units })
}

export async function approve(kit: AfterSalesKit, request: RequestRecord, { by, note }: { by: Mover; note: string }): Promise<void> {
  const settings = await settingsOfShop(kit, request.shopId)
  if (request.kind !== 'refund' && !settings.returnTo) throw new AppError('conflict', 'return_address_missing')
  const holder = kit.newId()
  if (request.kind === 'refund' && request.state === 'requested') await setAside(kit, request, holder)
  try {
    await inTx(kit.db, (tx) => approveIn(kit, tx, { id: request.id, kind: request.kind, settings, by, note }))
  } catch (error) {
    const now = await findRequest(kit.db, request.id)
    if (now?.state !== 'refunding' && now?.state !== 'done') await kit.order.putBack({ key: keyOf(request.id), holder })
    throw error
  }
}

/** Approves several, each for itself. */
export async function approveMany(
  kit: AfterSalesKit,
  clerk: { shopId: string; name: string },
  ids: readonly string[],
): Promise<{ approved: string[]; refused: { id: string; code: string }[] }> {
  const approved: string[] = []
  const refused: { id: string; code: string }[] = []
  for (const id of new Set(ids)) {
    try {
      await approve(kit, await ofShop(kit, clerk.shopId, id), { by: { actor: 'staff', name: clerk.name }, note: '' })
      approved.push(id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.push({ id, code: error.code })
    }
  }
  return { approved, refused }
}

/** The shop says no: before anything moved, or after nothing of what came back was accepted. */
export async function reject(kit: AfterSalesKit, request: RequestRecord, { by, note }: { by: Mover; note: string }): Promise<void> {
  const settings = await settingsOfShop(kit, request.shopId)
  const dueAt = later(kit.now(), { days: settings.disputeDays })
  const from = request.state === 'returning' ? 'returning' : 'requested'
  await inTx(kit.db, (tx) => move(kit, tx, { id: request.id, from, to: 'rejected', by, note, set: { dueAt } }))
}

/** Nobody of the shop has said anything: all counts as accepted and nothing as found. A count puts what is there after all on the shelf. */
export async function receiveSilently(kit: AfterSalesKit, request: RequestRecord, dueBy: Date): Promise<void> {
  const note = '商家逾期未验收，系统自动确认收到退货'
  await inTx(kit.db, (tx) =>
    move(kit, tx, { id: request.id, from: 'returning', to: 'received', by: system, note, dueBy, set: { dueAt: null } }),
  )
}

/** The replacement leaves. Its pieces are sold first; when the request has moved meanwhile, what follows from that has taken them or gives them back. */
export async function shipReplacement(
  kit: AfterSalesKit,
  request: RequestRecord,
  { by, ...parcel }: { carrierCode: string; trackingNumber: string; by: Mover },
): Promise<void> {
  await kit.shipping.checkParcel({ shopId: request.shopId, carrierCode: parcel.carrierCode, number: parcel.trackingNumber })
  const settings = await settingsOfShop(kit, request.shopId)
  const dueAt = later(kit.now(), { days: settings.confirmDays })
  const set = { dueAt, resendCarrier: parcel.carrierCode, resendTracking: parcel.trackingNumber }
  if (request.state === 'exchanging') await sellReplacement(kit, request.id)
  await inTx(kit.db, (tx) => move(kit, tx, { id: request.id, from: 'exchanging', to: 'resent', by, note: '', set }))
}

async function sellReplacement(kit: AfterSalesKit, requestId: string): Promise<void> {
  try {
    await kit.inventory.sell({ key: keyOf(requestId) })
  } catch (error) {
    // It was given up, and moving it says so.
    if (!(error instanceof AppError) || error.code !== 'hold_ended') throw error
  }
}

/** What was held or sold for a replacement that is not sent is free again, and is not sold for it later; twice is once. */
export async function giveReplacementBack(kit: AfterSalesKit, requestId: string): Promise<void> {
  const key = keyOf(requestId)
  if ((await kit.inventory.release({ key })).state === 'released') return
  const [hold] = (await kit.inventory.holds({ keys: [key] })).items
  if (hold) await kit.inventory.restock({ key, restockKey: `as-back:${requestId}`, lines: hold.lines })
}

/** An exchange that cannot be sent becomes a refund. */
export async function refundInstead(
  kit: AfterSalesKit,
  request: RequestRecord,
  { by, note, dueBy }: { by: Mover; note: string; dueBy?: Date },
): Promise<void> {
  const step = { id: request.id, from: 'exchanging' as const, to: 'refunding' as const, by, note, set: { dueAt: null } }
  await inTx(kit.db, (tx) => move(kit, tx, { ...step, ...(dueBy ? { dueBy } : {}) }))
}
