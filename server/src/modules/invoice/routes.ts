import { AppError } from '../../kernel/errors.ts'
import { type Route, route, shopperOf, staffOf, webhook } from '../../kernel/http.ts'
import { ask, offer } from './ask.ts'
import type { Invoices } from './context.ts'
import * as face from './contract.ts'
import { issue, link, reject, retry, reverse, withdraw } from './decide.ts'
import { fileReply } from './fetch-files.ts'
import { board, counts, mine } from './lists.ts'
import { dueByNumber, invoiceById } from './queries/invoices.ts'
import { changeSettings, settingsOf } from './settings.ts'
import { addTitle, changeTitle, deleteTitle, listTitles } from './titles.ts'
import { invoiceShops, wish } from './wish.ts'
import { adminView, ofShop, own, viewOf } from './view.ts'

export function shopRoutes(invoices: Invoices): Route[] {
  return [
    route(face.listInvoiceTitles, (caller) => listTitles(invoices, shopperOf(caller))),
    route(face.createInvoiceTitle, (caller, { body }) => addTitle(invoices, shopperOf(caller), body)),
    route(face.updateInvoiceTitle, (caller, { params, body }) =>
      changeTitle(invoices, { shopperId: shopperOf(caller), id: params.id }, body),
    ),
    route(face.deleteInvoiceTitle, (caller, { params }) => deleteTitle(invoices, { shopperId: shopperOf(caller), id: params.id })),
    route(face.getInvoiceOffer, (caller, { params }) => offer(invoices, shopperOf(caller), params.id)),
    route(face.askInvoice, (caller, { params, body }) => ask(invoices, { shopperId: shopperOf(caller), orderId: params.id }, body)),
    route(face.listInvoiceShops, (_caller, { query }) => invoiceShops(invoices, query.shopIds)),
    route(face.wishInvoice, (caller, { body }) => wish(invoices, shopperOf(caller), body)),
    route(face.listInvoices, (caller, { query }) => mine(invoices, shopperOf(caller), query)),
    route(face.getInvoice, async (caller, { params }) => viewOf(invoices, await own(invoices, shopperOf(caller), params.id))),
    route(face.withdrawInvoice, (caller, { params }) => withdraw(invoices, shopperOf(caller), params.id)),
    route(face.downloadInvoice, async (caller, { params, query }) =>
      fileReply(invoices, await own(invoices, shopperOf(caller), params.id), query.what),
    ),
    route(face.createInvoiceLink, (caller, { params, query }) =>
      link(invoices, { shopperId: shopperOf(caller), id: params.id, what: query.what }),
    ),
    route(face.openInvoiceLink, async (_caller, { params }) => {
      const to = invoices.safe.readLink(params.token, invoices.now())
      const row = to && (await invoiceById(invoices.db, to.invoiceId))
      if (!row) throw new AppError('not_found', 'invoice_not_found')
      return fileReply(invoices, row, to.what)
    }),
    webhook({
      method: 'POST',
      path: '/invoices/notify',
      handle: async ({ headers, rawBody }) => {
        const issuer = invoices.issuer()
        const told = issuer?.parseNotify({ headers, rawBody })
        // Only a hint: what became of it is asked for, so a repeated, late or reordered message does no harm.
        if (told?.ok) await dueByNumber(invoices.db, told.number, invoices.now())
        return issuer?.acknowledge(told?.ok === true) ?? { status: 404, body: '' }
      },
    }),
  ]
}

export function adminRoutes(invoices: Invoices): Route[] {
  return [
    route(face.listAdminInvoices, (caller, { query }) => board(invoices, staffOf(caller).shopId, query)),
    route(face.countAdminInvoices, (caller) => counts(invoices, staffOf(caller).shopId)),
    route(face.getAdminInvoice, (caller, { params }) => adminView(invoices, staffOf(caller).shopId, params.id)),
    route(face.downloadAdminInvoice, async (caller, { params, query }) =>
      fileReply(invoices, await ofShop(invoices, staffOf(caller).shopId, params.id), query.what),
    ),
    route(face.issueInvoice, (caller, { params }) => issue(invoices, staffOf(caller), params.id)),
    route(face.rejectInvoice, (caller, { params, body }) => reject(invoices, staffOf(caller), { ...body, id: params.id })),
    route(face.retryInvoice, (caller, { params }) => retry(invoices, staffOf(caller), params.id)),
    route(face.reverseInvoice, (caller, { params, body }) => reverse(invoices, staffOf(caller), { ...body, id: params.id })),
    route(face.getInvoiceSettings, (caller) => settingsOf(invoices, staffOf(caller).shopId)),
    route(face.updateInvoiceSettings, (caller, { body }) => changeSettings(invoices, staffOf(caller).shopId, body)),
  ]
}
