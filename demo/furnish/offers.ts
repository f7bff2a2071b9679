import type { AdminClient } from '../../clients/admin/client.ts'
import { shopkeeper } from '../accounts.ts'
import type { Actors } from './actors.ts'
import type { OpenGoods, OpenShop } from './context.ts'

const yuan = (amount: number): number => amount * 100
const only = (goods: readonly OpenGoods[]) => ({ productIds: goods.map((one) => one.productId) })
const skuOf = (goods: OpenGoods | undefined) => {
  const sku = goods && [...goods.skus.values()][0]
  if (!sku) throw new Error('the demo has too few goods for its offers')
  return sku
}

type Rule = Parameters<AdminClient['createRule']>[0]
type Benefit = Rule['benefit']

/** What each kind of shop has on beside its steps and coupons; on goods at the end of its shelf, so that prices elsewhere stay plain. */
const offers: Readonly<
  Partial<Record<OpenShop['data']['industry'], (goods: readonly OpenGoods[]) => { title: string; benefit: Benefit }[]>>
> = {
  fresh: (goods) => [
    { title: '买两份送尝鲜装', benefit: { type: 'gift', args: { gifts: [{ skuId: skuOf(goods[0]).skuId, quantity: 1 }], choose: 'all' } } },
  ],
  clothes: (goods) => [
    { title: '任选两件套装价', benefit: bundleOf(goods.slice(1, 3)) },
    {
      title: '满额任选一件赠品',
      benefit: { type: 'gift', args: { gifts: goods.slice(3, 5).map((one) => ({ skuId: skuOf(one).skuId, quantity: 1 })), choose: 'one' } },
    },
  ],
  home: (goods) => [
    { title: '加价换购家居小物', benefit: addOnOf(goods.slice(4, 6)) },
    {
      title: '三件一口价',
      benefit: { type: 'n_for_price', args: { n: 3, priceFen: 3 * Math.floor((skuOf(goods[0]).priceFen * 8) / 10) } },
    },
  ],
  beauty: (goods) => [
    { title: '加价换购旅行装', benefit: addOnOf(goods.slice(2, 4)) },
    { title: '护肤两件套', benefit: bundleOf(goods.slice(5, 7)) },
  ],
  digital: (goods) => [
    { title: '主机配件套装', benefit: bundleOf(goods.slice(0, 2)) },
    { title: '第三件三折', benefit: { type: 'nth_item', args: { n: 3, offBps: 7000, maxTimes: 1 } } },
  ],
}

function bundleOf(goods: readonly OpenGoods[]): Benefit {
  const skus = goods.map(skuOf)
  const full = skus.reduce((total, sku) => total + sku.priceFen, 0)
  return {
    type: 'bundle',
    args: { items: skus.map(({ skuId }) => ({ skuId, quantity: 1 })), priceFen: Math.floor((full * 85) / 10_000) * 100 },
  }
}
const addOnOf = (goods: readonly OpenGoods[]): Benefit => ({
  type: 'add_on',
  args: {
    items: goods.map(skuOf).map(({ skuId, priceFen }) => ({ skuId, priceFen: Math.max(100, Math.floor(priceFen / 300) * 100) })),
    mostPieces: 2,
  },
})

/** Offers of the newer kinds, coupons that follow a payment, by codes, and for a gift; and purchase limits. By the console's own operations. */
export async function seedOffers(actors: Actors, shops: readonly OpenShop[]): Promise<void> {
  await Promise.all(shops.map((shop) => offersOf(actors, shop)))
  const [platform] = shops
  if (!platform) return
  const admin = await actors.staff(shopkeeper(platform.data.slug))
  await admin.createRule({
    title: '年终会场 跨店每满 300 减 30',
    priority: 1,
    group: 'across',
    scope: only(shops.flatMap((shop) => shop.goods.slice(-16))),
    conditions: [],
    benefit: {
      type: 'cross_shop',
      args: { steps: [{ fromFen: yuan(300), offFen: yuan(30) }], repeat: true, maxOffFen: yuan(150), platformShareBps: 5000 },
    },
  })
}

async function offersOf(actors: Actors, { data, goods }: OpenShop): Promise<void> {
  const admin = await actors.staff(shopkeeper(data.slug))
  const shelf = goods.slice(-24)
  for (const [index, { title, benefit }] of (offers[data.industry]?.(shelf.slice(10)) ?? []).entries()) {
    const twoPieces = benefit.type === 'gift' ? [{ type: 'min_quantity', args: { quantity: 2 } }] : []
    await admin.createRule({
      title,
      priority: 3,
      group: `extra-${index + 1}`,
      scope: only(shelf.slice(0, 10)),
      conditions: twoPieces,
      benefit,
    })
  }
  await couponsOf(admin, data.slug, shelf)
  await limitsOf(admin, shelf)
}

/** A coupon that follows a payment, one by codes that may be passed on, and one for a sample. */
async function couponsOf(admin: AdminClient, slug: string, shelf: readonly OpenGoods[]): Promise<void> {
  const coupon = { thresholdFen: 0, perShopper: 1, validDays: 30, stock: 2000, claimable: false }
  const thanks = await admin.createCouponTemplate({
    ...coupon,
    title: '回头客 8 元券',
    kind: 'amount',
    value: yuan(8),
    thresholdFen: yuan(80),
    scope: {},
  })
  await admin.createRule({
    title: '付款后送回头客券',
    group: 'after',
    scope: only(shelf),
    conditions: [],
    benefit: { type: 'coupon_after', args: { templateId: thanks.id } },
  })
  const byCode = await admin.createCouponTemplate({
    ...coupon,
    title: '线下活动兑换券',
    kind: 'amount',
    value: yuan(15),
    thresholdFen: yuan(100),
    scope: {},
    passable: true,
  })
  await admin.createCouponCodes({ id: byCode.id, requestId: `demo-codes-${slug}`, count: 30 })
  await admin.createCouponTemplate({
    ...coupon,
    title: '满 159 兑换小样',
    kind: 'gift',
    value: 0,
    thresholdFen: yuan(159),
    scope: {},
    gifts: [{ skuId: skuOf(shelf[11]).skuId, quantity: 1 }],
    claimable: true,
  })
}

/** Some goods are sold by twos, some only so often to one person. */
async function limitsOf(admin: AdminClient, shelf: readonly OpenGoods[]): Promise<void> {
  const limited = { perPerson: null, period: 'ever' as const }
  const ids = (from: number, to: number) => shelf.slice(from, to).map((one) => one.productId)
  await admin.bulkEditProducts({
    ids: ids(19, 21),
    change: { kind: 'limits', limits: { ...limited, minimum: 2, step: 2, perOrder: 10 } },
    dryRun: false,
  })
  await admin.bulkEditProducts({
    ids: ids(21, 23),
    change: { kind: 'limits', limits: { minimum: 1, step: 1, perOrder: 2, perPerson: 3, period: 'month' } },
    dryRun: false,
  })
}
