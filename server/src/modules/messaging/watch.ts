import { dayOf, later } from '../../kernel/clock.ts'
import { yuan } from '../../kernel/money.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Messaging } from './context.ts'
import { tellOfOrder } from './of-order.ts'
import { duePlans, endPlan, type Plan, priceOf, putPrice } from './queries/settings.ts'
import { tell } from './tell.ts'
import * as of from './triggers.ts'

/** Hours after which a cart that nobody touched is worth a word; older ones than this many days are let be. */
const idleHours = 24
const idleDays = 7
const page = 200

/** Does what was planned for now: who has not paid is reminded. Gives how many plans ended. */
export async function runPlans(messaging: Messaging): Promise<number> {
  let ended = 0
  for (const plan of await duePlans(messaging.db, messaging.now(), 50)) {
    await run(messaging, plan)
    if (await endPlan(messaging.db, plan.key, messaging.now())) ended += 1
  }
  return ended
}

async function run(messaging: Messaging, { subject: { orderId = '' } }: Plan): Promise<void> {
  const [order] = (await messaging.order.refundable({ orderIds: [orderId] })).items
  if (order?.state === 'pending_payment' && order.payableFen > 0) await tellOfOrder(messaging, of.orderUnpaidNotice, { orderId })
}

/** Carts that were left behind a day ago: each is named once, until it is touched again. */
export async function remindCarts(messaging: Messaging): Promise<void> {
  const now = messaging.now()
  const between = { from: later(now, { days: -idleDays }).toISOString(), to: later(now, { hours: -idleHours }).toISOString() }
  for (let after: string | null = null; ;) {
    const { items } = await messaging.cart.idle({ ...between, after, limit: page })
    for (const cart of items) await remindCart(messaging, cart)
    if (items.length < page) return
    after = items.at(-1)?.shopperId ?? null
  }
}

interface IdleCart {
  shopperId: string
  touchedAt: string
  skuIds: string[]
}

async function remindCart(messaging: Messaging, { shopperId, touchedAt, skuIds }: IdleCart): Promise<void> {
  const { items } = await messaging.catalog.skusForSale({ skuIds: skuIds.slice(0, 100) })
  const onSale = items.filter((sku) => sku.onSale)
  const first = skuIds.flatMap((id) => onSale.find(({ skuId }) => skuId === id) ?? [])[0]
  if (!first) return
  await tell(messaging, {
    key: `cart.idle:${shopperId}:${touchedAt}`,
    trigger: of.cartIdleNotice.name,
    shopId: first.shopId,
    shopperId,
    params: { goods: first.title, count: String(onSale.length) },
    link: 'pages/cart/index',
  })
}

/** What costs less than when it was last looked at is told to those who put it into their carts at a higher price; once for each price. */
export async function lookAtPrices(messaging: Messaging, productId: string): Promise<void> {
  const { items } = await messaging.catalog.skusOfProduct({ productId })
  for (const sku of items) {
    const before = await priceOf(messaging.db, sku.skuId)
    if (before === undefined || before > sku.priceFen) await tellHolders(messaging, sku)
    if (before !== sku.priceFen) await putPrice(messaging.db, sku.skuId, sku.priceFen)
  }
}

async function tellHolders(messaging: Messaging, sku: SkuForSale): Promise<void> {
  for (let after: string | null = null; ;) {
    const { holders } = await messaging.cart.holders({ skuId: sku.skuId, abovePriceFen: sku.priceFen, after, limit: page })
    for (const { shopperId, addedPriceFen } of holders) {
      await tell(messaging, {
        key: `goods.price-drop:${sku.skuId}:${sku.priceFen}:${shopperId}`,
        trigger: of.priceDropNotice.name,
        shopId: sku.shopId,
        shopperId,
        params: {
          goods: [sku.title, ...sku.options].join(' '),
          before: yuan(addedPriceFen),
          price: yuan(sku.priceFen),
          drop: yuan(addedPriceFen - sku.priceFen),
        },
        link: `pages/product/index?id=${sku.productId}`,
      })
    }
    if (holders.length < page) return
    after = holders.at(-1)?.shopperId ?? null
  }
}

/** Everybody whose birthday is today, once a year. */
export async function wishBirthdays(messaging: Messaging): Promise<void> {
  const today = dayOf(messaging.now())
  for (let after: string | null = null; ;) {
    const { ids } = await messaging.shopper.bornOn({ days: birthdaysOf(today), after, limit: page })
    const { items } = ids.length > 0 ? await messaging.shopper.find({ ids }) : { items: [] }
    for (const { id, nickname } of items)
      await tell(messaging, {
        key: `member.birthday:${today.slice(0, 4)}:${id}`,
        trigger: of.birthdayNotice.name,
        shopId: null,
        shopperId: id,
        params: { name: nickname },
        link: 'packages/me/member/index',
      })
    if (ids.length < page) return
    after = ids.at(-1) ?? null
  }
}

/** Who was born on the 29th of February celebrates on the 28th where there is no such day. */
const birthdaysOf = (day: string): string[] => {
  const leap = new Date(Date.UTC(Number(day.slice(0, 4)), 1, 29)).getUTCMonth() === 1
  return day.endsWith('02-28') && !leap ? ['02-28', '02-29'] : [day.slice(5)]
}
