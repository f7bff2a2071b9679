import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { shortNumber } from '../../kernel/ids.ts'
import type { RefundableOrder } from '../order/contract.ts'
import type { Amounts } from './amounts.ts'
import { amountsFor } from './basis.ts'
import { type Invoices, shopperMover } from './context.ts'
import type { InvoiceSettings } from './contract-admin.ts'
import type { askInvoice, InvoiceBuyer, InvoiceOffer } from './contract-shop.ts'
import { insertInvoice, insertStep, invoiceByRequest, type InvoiceRecord, liveOfOrder } from './queries/invoices.ts'
import { orderInvoices } from './queries/lists.ts'
import { waitingWish } from './queries/wishes.ts'
import { isReady, settingsOf } from './settings.ts'
import { titleFor } from './titles.ts'
import { live } from './transitions.ts'
import { buyerOf, rowsOf, viewOf } from './view.ts'

type Body = z.output<typeof askInvoice.body>

interface Asked {
  order: RefundableOrder
  settings: InvoiceSettings
  amounts: Amounts
}

/** An order of this shopper, and what can be asked for. Throws `order_not_found`. */
export async function askedFor(invoices: Invoices, shopperId: string, orderId: string): Promise<Asked> {
  const order = (await invoices.order.refundable({ orderIds: [orderId] })).items[0]
  if (order?.shopperId !== shopperId) throw new AppError('not_found', 'order_not_found')
  const settings = await settingsOf(invoices, order.shopId)
  return { order, settings, amounts: await amountsFor(invoices, order, settings) }
}

type State = z.output<typeof InvoiceOffer>['state']

export function stateOf({ order, settings, amounts }: Asked): Exclude<State, 'asked'> {
  if (!settings.enabled || !isReady(settings)) return 'off'
  if (order.paidAt && settings.after === 'receipt' && !order.receivedAt) return 'not_yet'
  return amounts.totalFen > 0 ? 'open' : 'nothing'
}

/** Whether an invoice can be asked for, and those there are. */
export async function offer(invoices: Invoices, shopperId: string, orderId: string): Promise<z.input<typeof InvoiceOffer>> {
  const asked = await askedFor(invoices, shopperId, orderId)
  const rows = await orderInvoices(invoices.db, orderId)
  return {
    state: rows.some((row) => live.includes(row.state)) ? 'asked' : stateOf(asked),
    orderNumber: asked.order.number,
    shopName: asked.order.shopName,
    amountFen: asked.amounts.totalFen,
    wished: (await waitingWish(invoices.db, orderId))?.title.name ?? null,
    kinds: asked.settings.special ? ['general', 'special'] : ['general'],
    invoices: await rowsOf(invoices, rows),
  }
}

export const refusals = { off: 'invoice_off', not_yet: 'invoice_not_yet', nothing: 'invoice_nothing' } as const

/** Asks for an invoice. An order has one at a time: the UNIQUE decides, and asking for the same again gives it. */
export async function ask(invoices: Invoices, key: { shopperId: string; orderId: string }, body: Body) {
  const { shopperId, orderId } = key
  const known = await invoiceByRequest(invoices.db, shopperId, body.requestId)
  if (known && known.order_id !== orderId) throw new AppError('conflict', 'key_reused', { key: body.requestId })
  if (known) return viewOf(invoices, known)
  const asked = await askedFor(invoices, shopperId, orderId)
  const state = stateOf(asked)
  if (state !== 'open') throw new AppError('conflict', refusals[state])
  const { id: _id, isDefault: _default, ...title } = await titleFor(invoices, shopperId, body.titleId)
  if (body.kind === 'special' && (!asked.settings.special || title.type !== 'company'))
    throw new AppError('conflict', 'invoice_kind_refused')
  const made = await insert(invoices, asked, { ...body, title })
  if (made) return viewOf(invoices, made)
  const before = (await invoiceByRequest(invoices.db, shopperId, body.requestId)) ?? (await liveOfOrder(invoices.db, orderId))
  if (!before || !isSame(before, { ...body, title })) throw new AppError('conflict', 'invoice_exists')
  return viewOf(invoices, before)
}

/** Whose invoice it is, and of what. */
export const placeOf = (order: RefundableOrder) => ({
  orderId: order.id,
  orderNumber: order.number,
  shopperId: order.shopperId,
  shopId: order.shopId,
  shopName: order.shopName,
})

export type Wish = Omit<Body, 'titleId'> & { title: InvoiceBuyer }

export async function insert(invoices: Invoices, { order, settings, amounts }: Asked, wish: Wish): Promise<InvoiceRecord | undefined> {
  const at = invoices.now()
  const id = invoices.newId()
  return inTx(invoices.db, async (tx) => {
    const { kind, title, email, requestId } = wish
    const fresh = await insertInvoice(tx, {
      ...placeOf(order),
      id,
      requestId,
      kind,
      title,
      email,
      amounts,
      at,
      replacesId: null,
      number: `F${shortNumber(at)}`,
      automatic: settings.automatic,
    })
    if (!fresh) return undefined
    await insertStep(tx, { id: invoices.newId(), invoiceId: id, from: null, to: 'requested', at, by: shopperMover, reason: '' })
    return invoiceByRequest(tx, order.shopperId, requestId)
  })
}

function isSame(row: InvoiceRecord, wish: Wish): boolean {
  const buyer = buyerOf(row)
  return (
    row.kind === wish.kind &&
    row.email === wish.email &&
    buyer.type === wish.title.type &&
    buyer.name === wish.title.name &&
    buyer.taxNumber === wish.title.taxNumber
  )
}
