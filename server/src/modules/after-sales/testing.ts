import { randomUUID } from 'node:crypto'
import type { TestShop, TestShopper, World } from '../../../test/world.ts'

export const returnTo = { name: '退货组', phone: '13800000000', address: '杭州市西湖区文三路 1 号' }

/** A parcel for an order, or for goods that are sent back. */
export const parcelFor = (id: string) => ({
  id,
  carrierCode: 'ZTO',
  trackingNumber: `ZT${String(Math.random()).slice(2, 14).padEnd(12, '0')}`,
})

export interface Bought {
  id: string
  lineId: string
  skuId: string
  productId: string
}

interface Buying {
  shop: TestShop
  buyer: TestShopper
  quantity: number
  stock?: number
  ship?: boolean
  receive?: boolean
}

/** A paid order of so many pieces, shipped and received if so wished. */
export async function buyIn(
  world: World,
  { shop, buyer, quantity, stock = quantity, ship = false, receive = false }: Buying,
): Promise<Bought> {
  const {
    productId,
    skuIds: [skuId = ''],
  } = await world.newProduct(shop, [stock])
  const checkout = await world.place(buyer, [{ skuId, quantity }])
  await world.pay.notify((await world.payAtChannel(buyer, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  if (ship) await shop.owner.shipOrder({ requestId: randomUUID(), ...parcelFor(id) })
  if (receive) await buyer.client.confirmReceipt({ id })
  const order = await buyer.client.getOrder({ id })
  return { id, lineId: order.lines[0]?.id ?? '', skuId, productId }
}
