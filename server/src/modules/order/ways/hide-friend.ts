import type { Orders } from '../context.ts'
import type { AddressRow } from '../queries/read.ts'
import { giftOf } from '../queries/ways.ts'

/** Where a friend lives is not the giver's business. */
export async function hideFriend<T extends { id: string; address: AddressRow }>(orders: Pick<Orders, 'db'>, order: T): Promise<T> {
  const gift = await giftOf(orders.db, order.id)
  if (gift?.state !== 'claimed') return order
  const { province, city, district, districtCode } = order.address
  return { ...order, address: { name: '好友', phone: '', province, city, district, districtCode, detail: '' } }
}
