import type { OpenShop } from './context.ts'
import type { Person } from './people.ts'
import type { Stage } from './plays.ts'

const day = 86_400_000
/** Each friend comes by the share of one of the people for trying out, and buys for the first time; the last two look as if they were made up. */
const friends = [
  { phone: '19700000001', nickname: '新来的阿布', by: 0, device: 'demo-friend-device-0001' },
  { phone: '19700000002', nickname: '第一次逛', by: 0, device: 'demo-friend-device-0002' },
  { phone: '19700000003', nickname: '朋友推荐来的', by: 1, device: 'demo-friend-device-0003' },
  { phone: '19700000004', nickname: '小号一', by: 2, device: 'demo-sharer-device-0002' },
  { phone: '19700000005', nickname: '小号二', by: 2, device: 'demo-sharer-device-0002' },
] as const

/** Invitations that run: shares that were opened, friends who bought by them, rewards that were given and some that wait for staff. */
export async function seedShares(stage: Stage): Promise<void> {
  const [house] = stage.open
  const sku = [...(house?.goods.at(0)?.skus.values() ?? [])][0]
  if (!house || !sku) return
  const campaignId = await openCampaigns(stage, house)
  const codes = await share(stage, campaignId)
  for (const { by, device } of friends)
    await look(stage.demo, { visitor: device, code: codes[by] ?? null, page: { kind: 'share', campaignId } })
  const { items } = await stage.demo.calls.shopper.seed({
    shoppers: friends.map(({ phone, nickname }, index) => ({
      phone,
      nickname,
      avatar: null,
      createdAt: stage.clock.now().toISOString(),
      address: {
        name: nickname.slice(0, 4),
        phone,
        districtCode: '330106',
        detail: `演示路 ${index + 31} 号 1 幢 101 室`,
        isDefault: true,
        lng: null,
        lat: null,
      },
      shopIds: [house.shop.id],
    })),
  })
  for (const [index, { id }] of items.entries()) {
    const friend = friends[index]
    const code = friend && codes[friend.by]
    if (!friend || !code) continue
    await stage.demo.calls.share.visit({ visitor: friend.device, shopperId: id, code, page: { kind: 'share', campaignId } })
    await buy(stage, { shopperId: id, skuId: sku.skuId })
  }
  await stage.settle()
  await stage.demo.calls.share.giveDue({})
}

/** One for invitations, by the platform; one in which friends bring the money of an order back. */
async function openCampaigns({ demo }: Stage, house: OpenShop): Promise<string> {
  const common = {
    shopId: house.shop.id,
    scope: 'mall' as const,
    holdDays: 0,
    perDay: 20,
    perPerson: 200,
    budget: 2000,
    startsAt: new Date(demo.now.getTime() - day).toISOString(),
    endsAt: new Date(demo.now.getTime() + 60 * day).toISOString(),
    enabled: true,
  }
  const { id } = await demo.calls.share.putCampaign({
    ...common,
    kind: 'invite',
    title: '邀请好友，各得好礼',
    at: 'paid',
    minOrderFen: 100,
    inviterReward: { kind: 'points', points: 500 },
    inviteeReward: { kind: 'red_packet', amountFen: 500, validDays: 30 },
    friends: 1,
    rateBps: 0,
    mostFen: 0,
  })
  await demo.calls.share.putCampaign({
    ...common,
    kind: 'cashback',
    title: '分享返现，三位好友买就返',
    at: 'kept',
    holdDays: 7,
    minOrderFen: 5000,
    inviterReward: null,
    inviteeReward: null,
    friends: 3,
    rateBps: 2000,
    mostFen: 3000,
  })
  return id
}

/** Three people pass the invitation on; many look, and some of a few other campaigns' pages too. Gives their codes. */
async function share({ demo, people }: Stage, campaignId: string): Promise<string[]> {
  const codes: string[] = []
  for (const [index, person] of people.slice(0, 3).entries()) {
    const { code } = await demo.calls.share.share({
      shopperId: person.id,
      kind: 'share',
      targetId: campaignId,
      joinId: null,
      title: '邀请好友，各得好礼',
    })
    codes.push(code)
    await demo.calls.share.visit({
      visitor: `demo-sharer-device-000${index}`,
      shopperId: person.id,
      code: null,
      page: { kind: 'share', campaignId },
    })
    for (let n = 0; n < 9 - 2 * index; n += 1)
      await look(demo, { visitor: `demo-guest-${index}-${n}-device`, code, page: { kind: 'share', campaignId } })
  }
  for (let n = 0; n < 30; n += 1) await look(demo, { visitor: `demo-passer-${n}-device`, code: null, page: { kind: 'share', campaignId } })
  return codes
}

type Look = Omit<Parameters<Stage['demo']['calls']['share']['visit']>[0], 'shopperId'>
const look = (demo: Stage['demo'], visit: Look) => demo.calls.share.visit({ ...visit, shopperId: null })

/** An order that is paid at once from a wallet. */
async function buy({ demo, actors }: Stage, { shopperId, skuId }: { shopperId: Person['id']; skuId: string }): Promise<void> {
  const me = actors.shopper(shopperId)
  const [address] = (await me.listAddresses()).items
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: address?.id ?? null }
  const { payableFen } = await me.quoteCheckout(wish)
  await demo.calls.wallet.credit({ key: `demo:share:${shopperId}`, shopperId, cashFen: payableFen, kind: 'top_up', note: '演示余额' })
  const checkout = await me.placeOrder({ ...wish, requestId: demo.newId(), payableFen, fromCart: false })
  await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
}
