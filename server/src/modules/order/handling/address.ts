import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import { inTx } from '../../../kernel/db.ts'
import { type Mover, type Orders, shopperMover } from '../context.ts'
import type { changeOrderAddress, editOrderAddress } from '../contract-handling.ts'
import { addressOf } from '../keep.ts'
import { illegal } from '../move.ts'
import { refuseOutside } from '../on-delivery/offer.ts'
import { changeByRequest, endChange, insertChange, setAddress } from '../queries/changes.ts'
import { type AddressRow, linesOf, type OrderRecord } from '../queries/read.ts'
import { giftOf } from '../queries/ways.ts'
import { own } from '../view.ts'
import { changeUnpaid, hashOf } from './change.ts'

/** Self-service of the shopper: until the shop begins to pack, and never to where it would cost the shop more than was paid. */
export async function changeAddress(
  orders: Orders,
  shopperId: string,
  wish: { orderId: string } & z.output<typeof changeOrderAddress.body>,
): Promise<void> {
  const order = await own(orders, shopperId, wish.orderId)
  // A gift goes where the friend says who has it.
  if (await giftOf(orders.db, order.id)) throw new AppError('conflict', 'gift_address', { orderId: order.id })
  const { address } = await orders.shopper.address({ shopperId, addressId: wish.addressId })
  if (!address) throw new AppError('not_found', 'address_not_found')
  await refuseOutside(orders, order, address.districtCode)
  await redirect(orders, order, {
    requestId: wish.requestId,
    by: shopperMover,
    reason: '',
    address: addressOf(address),
    states: ['accepted', 'paid'],
  })
}

/** By staff, until it is shipped; after payment a higher freight is the shop's. */
export async function editAddress(
  orders: Orders,
  order: OrderRecord,
  { by, wish }: { by: Mover; wish: z.output<typeof editOrderAddress.body> },
): Promise<void> {
  const { place } = await orders.shopper.place({ districtCode: wish.districtCode })
  if (!place) throw new AppError('invalid', 'district_unknown', { districtCode: wish.districtCode })
  const address = { ...place, name: wish.name, phone: wish.phone, detail: wish.detail }
  await redirect(orders, order, { requestId: wish.requestId, by, reason: wish.reason, address, states: ['accepted', 'paid', 'preparing'] })
}

interface Redirection {
  requestId: string
  by: Mover
  reason: string
  address: AddressRow
  /** In which the order may stand, once paid. */
  states: readonly ('accepted' | 'paid' | 'preparing')[]
}

async function redirect(orders: Orders, order: OrderRecord, wish: Redirection): Promise<void> {
  const known = await changeByRequest(orders.db, order.id, wish.requestId)
  // Written already: the freight of then is part of the wish, so that a repetition is not priced by today's templates.
  const quotedFen = known ? quotedThen(known.wish) : await freightThere(orders, order, wish.address.districtCode)
  if (order.state === 'pending_payment' || known?.state === 'open')
    return changeUnpaid(orders, order, {
      requestId: wish.requestId,
      by: wish.by,
      reason: wish.reason,
      wish: { kind: 'address', quotedFen, address: wish.address },
    })
  await redirectPaid(orders, order, { ...wish, quotedFen })
}

const quotedThen = (wish: unknown): number => (wish as { quotedFen: number }).quotedFen // written by this file only

async function redirectPaid(orders: Orders, order: OrderRecord, wish: Redirection & { quotedFen: number }): Promise<void> {
  const body = { kind: 'address' as const, quotedFen: wish.quotedFen, address: wish.address }
  const bodyHash = hashOf([body, wish.reason])
  const known = await changeByRequest(orders.db, order.id, wish.requestId)
  if (known && known.bodyHash !== bodyHash) throw new AppError('conflict', 'key_reused', { orderId: order.id })
  if (known?.state === 'done') return
  const free = order.freightFen > 0 && order.freightDiscountFen === order.freightFen
  const moreFen = free ? 0 : Math.max(0, wish.quotedFen - order.freightFen)
  if (wish.by.actor === 'shopper' && moreFen > 0) throw new AppError('conflict', 'address_freight_higher', { moreFen })
  const id = orders.newId()
  const now = orders.now()
  const done = await inTx(orders.db, async (tx) => {
    const { by, requestId, reason } = wish
    const change = { id, orderId: order.id, requestId, bodyHash, kind: 'address' as const, wish: body, reason, beforeFen: order.payableFen }
    const written = await insertChange(tx, { ...change, actor: by.actor, actorName: by.name, at: now, tryAt: now })
    if (!written) return false
    if (!(await setAddress(tx, order.id, wish))) throw illegal(order.state, 'paid')
    return endChange(tx, id, { state: 'done', afterFen: order.payableFen })
  })
  if (done) return
  // Somebody was quicker: with this very wish, or with another one that is under way.
  const first = await changeByRequest(orders.db, order.id, wish.requestId)
  if (first?.bodyHash !== bodyHash) throw new AppError('conflict', 'change_under_way', { orderId: order.id })
}

/** Freight of the order's goods to a district, by today's templates. Throws `address_not_served`. */
export async function freightThere(orders: Orders, order: OrderRecord, districtCode: string): Promise<number> {
  const lines = await linesOf(orders.db, [order.id])
  const { items } = await orders.catalog.skusForSale({ skuIds: lines.map((line) => line.skuId) })
  const skus = new Map(items.map((sku) => [sku.skuId, sku]))
  // Fetched, or brought within a distance that was paid for: another address would be another order.
  if ((await orders.shipping.delivery({ orderId: order.id })).delivery) throw new AppError('conflict', 'address_not_served')
  const { freightFen, undeliverable } = await orders.shipping.quoteFreight({
    shopId: order.shopId,
    districtCode,
    lines: lines.map((line) => {
      const sku = skus.get(line.skuId)
      return {
        skuId: line.skuId,
        templateId: sku?.freightTemplateId ?? null,
        quantity: line.quantity,
        weightGrams: sku?.weightGrams ?? 0,
        volumeMl: sku?.volumeMl ?? 0,
        goodsFen: line.unitPriceFen * line.quantity,
      }
    }),
  })
  if (undeliverable.length > 0) throw new AppError('conflict', 'address_not_served', { skuIds: undeliverable })
  return freightFen
}
