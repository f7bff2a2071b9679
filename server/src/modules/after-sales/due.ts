import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { approveIn, receiveSilently, refundInstead } from './approve.ts'
import { type AfterSalesKit, system } from './context.ts'
import { carryOut, openDispute } from './dispute.ts'
import { retryMoney, unlessLost } from './follow.ts'
import { move } from './move.ts'
import { dueRequests, findRequest, type RequestRecord } from './queries/requests.ts'
import { settingsOfShop } from './settings.ts'

/** Takes the next step of requests on which nobody acted in time, also after a time in which nothing ran. Gives how many it looked at. */
export async function takeDueSteps(kit: AfterSalesKit): Promise<number> {
  const now = kit.now()
  const due = await dueRequests(kit.db, now, 50)
  for (const { id } of due) {
    const request = await findRequest(kit.db, id)
    if (request) await step(kit, request, now).catch(unlessLost)
  }
  return due.length
}

async function step(kit: AfterSalesKit, request: RequestRecord, dueBy: Date): Promise<void> {
  const { id, kind, state } = request
  const close = (from: 'approved' | 'rejected', note: string): Promise<void> =>
    inTx(kit.db, (tx) => move(kit, tx, { id, from, to: 'closed', by: system, note, dueBy, set: { dueAt: null } }))
  if (state === 'requested') {
    const settings = await settingsOfShop(kit, request.shopId)
    return inTx(kit.db, (tx) => approveIn(kit, tx, { id, kind, settings, by: system, note: '商家逾期未处理，系统自动同意', dueBy }))
  }
  if (state === 'approved') return close('approved', '逾期未寄回，申请关闭')
  if (state === 'rejected') return close('rejected', '逾期未申请平台介入')
  if (state === 'returning' && request.returnSignedAt) return receiveSilently(kit, request, dueBy)
  if (state === 'returning') return openDispute(kit, request, { by: system, text: '退货包裹长时间未签收，转平台核实', pictures: [], dueBy })
  if (state === 'exchanging') return refundInstead(kit, request, { by: system, note: '商家逾期未发出换货商品，改为退款', dueBy })
  if (state === 'resent')
    return inTx(kit.db, (tx) => move(kit, tx, { id, from: 'resent', to: 'done', by: system, note: '', dueBy, set: { dueAt: null } }))
  if (state === 'disputed') return decideForShopper(kit, request, dueBy)
  if (state === 'refunding') return askAgain(kit, request)
}

/** The platform was silent: what was asked for is granted. What is still with the shopper comes back first. */
async function decideForShopper(kit: AfterSalesKit, request: RequestRecord, dueBy: Date): Promise<void> {
  const decision = request.kind === 'refund' || request.returnTracking ? 'refund' : 'return'
  await carryOut(kit, request, { decision, note: '平台逾期未裁决，系统支持买家', by: system, dueBy })
}

async function askAgain(kit: AfterSalesKit, request: RequestRecord): Promise<void> {
  await retryMoney(kit, request.id, { name: '', reason: '系统自动重试' }).catch((error: unknown) => {
    // It was asked for meanwhile.
    if (!(error instanceof AppError) || error.code !== 'refund_not_refused') throw error
  })
}

/** A parcel that comes back was signed for: the shop's time to inspect it begins. */
export async function signedAt(kit: AfterSalesKit, requestId: string): Promise<{ request: RequestRecord; dueAt: Date } | undefined> {
  const request = await findRequest(kit.db, requestId)
  if (request?.state !== 'returning') return undefined
  const { receiveDays } = await settingsOfShop(kit, request.shopId)
  return { request, dueAt: later(kit.now(), { days: receiveDays }) }
}
