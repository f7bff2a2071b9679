import { AppError } from '../../kernel/errors.ts'
import { type Route, route, shopperOf } from '../../kernel/http.ts'
import { inTx } from '../../kernel/db.ts'
import { apply, refuseForeignPictures } from './apply.ts'
import { closeOwn, complain, complaintView } from './complaints.ts'
import { type AfterSalesKit, shopperMover } from './context.ts'
import * as face from './contract.ts'
import { openDispute } from './dispute.ts'
import { move } from './move.ts'
import { options } from './options.ts'
import { plan } from './plan.ts'
import { claimProtection } from './price-protection.ts'
import { shopperComplaints } from './queries/complaints.ts'
import { sendBack } from './send-back.ts'
import { own, parseCursor, shopperList, shopperView } from './view.ts'

export function shopRoutes(kit: AfterSalesKit): Route[] {
  return [
    route(face.getAfterSalesOptions, (caller, { params }) => options(kit, shopperOf(caller), params.id)),
    route(face.quoteAfterSales, async (caller, { params, body }) => {
      const { refund } = await plan(kit, { shopperId: shopperOf(caller), orderId: params.id }, body)
      const lines = refund.lines.map(({ lineId, quantity, amountFen }) => ({ lineId, quantity, amountFen }))
      return { amountFen: refund.amountFen, freightFen: refund.freightFen, lines }
    }),
    route(face.applyAfterSales, async (caller, { params, body }) =>
      shopperView(kit, shopperOf(caller), await apply(kit, { shopperId: shopperOf(caller), orderId: params.id }, body)),
    ),
    route(face.listAfterSales, (caller, { query }) => shopperList(kit, shopperOf(caller), query)),
    route(face.getAfterSales, (caller, { params }) => shopperView(kit, shopperOf(caller), params.id)),
    route(face.withdrawAfterSales, async (caller, { params }) => {
      const { id, state } = await own(kit, shopperOf(caller), params.id)
      const from = state === 'approved' ? 'approved' : 'requested'
      await inTx(kit.db, (tx) => move(kit, tx, { id, from, to: 'withdrawn', by: shopperMover, note: '', set: { dueAt: null } }))
      return shopperView(kit, shopperOf(caller), id)
    }),
    route(face.sendBack, async (caller, { params, body }) => {
      await sendBack(kit, await own(kit, shopperOf(caller), params.id), body)
      return shopperView(kit, shopperOf(caller), params.id)
    }),
    route(face.disputeAfterSales, async (caller, { params, body }) => {
      const request = await own(kit, shopperOf(caller), params.id)
      if (request.state !== 'rejected') throw new AppError('conflict', 'after_sales_moved', { from: request.state, to: 'disputed' })
      await refuseForeignPictures(kit, shopperOf(caller), body.pictures)
      await openDispute(kit, request, { by: shopperMover, ...body })
      return shopperView(kit, shopperOf(caller), request.id)
    }),
    route(face.confirmReplacement, async (caller, { params }) => {
      const { id } = await own(kit, shopperOf(caller), params.id)
      await inTx(kit.db, (tx) => move(kit, tx, { id, from: 'resent', to: 'done', by: shopperMover, note: '', set: { dueAt: null } }))
      return shopperView(kit, shopperOf(caller), id)
    }),
    ...claimRoutes(kit),
  ]
}

function claimRoutes(kit: AfterSalesKit): Route[] {
  return [
    route(face.listReturnCarriers, (_caller, { query }) => kit.shipping.carriers({ shopId: query.shopId })),
    route(face.claimPriceProtection, (caller, { params, body }) =>
      claimProtection(kit, shopperOf(caller), { orderId: body.orderId, lineId: params.id }),
    ),
    route(face.createComplaint, async (caller, { params, body }) =>
      complaintView(await complain(kit, { shopperId: shopperOf(caller), lineId: params.id }, body)),
    ),
    route(face.closeComplaint, async (caller, { params }) => complaintView(await closeOwn(kit, shopperOf(caller), params.id))),
    route(face.listComplaints, async (caller, { query }) => {
      const before = query.cursor ? parseCursor(query.cursor) : undefined
      const found = await shopperComplaints(kit.db, { shopperId: shopperOf(caller), before, limit: query.limit + 1 })
      const shown = found.slice(0, query.limit)
      const last = shown.at(-1)
      const nextCursor = found.length > query.limit && last ? `${last.createdAt.getTime()}_${last.id}` : null
      return { items: shown.map(complaintView), nextCursor }
    }),
  ]
}
