import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { askedFor, insert, refusals, stateOf } from './ask.ts'
import type { Invoices } from './context.ts'
import type { listInvoiceShops, wishInvoice } from './contract-shop.ts'
import { bindWish, endWish, keepOrFind, waitingWish } from './queries/wishes.ts'
import { isReady, settingsOf } from './settings.ts'
import { titleFor } from './titles.ts'

/** Which shops of a checkout issue invoices, and when. */
export async function invoiceShops(invoices: Invoices, shopIds: readonly string[]): Promise<z.input<typeof listInvoiceShops.reply>> {
  const items = await Promise.all(
    [...new Set(shopIds)].map(async (shopId) => {
      const settings = await settingsOf(invoices, shopId)
      const enabled = settings.enabled && isReady(settings)
      return {
        shopId,
        enabled,
        after: settings.after,
        kinds: settings.special ? (['general', 'special'] as const) : (['general'] as const),
      }
    }),
  )
  return { items: items.map((item) => ({ ...item, kinds: [...item.kinds] })) }
}

/**
 * Keeps what is asked for at a checkout before its orders are placed, with the title as it is now; placing names it. The same request is the same
 * wish. Throws `title_not_found`, `invoice_kind_refused`, `key_reused`.
 */
export async function wish(invoices: Invoices, shopperId: string, body: z.output<typeof wishInvoice.body>): Promise<{ id: string }> {
  const { id: _id, isDefault: _default, ...title } = await titleFor(invoices, shopperId, body.titleId)
  const { kind, email, requestId } = body
  if (kind === 'special' && title.type !== 'company') throw new AppError('conflict', 'invoice_kind_refused')
  const kept = await keepOrFind(invoices.db, { id: invoices.newId(), shopperId, requestId, kind, title, email, at: invoices.now() })
  if (kept.kind !== kind || kept.email !== email || kept.title.name !== title.name || kept.title.taxNumber !== title.taxNumber)
    throw new AppError('conflict', 'key_reused', { key: requestId })
  return { id: kept.id }
}

/** The orders are there: the wish is for each of them. */
export async function keepWish(
  invoices: Invoices,
  placed: { orderId: string; shopperId: string; invoiceWishId?: string | null | undefined },
): Promise<void> {
  const { orderId, shopperId, invoiceWishId } = placed
  if (invoiceWishId) await bindWish(invoices.db, { orderId, wishId: invoiceWishId, shopperId, at: invoices.now() })
}

/** Paid, or received: what was wished at the checkout is asked for, once, as if the shopper did it now. */
export async function askWished(invoices: Invoices, orderId: string): Promise<void> {
  const wished = await waitingWish(invoices.db, orderId)
  if (!wished) return
  const asked = await askedFor(invoices, wished.shopperId, orderId)
  const state = stateOf(asked)
  // It waits for the receipt.
  if (state === 'not_yet') return
  const at = invoices.now()
  const refused = wished.kind === 'special' && !asked.settings.special ? 'invoice_kind_refused' : state === 'open' ? null : refusals[state]
  if (refused) return endWish(invoices.db, orderId, { state: 'refused', reason: refused, at })
  // Nothing comes of it when the shopper was quicker: an order has one invoice.
  const { id, kind, title, email } = wished
  await insert(invoices, asked, { kind, title, email, requestId: `wish:${id}:${orderId}` })
  await endWish(invoices.db, orderId, { state: 'asked', reason: '', at })
}
