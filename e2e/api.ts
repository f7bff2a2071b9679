import { inject } from 'vitest'
import { type AdminClient, createAdminClient } from '../clients/admin/client.ts'
import type { Send } from '../clients/runtime.ts'
import { createShopClient, type ShopClient } from '../clients/shop/client.ts'
import { demoPassword } from '../demo/accounts.ts'

/** Speaks to the shop under test as the holder of `token`; throws with the refusal. */
const sendAs =
  (token?: string): Send =>
  async ({ method, path, body }) => {
    const headers: Record<string, string> = { 'accept-language': 'zh-CN' }
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`
    if (body !== undefined) headers['content-type'] = 'application/json'
    const answer = await fetch(inject('shopUrl') + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} was refused with ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

/** The storefront's operations, for nobody in particular or for a shopper's session. */
export const shopper = (token?: string): ShopClient => createShopClient(sendAs(token))

/** The console's operations, as a member of staff working in the shop of this name. */
export async function staff(shopName: string, account = 'owner@demo'): Promise<AdminClient> {
  const { token, me } = await createAdminClient(sendAs()).staffLogin({ account, password: demoPassword })
  const admin = createAdminClient(sendAs(token))
  const shop = me.shops.find(({ name }) => name === shopName)
  if (!shop) throw new Error(`${account} does not work in ${shopName}`)
  if (shop.id !== me.shopId) await admin.switchShop({ shopId: shop.id })
  return admin
}

/** A product by words of its title, with a SKU of which at least so many can be bought. */
export async function findGoods(words: string, pieces = 5) {
  const shop = shopper()
  const [row] = (await shop.searchProducts({ text: words, limit: 1 })).items
  if (!row) throw new Error(`the demo has no ${words}`)
  const product = await shop.getProduct({ id: row.id })
  const { items } = await shop.getStock({ skuIds: product.skus.map(({ id }) => id).join(',') })
  const sku = product.skus.find(({ id }) => items.some(({ skuId, available }) => skuId === id && available >= pieces))
  if (!sku) throw new Error(`nothing is left of ${words}`)
  return { product, sku, shopName: (await shop.getShop({ id: product.shopId })).name }
}
