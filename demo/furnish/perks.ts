import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

const day = 86_400_000

/** A paid card in one shop, held by some; a coupon, goods and a month of the card for points. */
export async function seedPerks({ calls, now }: Demo, shops: readonly OpenShop[], people: readonly Person[]): Promise<void> {
  const period = { startsAt: new Date(now.getTime() - day).toISOString(), endsAt: new Date(now.getTime() + 60 * day).toISOString() }
  for (const { shop, goods } of shops.slice(-1)) {
    const coupon = { thresholdFen: 0, scope: {}, stock: 100_000, perShopper: 100, claimable: false, validDays: 30 }
    const monthly = await calls.promotion.putCoupon({
      shopId: shop.id,
      title: '会员月度红包 10 元',
      kind: 'amount',
      value: 1000,
      ...coupon,
    })
    const forPoints = await calls.promotion.putCoupon({ shopId: shop.id, title: '积分兑换券 5 元', kind: 'amount', value: 500, ...coupon })
    await calls['member-card'].put({
      shopId: shop.id,
      title: '星享卡',
      intro: '每月领券，专享会员价',
      level: 50,
      discountBps: 0,
      freeShipping: false,
      templateIds: [monthly.id],
      refundDays: 7,
      plans: [
        { months: 1, priceFen: 1500, listPriceFen: 1900 },
        { months: 3, priceFen: 3900, listPriceFen: 5700 },
        { months: 12, priceFen: 9900, listPriceFen: 22_800 },
      ],
    })
    const item = { ...period, shopId: shop.id, perPerson: 2 }
    await calls['points-mall'].put({ ...item, kind: 'coupon', title: '5 元无门槛券', templateId: forPoints.id, points: 300, pieces: 200 })
    await calls['points-mall'].put({ ...item, kind: 'card', title: '会员月卡', months: 1, points: 1500, pieces: 50, perPerson: 1 })
    const sku = [...(goods.at(-1)?.skus.values() ?? [])][0]
    if (sku)
      await calls['points-mall'].put({
        ...item,
        kind: 'goods',
        title: '会员加价换购',
        skuId: sku.skuId,
        points: 800,
        cashFen: 990,
        pieces: 30,
      })
    for (const [n, { id }] of people.slice(4, 16).entries())
      await calls['member-card'].give({
        key: `demo-card-${shop.id.slice(-8)}-${n}`,
        shopId: shop.id,
        shopperId: id,
        months: [1, 3, 12][n % 3] ?? 1,
      })
  }
}
