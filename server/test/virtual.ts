import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { TestShop, TestShopper, World } from './world.ts'

/** A product of card keys or of vouchers on sale; gives its SKU. Vouchers have twenty places. */
export async function newVirtual(
  world: World,
  shop: TestShop,
  { delivery, keys = [] }: { delivery: 'card_key' | 'voucher'; keys?: readonly string[] },
): Promise<string> {
  const { items } = await world.modules.catalog.putCategories({ items: [{ path: ['虚拟'], picture: null, sort: 0 }] })
  const brand = (await world.modules.catalog.putBrands({ items: [{ name: '某牌' }] })).items[0]
  const code = randomUUID().slice(0, 12)
  const picture = { url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }
  const product = await shop.owner.createProduct({
    code,
    title: `虚拟商品 ${code}`,
    brandId: brand?.id ?? null,
    attributes: [{ name: '有效期', value: '一年' }],
    categoryIds: items.map((item) => item.id),
    pictures: [picture],
    skus: [{ code: `${code}-1`, options: [], priceFen: 500, delivery }],
    state: 'on_sale',
  })
  await world.settle()
  const skuId = product.skus[0]?.id ?? ''
  if (keys.length > 0) await shop.owner.importKeys({ id: skuId, requestId: randomUUID(), keys: [...keys] })
  else await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '名额', lines: [{ skuId, change: 20 }] })
  await world.settle()
  return skuId
}
/** Places without an address, at the quoted total. */
export async function orderVirtual(buyer: TestShopper, lines: { skuId: string; quantity: number }[]) {
  const quote = await buyer.client.quoteCheckout({ lines, addressId: null })
  expect(quote.needsAddress).toBe(false)
  return buyer.client.placeOrder({ lines, addressId: null, requestId: randomUUID(), payableFen: quote.payableFen })
}
/** The same, paid, and everything that follows done; gives the order's id. */
export async function buyVirtual(world: World, buyer: TestShopper, lines: { skuId: string; quantity: number }[]): Promise<string> {
  const checkout = await orderVirtual(buyer, lines)
  const { notification } = await world.payAtChannel(buyer, checkout.id)
  await Promise.all(Array.from({ length: 5 }, () => world.pay.notify(notification)))
  await world.settle()
  return checkout.orders[0]?.id ?? ''
}
