import type { Demo, OpenShop } from './context.ts'

const day = 86_400_000

/** Gifts on top-up, red packets to claim, and something in the pockets of the people to try out. */
export async function seedAssets({ calls, now }: Demo, shops: readonly OpenShop[], tryers: readonly string[]): Promise<void> {
  await calls.funds.configure({
    gifts: [
      { fromFen: 100_00, giftFen: 5_00 },
      { fromFen: 200_00, giftFen: 15_00 },
      { fromFen: 500_00, giftFen: 50_00 },
    ],
    bank: { payee: '铺子商城（演示）', bank: '演示银行杭州分行', number: '6222 0000 0000 0001' },
  })
  const [first] = shops
  if (first) {
    await calls.redpacket.putCampaign({
      shopId: first.shop.id,
      title: '逛店红包',
      minFen: 100,
      maxFen: 888,
      budgetFen: 20_000_00,
      perShopper: 1,
      validDays: 14,
      startsAt: new Date(now.getTime() - day).toISOString(),
      endsAt: new Date(now.getTime() + 60 * day).toISOString(),
    })
  }
  for (const shopperId of tryers) {
    await calls.wallet.credit({ key: `demo:${shopperId}`, shopperId, cashFen: 88_00, giftFen: 8_00, kind: 'top_up', note: '演示余额' })
    await calls.points.earn({ key: `demo:${shopperId}`, shopperId, points: 1200, note: '演示积分' })
    await calls.redpacket.grant({ source: `demo:${shopperId}`, shopperId, title: '见面红包', amountFen: 500, validDays: 14 })
  }
}
