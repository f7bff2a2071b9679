import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ApiError } from '../../../test/harness.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
})
afterAll(() => world.close())

const at = (ms: number) => new Date(Date.now() + ms).toISOString()
const visitor = () => `device-${randomUUID()}`
const terms = {
  title: '砍价',
  floorFen: 2000,
  helpers: 2,
  hours: 24,
  pieces: 10,
  buyAt: 'reached' as const,
  freeFreight: true,
  perPerson: 2,
  startsPerDay: 5,
  helpsPerDay: 100,
  startsAt: at(-1000),
  endsAt: at(86_400_000),
  enabled: true,
}
async function buy(who: TestShopper, skuId: string, id: string): Promise<string> {
  const { campaign, pass } = await who.client.getBargain({ id })
  const play = { kind: 'bargain', campaignId: campaign.id, joinId: id, pass }
  const wish = { lines: [{ skuId, quantity: 1 }], addressId: who.addressId, play }
  const { payableFen } = await who.client.quoteCheckout(wish)
  const checkout = await who.client.placeOrder({ ...wish, payableFen, requestId: randomUUID() })
  await world.pay.notify((await world.payAtChannel(who, checkout.id)).notification)
  await world.settle()
  return checkout.id
}

test('a campaign that was passed on shows the numbers that a hand counts', async () => {
  const skuId = (await world.newProduct(shop, [20], 5000)).skuIds[0] ?? ''
  const [ann, ben, cid] = await Promise.all([world.newShopper(), world.newShopper(), world.newShopper()])
  // Cid has bought here before.
  const before = await world.place(cid, [{ skuId, quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(cid, before.id)).notification)
  await world.settle()
  const campaign = await shop.owner.createBargainCampaign({ skuId, ...terms })
  const page = { kind: 'bargain', campaignId: campaign.id }
  const { id } = await ann.client.startBargain({ id: campaign.id })
  const { code } = await ann.client.createShareLink({ kind: 'bargain', targetId: campaign.id, joinId: id, title: '帮我砍' })
  // Ben comes by Ann's share, twice; seven others look, one of them by the share too.
  const bens = visitor()
  await ben.client.recordVisit({ visitor: bens, code, page })
  await ben.client.recordVisit({ visitor: bens, code, page })
  await world.shop().recordVisit({ visitor: visitor(), code, page })
  for (let n = 0; n < 6; n += 1) await world.shop().recordVisit({ visitor: visitor(), page })
  // Ann's own opening of her share is none.
  await ann.client.recordVisit({ visitor: visitor(), code, page })
  await ben.client.helpBargain({ id })
  await cid.client.helpBargain({ id })
  await buy(ann, skuId, id)
  const cids = await cid.client.startBargain({ id: campaign.id })
  await buy(cid, skuId, cids.id)
  const found = await shop.owner.getCampaignResults({ kind: 'bargain', id: campaign.id })
  expect(found).toMatchObject({
    reach: 9,
    shares: 1,
    sharedVisits: 2,
    participants: 3,
    buyers: 2,
    newCustomers: 1,
    invited: 1,
    participationBps: 3333, // 3 of 9
    conversionBps: 2222, // 2 of 9
    successBps: 5000, // Ann's reached its floor, Cid's was bought at once
    kMilli: 333,
    numbers: { attempts: 2, successes: 1, orders: 2, paidOrders: 2, gmvFen: 7000, refundedFen: 0, costFen: 3000 },
    roiBps: 23_333, // ¥70 for ¥30
    cacFen: 3000, // ¥30 for one
    partial: false,
  })
  const list = await shop.owner.listCampaignResults({ kind: 'bargain' })
  expect(list.items.find((one) => one.id === campaign.id)).toMatchObject({ visitors: 9, paidOrders: 2, gmvFen: 7000, costFen: 3000 })
  expect(list.kinds).toEqual(expect.arrayContaining(['bargain', 'flash-sale', 'group-buy']))
  const other = await world.newShop()
  await expect(other.owner.getCampaignResults({ kind: 'bargain', id: campaign.id })).rejects.toThrow(ApiError)
  expect(await world.doctor()).toEqual([])
})

test('a share is the same each time, knows the share it came by, and a guest who signs in is bound to what they opened', async () => {
  const [ann, ben] = await Promise.all([world.newShopper(), world.newShopper()])
  const what = { kind: 'home', targetId: null, joinId: null, title: '首页' }
  const codes = await Promise.all(Array.from({ length: 20 }, () => ann.client.createShareLink(what)))
  expect(new Set(codes.map((one) => one.code)).size).toBe(1)
  const code = codes[0]?.code ?? ''
  expect(`s=${code}`.length).toBeLessThanOrEqual(32)
  expect(await world.shop().getShareLink({ code })).toMatchObject({ kind: 'home', targetId: null })
  const device = visitor()
  await Promise.all(Array.from({ length: 20 }, () => world.shop().recordVisit({ visitor: device, code })))
  await ben.client.claimVisits({ visitor: device })
  expect((await ann.client.listMyShareLinks({})).items).toMatchObject([{ code, visits: 1, came: 1, joined: 0 }])
  // Another device of Ann's has made up a code of its own: it leads to the same share. A code of somebody else's is not hers.
  expect(await ann.client.createShareLink({ ...what, code: 'AnnsOwn1' })).toEqual({ code: 'AnnsOwn1' })
  await world.shop().recordVisit({ visitor: visitor(), code: 'AnnsOwn1' })
  expect((await ann.client.listMyShareLinks({})).items).toMatchObject([{ code, visits: 2 }])
  expect((await ben.client.createShareLink({ ...what, code: 'AnnsOwn1' })).code).not.toBe('AnnsOwn1')
  // Ben passes it on: his share is one step after Ann's (the doctor looks).
  await ben.client.createShareLink(what)
  await expect(world.shop().getShareLink({ code: 'zzzzzzzz' })).rejects.toThrow(ApiError)
  expect(await world.doctor()).toEqual([])
})
