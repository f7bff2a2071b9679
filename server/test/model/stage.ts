import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { AdminClient } from '../../../clients/admin/client.ts'
import { PASSWORD, startWorld, type TestShop, type World } from '../world.ts'
import { openChannels } from './channels.ts'
import { diceOf } from './dice.ts'
import { type Fleet, openFleet } from './fleet.ts'
import { playsOf } from './plays.ts'
import { type Goods, nothingTold, type Person, type PlayedShop, type Stage } from './play.ts'

const PEOPLE = 16
export const PERSON_LIMIT = 3
export const GIFTS = [
  { fromFen: 10_000, giftFen: 500 },
  { fromFen: 20_000, giftFen: 2000 },
]
const picture = { url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }

/** Two shops with everything they can sell by and with, sixteen people, and two processes that know nothing of this one. */
export async function openStage(seed: number, keep: (close: () => Promise<void>) => void): Promise<Stage> {
  const dice = diceOf(seed)
  const ahead = { seconds: 0 }
  const now = (): Date => new Date(Date.now() + ahead.seconds * 1000)
  const world = await startWorld({ now })
  keep(world.close)
  const channels = await openChannels(world, now)
  keep(channels.close)
  const fleet = await openFleet(world.config, { size: 2, choose: dice.below, aheadSeconds: () => ahead.seconds })
  keep(fleet.stop)
  const told = nothingTold(PEOPLE)
  const shops: PlayedShop[] = []
  for (const name of ['甲店', '乙店']) {
    const shop = await world.newShop(name)
    shops.push(await openShop({ world, fleet, below: dice.below, mall: shops[0]?.shop ?? shop }, shop))
  }
  for (const { goods } of shops) for (const { skuIds, kind } of goods) for (const id of skuIds) told.pieces.set(id, opening[kind])
  const people: Person[] = []
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
  const image = sharp({ create: { width: 120, height: 90, channels: 3, noise, background: '#fff' } })
  const bytes = await image.png().toBuffer()
  for (let n = 0; n < PEOPLE; n += 1) people.push(await newPerson({ world, fleet, bytes }))
  const log = (text: string): void => console.log(`model, seed ${seed}: ${text}`)
  const stage: Stage = { world, fleet, channels, dice, shops, people, told, ahead, log }
  // Only now: whoever furnishes the shop also delivers its events.
  await world.settle()
  await fleet.start()
  return stage
}

async function newPerson({ world, fleet, bytes }: { world: World; fleet: Fleet; bytes: Uint8Array }): Promise<Person> {
  const persona = randomUUID()
  const signIn = async (): Promise<string> =>
    (await world.shop().loginByMiniProgram({ platform: 'weapp', code: world.open.loginCode(persona) })).token
  const client = fleet.shop({ token: await signIn(), renew: signIn })
  const here = world.shop(await signIn())
  const { id: addressId } = await here.createAddress({
    name: '张三丰',
    phone: '13900000000',
    districtCode: '330106',
    detail: '文三路 1 号',
  })
  const { picture: proof } = await here.uploadPicture({ file: { name: 'proof.png', bytes } })
  const { id: titleId } = await here.createInvoiceTitle({ type: 'person', name: '张三丰' })
  return { id: (await here.getMe()).id, client, addressId, proof, titleId }
}

const invoices = {
  enabled: true,
  after: 'payment',
  automatic: true,
  special: false,
  seller: { name: '测试店铺有限公司', taxNumber: '91350100M000100Y43', address: '', phone: '', bank: '', account: '' },
  rateBps: 1300,
  taxCode: '1060512990000000000',
  category: '日用杂品',
  drawer: '张三',
} as const

interface Yard {
  world: World
  fleet: Fleet
  below: (n: number) => number
  /** The shop of the platform. */
  mall: TestShop
}

/** Pieces of each SKU on the first day. */
const opening: Record<Goods['kind'], number> = { plain: 40, limited: 30, keys: 0, counted: 40, lots: 0, vouchers: 25 }

/** What is the whole mall's is said by the shop that was there first. */
async function openMall(owner: AdminClient): Promise<void> {
  await owner.updateFundsSettings({
    topUp: true,
    minTopUpFen: 100,
    maxTopUpFen: 500_000,
    gifts: GIFTS,
    withdraw: true,
    minWithdrawFen: 100,
    maxWithdrawFen: 100_000,
    reviewAboveFen: 0,
    bank: { payee: '示例商贸', bank: '示例银行', number: '6200000000000000' },
  })
}

async function openShop({ world, fleet, below, mall }: Yard, shop: TestShop): Promise<PlayedShop> {
  const { owner } = shop
  const { account } = await owner.getStaffMe()
  const as = (who: string, token: string): AdminClient =>
    fleet.admin({ token, renew: async () => (await world.admin().staffLogin({ account: who, password: PASSWORD })).token })
  const goods: Goods[] = []
  const stock = (kind: Goods['kind'], skus: number): number[] => Array.from({ length: skus }, () => opening[kind])
  const put = async (kind: Goods['kind'], skus: number): Promise<void> => {
    const product = await world.newProduct(shop, stock(kind, skus), 990 + below(3000))
    goods.push({ kind, ...product })
  }
  await put('plain', 3)
  await put('limited', 1)
  await put('counted', 2)
  await put('lots', 1)
  goods.push(await virtualGoods(world, owner, 'keys'), await virtualGoods(world, owner, 'vouchers'))
  for (const { kind, productId } of goods) {
    if (kind === 'limited') await limit(owner, productId)
    if (kind === 'plain') await protect(owner, productId)
  }
  if (mall === shop) await openMall(owner)
  await owner.updateAfterSalesSettings({ returnTo: { name: '退货组', phone: '13800000000', address: '文三路 1 号' }, compensationBps: 200 })
  await owner.updateOnDelivery({ enabled: true, maxFen: null, regionCodes: [] })
  await owner.updateInvoiceSettings(invoices)
  const main = (await owner.listLocations()).items.find((one) => one.isDefault)?.id ?? ''
  const { id: second } = await owner.createLocation({ name: '二仓', kind: 'warehouse', districtCode: '330106' })
  return {
    shop,
    staff: as(account, shop.tokens.owner),
    arbiter: as(account.replace('owner@', 'arbiter@'), shop.tokens.arbiter),
    goods,
    places: [main, second],
    pointId: await pointOf(owner),
    supplierId: (await owner.createSupplier({ name: '景德镇窑厂' })).id,
    coupons: await couponsOf(owner),
    ruleIds: await rulesOf(owner),
    campaign: await campaignOf(mall.owner),
    plays: await playsOf(owner, goods),
    sequences: new Map(),
  }
}

/** So many orders can be fetched at each time. */
export const PLACES = 3
async function pointOf(owner: AdminClient): Promise<string> {
  const slots = ['09:00', '13:00', '18:00'].map((from, n) => ({ from, to: ['12:00', '17:00', '21:00'][n] ?? '', capacity: PLACES }))
  const point = { name: '前台', address: '文三路 1 号', phone: '0571', lng: 120.13, lat: 30.28, pickup: true, local: false }
  return (await owner.createDeliveryPoint({ ...point, slots })).id
}

/** A product of which every piece is a secret, of which there are none yet; or a service that is given for a voucher. */
async function virtualGoods(world: World, owner: AdminClient, kind: 'keys' | 'vouchers'): Promise<Goods> {
  const delivery = kind === 'keys' ? 'card_key' : 'voucher'
  const { items } = await world.modules.catalog.putCategories({ items: [{ path: ['虚拟'], picture: null, sort: 0 }] })
  const code = randomUUID().slice(0, 12)
  const product = await owner.createProduct({
    code,
    title: `虚拟商品 ${code}`,
    categoryIds: items.map((item) => item.id),
    pictures: [picture],
    skus: [{ code: `${code}-1`, options: [], priceFen: 500, delivery }],
    state: 'on_sale',
  })
  await world.settle()
  const skuIds = product.skus.map(({ id }) => id)
  const lines = skuIds.map((skuId) => ({ skuId, change: opening[kind] }))
  if (kind === 'vouchers') await owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '名额', lines })
  return { kind, productId: product.id, skuIds }
}

async function limit(owner: AdminClient, productId: string): Promise<void> {
  const limits = { minimum: 1, step: 1, perOrder: null, perPerson: PERSON_LIMIT, period: 'ever' as const }
  await owner.bulkEditProducts({ ids: [productId], change: { kind: 'limits', limits }, dryRun: false })
}

/** Whoever bought it may have the difference when its price drops. */
async function protect(owner: AdminClient, productId: string): Promise<void> {
  const { code, title, categoryIds, pictures, axes, version, ...product } = await owner.getAdminProduct({ id: productId })
  const skus = product.skus.map((sku) => ({ code: sku.code, options: sku.options, priceFen: sku.priceFen }))
  const same = { id: productId, version, code, title, categoryIds, pictures, axes, skus, state: 'on_sale' as const }
  await owner.updateProduct({ ...same, promises: ['price_protection', 'seven_day_return'] })
}

async function couponsOf(owner: AdminClient): Promise<PlayedShop['coupons']> {
  const scarce = { title: '抢10减3', kind: 'amount', value: 300, thresholdFen: 1000, scope: {}, stock: 8, perShopper: 2 } as const
  const plenty = { title: '满30减8', kind: 'amount', value: 800, thresholdFen: 3000, scope: {}, stock: 5000, perShopper: 50 } as const
  const secret = {
    ...scarce,
    title: '口令九折',
    kind: 'percent',
    value: 9000,
    stock: 12,
    perShopper: 3,
    code: `K${randomUUID().slice(0, 8)}`,
  } as const
  const made: PlayedShop['coupons'] = []
  for (const wish of [scarce, { ...plenty, passable: true }, secret]) {
    const { id, stock, perShopper, code } = await owner.createCouponTemplate({ ...wish, validDays: 365 })
    made.push({ id, stock, perShopper, code })
  }
  return made
}

async function rulesOf(owner: AdminClient): Promise<string[]> {
  const amount = { type: 'amount_off', args: { steps: [{ fromFen: 5000, offFen: 500 }] } }
  const few = { type: 'amount_off', args: { steps: [{ fromFen: 2000, offFen: 150 }] } }
  const base = { group: 'goods', scope: {}, conditions: [] }
  const rules = [
    await owner.createRule({ ...base, title: '满50减5', benefit: amount }),
    await owner.createRule({ ...base, title: '前一百名满20减1.5', group: 'few', benefit: few, limitTotal: 100, limitPerShopper: 10 }),
  ]
  return rules.map(({ id }) => id)
}

async function campaignOf(owner: AdminClient): Promise<PlayedShop['campaign']> {
  const budgetFen = 6000
  const [startsAt, endsAt] = [-1, 1000].map((days) => new Date(Date.now() + days * 86_400_000).toISOString()) as [string, string] // two in, two out
  const wish = { title: '红包雨', minFen: 50, maxFen: 400, budgetFen, perShopper: 3, validDays: 365, startsAt, endsAt }
  return { id: (await owner.createRedPacketCampaign(wish)).id, budgetFen, perShopper: 3 }
}
