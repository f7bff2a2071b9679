import type { AdminClient } from '../../clients/admin/client.ts'
import { shopkeeper } from '../accounts.ts'
import type { Actors } from './actors.ts'
import type { Demo, OpenGoods, OpenShop } from './context.ts'
import { dice } from '../random.ts'

interface Hand {
  demo: Demo
  actors: Actors
  /** Until nothing is left to happen by itself. */
  settle: () => Promise<void>
}

interface Sale {
  skuId: string
  gift?: string
  answers?: { questionId: string; value: string }[]
}

/**
 * Goods that no parcel brings, a present for a friend, and goods about which something is asked – each with an order of somebody to try out, paid
 * with money that is put into their wallet for it.
 */
export async function seedWays(hand: Hand, shops: readonly OpenShop[], buyers: readonly string[]): Promise<void> {
  const [buyer, friend] = buyers
  const digital = shops.find((shop) => shop.data.industry === 'digital')
  const beauty = shops.find((shop) => shop.data.industry === 'beauty')
  const home = shops.find((shop) => shop.data.industry === 'home')
  if (!buyer || !friend || !digital || !beauty || !home) throw new Error('the demo lacks a shop or its people')
  const keys = await cardKeys(hand, digital)
  const vouchers = await serviceVouchers(hand, beauty)
  const asked = await questions(hand, home)
  await hand.settle()
  const paid = [await buy(hand, buyer, { skuId: keys }), await buy(hand, buyer, { skuId: vouchers }), await buy(hand, buyer, asked)]
  const present = beauty.goods.at(-9)
  if (present) paid.push(await buy(hand, buyer, { skuId: firstSku(present), gift: '生日快乐，照顾好自己' }))
  if (present) paid.push(await buy(hand, friend, { skuId: firstSku(present), gift: '谢谢你上次的帮忙' }))
  await hand.settle()
  const [, , , , given] = paid
  if (!given) return
  const { token } = await hand.actors.shopper(friend).getOrderGift({ id: given })
  const mine = hand.actors.shopper(buyer)
  const [address] = (await mine.listAddresses()).items
  if (address) await mine.claimGift({ token, addressId: address.id })
}

const firstSku = (goods: OpenGoods): string => {
  const [sku] = goods.skus.values()
  if (!sku) throw new Error(`${goods.goods.title} has nothing to sell`)
  return sku.skuId
}

interface Virtual {
  admin: AdminClient
  like: OpenGoods
  code: string
  title: string
  subtitle: string
  priceFen: number
  delivery: 'card_key' | 'voucher'
}

/** A product beside another one of the shop, of which it borrows category and pictures. */
async function virtual({ demo }: Hand, { admin, like, code, delivery, priceFen, ...words }: Virtual): Promise<string> {
  const known = await admin.getAdminProduct({ id: like.productId })
  const detail = await demo.detail(like.productId)
  const product = await admin.createProduct({
    ...words,
    code,
    categoryIds: known.categoryIds,
    brandId: known.brandId,
    pictures: detail.pictures,
    attributes: known.attributes,
    skus: [{ code: `${code}-01`, options: [], priceFen, delivery }],
    state: 'on_sale',
  })
  const [sku] = product.skus
  if (!sku) throw new Error(`${code} has nothing to sell`)
  return sku.id
}

async function cardKeys(hand: Hand, shop: OpenShop): Promise<string> {
  const admin = await hand.actors.staff(shopkeeper(shop.data.slug))
  const like = shop.goods.at(-3)
  if (!like) throw new Error('no goods to sell keys beside')
  const skuId = await virtual(hand, {
    admin,
    like,
    code: `${shop.data.prefix}-9001`,
    title: '云端备份会员 12 个月激活码',
    subtitle: '付款后自动发卡，在订单里查看',
    priceFen: 68_00,
    delivery: 'card_key',
  })
  await hand.settle()
  const roll = dice('card keys')
  const part = () =>
    roll
      .int(0, 36 ** 5 - 1)
      .toString(36)
      .toUpperCase()
      .padStart(5, '0')
  const keys = Array.from({ length: 24 }, () => `DEMO-${part()}-${part()}-${part()}`)
  await admin.importKeys({ id: skuId, requestId: 'demo-keys-1', keys })
  return skuId
}

async function serviceVouchers(hand: Hand, shop: OpenShop): Promise<string> {
  const admin = await hand.actors.staff(shopkeeper(shop.data.slug))
  const like = shop.goods.at(-2)
  if (!like) throw new Error('no goods to sell services beside')
  const skuId = await virtual(hand, {
    admin,
    like,
    code: `${shop.data.prefix}-9001`,
    title: '专柜肌肤护理 45 分钟到店券',
    subtitle: '到店出示券码，由店员核销',
    priceFen: 99_00,
    delivery: 'voucher',
  })
  await hand.settle()
  await admin.adjustStock({ requestId: 'demo-vouchers-1', reason: 'receipt', note: '护理名额', lines: [{ skuId, change: 60 }] })
  return skuId
}

/** Engraving and a day of delivery are asked for. */
async function questions({ actors }: Hand, shop: OpenShop): Promise<Sale> {
  const admin = await actors.staff(shopkeeper(shop.data.slug))
  const [first, ...others] = shop.goods.slice(-8, -5)
  if (!first) throw new Error('no goods to ask about')
  const asked = [
    { id: 'engraving', kind: 'text' as const, label: '刻字内容', required: true, maxLength: 12, hint: '最多 12 个字' },
    { id: 'wrapping', kind: 'choice' as const, label: '包装', required: false, options: ['普通包装', '礼盒包装'] },
  ]
  for (const one of [first, ...others]) await admin.putProductQuestions({ id: one.productId, questions: asked })
  return {
    skuId: firstSku(first),
    answers: [
      { questionId: 'engraving', value: '平安喜乐' },
      { questionId: 'wrapping', value: '礼盒包装' },
    ],
  }
}

/** Places an order and pays it from the wallet. Answers its id. */
async function buy({ demo, actors }: Hand, shopperId: string, { skuId, gift, answers }: Sale): Promise<string> {
  const me = actors.shopper(shopperId)
  const [address] = (await me.listAddresses()).items
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: address?.id ?? null }
  const { payableFen } = await me.quoteCheckout(wish)
  await demo.calls.wallet.credit({ key: `demo:${shopperId}:${skuId}`, shopperId, cashFen: payableFen, kind: 'top_up', note: '演示余额' })
  const checkout = await me.placeOrder({
    ...wish,
    requestId: demo.newId(),
    payableFen,
    fromCart: false,
    gift: gift === undefined ? null : { message: gift },
    answers: answers ? [{ skuId, answers }] : [],
  })
  if (payableFen > 0) await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
  const [order] = checkout.orders
  if (!order) throw new Error('a checkout has an order')
  return order.id
}
