import { AppError } from '../../kernel/errors.ts'
import type { Quote } from '../pricing/contract.ts'
import type { Address } from '../shopper/contract.ts'
import type { Orders } from './context.ts'

/** What the shops of a quote have set: how long one may take to pay, and the terms that hold. */
export async function settingsOf(orders: Orders, priced: Quote) {
  const { items } = await orders.settings.ofShops({ shopIds: priced.shops.map((shop) => shop.shopId) })
  return new Map(items.map((item) => [item.shopId, item.settings]))
}

/** Brand, attributes and delivery of what is bought and given along, as they are now: the order keeps them. */
export async function snapshotsOf(orders: Orders, priced: Quote) {
  const { items } = await orders.catalog.snapshots({ skuIds: skuIdsOf(priced) })
  return new Map(items.map((item) => [item.skuId, item]))
}

const skuIdsOf = (priced: Quote): string[] =>
  priced.shops.flatMap((shop) => [
    ...shop.lines.map((line) => line.skuId),
    ...shop.gifts.flatMap((gift) => gift.items.map((item) => item.skuId)),
  ])

export const nowhere = { name: '', phone: '', province: '', city: '', district: '', districtCode: '', detail: '' }

/** Where an order goes; one of card keys and vouchers only goes nowhere, and all its parts are empty. */
export function addressOf(address: Address | null): typeof nowhere {
  if (!address) return nowhere
  const { id: _id, isDefault: _isDefault, lng: _lng, lat: _lat, ...where } = address
  return where
}

/** A gift waits for a friend to say where it goes; what is given at once, fetched or brought cannot wait. Throws `lines_invalid`, `delivery_choice_wrong`. */
export function refuseVirtualGift(priced: Quote, deliveries: readonly unknown[]): void {
  if (deliveries.length > 0) throw new AppError('conflict', 'delivery_choice_wrong')
  const virtual = priced.shops.flatMap((shop) => shop.lines.filter((line) => line.delivery !== 'parcel').map((line) => line.skuId))
  if (virtual.length > 0) throw new AppError('conflict', 'lines_invalid', { virtual })
}
