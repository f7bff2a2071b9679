import { AppError } from '../../kernel/errors.ts'
import { type Route, route, staffOf } from '../../kernel/http.ts'
import { approve, approveMany, ofShop, refundInstead, reject, shipReplacement } from './approve.ts'
import { answerIt, complaintView } from './complaints.ts'
import { type AfterSalesKit, type Mover } from './context.ts'
import * as face from './contract.ts'
import { carryOut } from './dispute.ts'
import { retryMoney } from './follow.ts'
import { budgetOf } from './queries/budget.ts'
import { shopComplaints } from './queries/complaints.ts'
import { disputeOf } from './queries/disputes.ts'
import { placesFor, receive } from './inspect.ts'
import { findRequest, type RequestRecord } from './queries/requests.ts'
import { putSettings } from './queries/shop-choices.ts'
import { rules, saveRules } from './approval-rules.ts'
import { settingsOfShop } from './settings.ts'
import { adminList, adminView, counts } from './view.ts'

const mover = (staff: { name: string }): Mover => ({ actor: 'staff', name: staff.name })

export function adminRoutes(kit: AfterSalesKit): Route[] {
  return [
    route(face.listAdminAfterSales, (caller, { query }) => adminList(kit, { ...query, shopId: staffOf(caller).shopId }, query)),
    route(face.countAdminAfterSales, (caller) => counts(kit, staffOf(caller).shopId)),
    route(face.getAdminAfterSales, async (caller, { params }) => adminView(kit, await ofShop(kit, staffOf(caller).shopId, params.id))),
    route(face.approveAfterSales, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const request = await ofShop(kit, staff.shopId, params.id)
      await approve(kit, request, { by: mover(staff), note: body.note })
      return adminView(kit, request)
    }),
    route(face.approveManyAfterSales, (caller, { body }) => approveMany(kit, staffOf(caller), body.ids)),
    route(face.rejectAfterSales, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const request = await ofShop(kit, staff.shopId, params.id)
      if (request.state !== 'requested') throw new AppError('conflict', 'after_sales_moved', { from: request.state, to: 'rejected' })
      await reject(kit, request, { by: mover(staff), note: body.note })
      return adminView(kit, request)
    }),
    route(face.getReturnPlaces, async (caller, { params }) => placesFor(kit, await ofShop(kit, staffOf(caller).shopId, params.id))),
    route(face.receiveReturn, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const request = await ofShop(kit, staff.shopId, params.id)
      if (request.state !== 'returning') throw new AppError('conflict', 'after_sales_moved', { from: request.state, to: 'received' })
      await receive(kit, request, { ...body, by: mover(staff) })
      return adminView(kit, request)
    }),
    route(face.shipReplacement, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const request = await ofShop(kit, staff.shopId, params.id)
      await shipReplacement(kit, request, { ...body, by: mover(staff) })
      return adminView(kit, request)
    }),
    route(face.refundInstead, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const request = await ofShop(kit, staff.shopId, params.id)
      await refundInstead(kit, request, { by: mover(staff), note: body.note })
      return adminView(kit, request)
    }),
    route(face.retryAfterSalesRefund, async (caller, { params, body }) => {
      const staff = staffOf(caller)
      const request = await ofShop(kit, staff.shopId, params.id)
      await retryMoney(kit, request.id, { name: staff.name, reason: body.reason })
      return adminView(kit, request)
    }),
    ...settingsRoutes(kit),
    ...complaintRoutes(kit),
    ...disputeRoutes(kit),
  ]
}

function settingsRoutes(kit: AfterSalesKit): Route[] {
  return [
    route(face.listApprovalRules, async (caller) => ({ items: await rules(kit, staffOf(caller).shopId) })),
    route(face.saveApprovalRules, (caller, { body }) => saveRules(kit, staffOf(caller).shopId, body.items)),
    route(face.getAfterSalesSettings, (caller) => settingsOfShop(kit, staffOf(caller).shopId)),
    route(face.updateAfterSalesSettings, async (caller, { body }) => {
      await putSettings(kit.db, staffOf(caller).shopId, body, kit.now())
      return body
    }),
  ]
}

function complaintRoutes(kit: AfterSalesKit): Route[] {
  return [
    route(face.listAdminComplaints, async (caller, { query }) => {
      const { rows, total } = await shopComplaints(kit.db, staffOf(caller).shopId, query.tab, {
        limit: query.pageSize,
        offset: (query.page - 1) * query.pageSize,
      })
      const { items: people } = await kit.shopper.find({ ids: [...new Set(rows.map((row) => row.shopperId))] })
      const names = new Map(people.map((one) => [one.id, one.nickname]))
      const items = rows.map((row) => ({ ...complaintView(row), shopperId: row.shopperId, shopperName: names.get(row.shopperId) ?? '' }))
      return { items, total }
    }),
    route(face.answerComplaint, async (caller, { params, body }) => {
      const row = await answerIt(kit, { ...staffOf(caller), id: params.id }, body)
      const { items } = await kit.shopper.find({ ids: [row.shopperId] })
      return { ...complaintView(row), shopperId: row.shopperId, shopperName: items[0]?.nickname ?? '' }
    }),
    route(face.getCompensationBudget, async (caller) => {
      const { shopId } = staffOf(caller)
      const [budget, settings] = await Promise.all([budgetOf(kit.db, shopId), settingsOfShop(kit, shopId)])
      return { ...budget, leftFen: budget.grantedFen - budget.usedFen, bps: settings.compensationBps }
    }),
  ]
}

function disputeRoutes(kit: AfterSalesKit): Route[] {
  // The platform sees what was brought before it, of whatever shop, and nothing else.
  const disputed = async (id: string): Promise<RequestRecord> => {
    const request = await findRequest(kit.db, id)
    if (!request || !(await disputeOf(kit.db, id))) throw new AppError('not_found', 'after_sales_not_found')
    return request
  }
  return [
    route(face.listDisputes, (_caller, { query }) => {
      const decided = query.decided === 'true'
      return adminList(kit, { tab: decided ? 'all' : 'disputed', decided }, query)
    }),
    route(face.getDispute, async (_caller, { params }) => adminView(kit, await disputed(params.id))),
    route(face.decideDispute, async (caller, { params, body }) => {
      const request = await disputed(params.id)
      await carryOut(kit, request, { ...body, by: { actor: 'platform', name: staffOf(caller).name } })
      return adminView(kit, request)
    }),
  ]
}
