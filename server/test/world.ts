import { randomInt, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AdminClient } from '../../clients/admin/client.ts'
import type { Checkout, ShopClient } from '../../clients/shop/client.ts'
import { createDouyinSimulator, type DouyinSimulator } from '../src/gateways/douyin/testing/simulator.ts'
import { createFapiaoSimulator, type FapiaoSimulator } from '../src/gateways/fapiao/testing/simulator.ts'
import { createFeieSimulator, type FeieSimulator } from '../src/gateways/feie/testing/simulator.ts'
import { createKdniaoSimulator, type KdniaoSimulator } from '../src/gateways/kdniao/testing/simulator.ts'
import { createKuaidi100Simulator } from '../src/gateways/kuaidi100/testing/simulator.ts'
import { createSmsSimulator } from '../src/gateways/sms/testing/simulator.ts'
import { accountsOf, writeAccounts } from '../src/gateways/testing/accounts.ts'
import { hostSimulators } from '../src/gateways/testing/host.ts'
import { createWeChatOpenSimulator, type WeChatOpenSimulator } from '../src/gateways/wechat-open/testing/simulator.ts'
import { keysIn } from '../src/gateways/wechat-pay/testing/keys.ts'
import { createWeChatPaySimulator, type WeChatPaySimulator } from '../src/gateways/wechat-pay/testing/simulator.ts'
import type { Interface } from '../src/kernel/contract.ts'
import type { Violation } from '../src/kernel/doctor.ts'
import type { catalogCalls } from '../src/modules/catalog/contract.ts'
import type { inventoryCalls } from '../src/modules/inventory/contract.ts'
import type { mediaCalls } from '../src/modules/media/contract.ts'
import type { promotionCalls } from '../src/modules/promotion/contract.ts'
import type { shippingCalls } from '../src/modules/shipping/contract.ts'
import type { Role, staffCalls } from '../src/modules/staff/contract.ts'
import type { shopCalls } from '../src/modules/shop/contract.ts'
import { hashCheaply } from '../src/modules/staff/testing.ts'
import { freePort, type StartOptions, startServer, type TestServer } from './harness.ts'

interface Calls {
  catalog: Interface<typeof catalogCalls>
  inventory: Interface<typeof inventoryCalls>
  media: Interface<typeof mediaCalls>
  promotion: Interface<typeof promotionCalls>
  shipping: Interface<typeof shippingCalls>
  shop: Interface<typeof shopCalls>
  staff: Interface<typeof staffCalls>
}

export interface TestShop {
  id: string
  owner: AdminClient
  /** Session tokens by role. */
  tokens: Record<Role, string>
}

export interface TestShopper {
  token: string
  client: ShopClient
  addressId: string
}

export interface World extends TestServer {
  modules: Calls
  pay: WeChatPaySimulator
  open: WeChatOpenSimulator
  douyin: DouyinSimulator
  kdniao: KdniaoSimulator
  fapiao: FapiaoSimulator
  feie: FeieSimulator
  /** A shop with one member of staff per role and a free-shipping template. */
  newShop: (name?: string) => Promise<TestShop>
  newShopper: () => Promise<TestShopper>
  /** A product on sale; gives its id and those of its SKUs, with so many pieces of each. */
  newProduct: (shop: TestShop, stock: readonly number[], priceFen?: number) => Promise<{ productId: string; skuIds: string[] }>
  /** Quotes and places what the shopper wants, at the quoted total. */
  place: (shopper: TestShopper, lines: readonly { skuId: string; quantity: number }[], requestId?: string) => Promise<Checkout>
  /** Starts a payment and lets the payer pay at the simulated platform; gives the attempt's number and the id of its notification. */
  payAtChannel: (shopper: TestShopper, checkoutId: string) => Promise<{ number: string; notification: string }>
  /** All violations of all invariants, by all modules. */
  doctor: () => Promise<(Violation & { check: string })[]>
}

const picture = { url: '/media/test/cup', width: 800, height: 800, colour: '#f0e0d0' }
export const PASSWORD = 'correct-horse-7'

/** The whole product with a simulated outside world, reachable by its own notifications. */
export async function startWorld(options: StartOptions = {}): Promise<World> {
  hashCheaply()
  const dataDir = await mkdtemp(join(tmpdir(), 'puzi-world-'))
  const keys = keysIn(dataDir)
  const accounts = accountsOf(keys, 'http://127.0.0.1:1')
  const now = options.now ?? (() => new Date())
  const pay = createWeChatPaySimulator({
    keys,
    publicUrl: 'http://127.0.0.1/wechat-pay',
    now,
    notifyMode: 'manual',
    refundIntervalMs: 0,
    refundTakesMs: 'manual',
  })
  const open = createWeChatOpenSimulator({ ...accounts.wechatOpen, now })
  const douyin = createDouyinSimulator({ ...accounts.douyin, publicKeyPem: accounts.douyin.privateKeyPem, now })
  const kdniao = createKdniaoSimulator({ ...accounts.kdniao, now, mode: 'manual', pushUrl: () => `${world.url}/api/hooks/kdniao/track` })
  const fapiao = createFapiaoSimulator({
    ...accounts.fapiao,
    now,
    mode: 'manual',
    draw: async ({ number }) => Buffer.from(`%PDF-1.4 ${number}`),
  })
  const feie = createFeieSimulator({ ...accounts.feie, now })
  const simulators = [
    feie,
    fapiao,
    kdniao,
    pay,
    open,
    douyin,
    createSmsSimulator({ ...accounts.tencentSms, now }),
    createKuaidi100Simulator(accounts.kuaidi100),
  ]
  const host = await hostSimulators(simulators, { port: 0 })
  writeAccounts(dataDir, accountsOf(keys, host.url))
  const port = await freePort()
  const server = await startServer({ ...options, config: { dataDir, port, publicUrl: `http://127.0.0.1:${port}`, ...options.config } })
  const modules = server.calls as unknown as Calls // the harness keeps calls loosely typed
  await modules.media.register({ shopId: null, pictures: [{ name: 'cup', picture, bytes: 1, hash: 'cup' }] })
  const world: World = {
    ...server,
    modules,
    pay,
    open,
    douyin,
    kdniao,
    fapiao,
    feie,
    newShop: (name = '试店') => newShop(server, modules, name),
    newShopper: () => newShopper(server),
    newProduct: (shop, stock, priceFen = 1000) => newProduct(server, { shop, stock, priceFen, modules }),
    place,
    payAtChannel: (shopper, checkoutId) => payAtChannel(pay, shopper, checkoutId),
    doctor: async () => {
      const found = []
      for (const system of server.systems) {
        for (const check of system.checks) found.push(...(await check.run()).map((violation) => ({ ...violation, check: check.name })))
      }
      return found
    },
    close: async () => {
      await server.close()
      await host.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

async function newShop(server: TestServer, modules: Calls, name: string): Promise<TestShop> {
  const slug = `s-${randomUUID().slice(0, 8)}`
  const profile = { name, logo: null, notice: '', phone: '', licence: '', icp: '', open: true }
  const { id } = await modules.shop.put({ ...profile, slug, industry: 'other' })
  await modules.shipping.putTemplate({
    shopId: id,
    name: '包邮',
    by: 'piece',
    rates: [{ regionCodes: [], firstUnits: 1, firstFen: 0, nextUnits: 1, nextFen: 0, freeOverFen: null }],
    excludedCodes: [],
    isDefault: true,
  })
  const tokens: Partial<Record<Role, string>> = {}
  for (const role of ['owner', 'operator', 'warehouse', 'clerk', 'courier', 'support', 'finance', 'arbiter'] as const) {
    const account = `${role}@${slug}`
    await modules.staff.put({ shopId: id, account, name: role, role, password: PASSWORD })
    tokens[role] = (await server.admin().staffLogin({ account, password: PASSWORD })).token
  }
  const all = tokens as Record<Role, string> // the loop above fills in every role
  return { id, owner: server.admin(all.owner), tokens: all }
}

async function newShopper(server: TestServer): Promise<TestShopper> {
  const phone = `139${String(randomInt(100_000_000)).padStart(8, '0')}`
  const { demoCode } = await server.shop().sendLoginCode({ phone })
  const { token } = await server.shop().loginByPhone({ phone, code: demoCode ?? '' })
  const client = server.shop(token)
  const address = await client.createAddress({ name: '张三丰', phone, districtCode: '330106', detail: '文三路 1 号' })
  return { token, client, addressId: address.id }
}

interface ProductWish {
  shop: TestShop
  stock: readonly number[]
  priceFen: number
  modules: Calls
}

async function newProduct(
  server: TestServer,
  { shop, stock, priceFen, modules }: ProductWish,
): Promise<{ productId: string; skuIds: string[] }> {
  const { items } = await modules.catalog.putCategories({ items: [{ path: ['测试'], picture: null, sort: 0 }] })
  const sizes = stock.map((_, index) => `${index + 1} 号`)
  const code = randomUUID().slice(0, 12)
  const product = await shop.owner.createProduct({
    code,
    title: `测试杯子 ${code}`,
    categoryIds: items.map((item) => item.id),
    pictures: [picture],
    axes: [{ name: '尺码', options: sizes }],
    skus: sizes.map((size, index) => ({ code: `${code}-${index + 1}`, options: [size], priceFen })),
    state: 'on_sale',
  })
  await server.deliver()
  const skuIds = product.skus.map((sku) => sku.id)
  const lines = skuIds.map((skuId, index) => ({ skuId, change: stock[index] ?? 0 })).filter((line) => line.change > 0)
  if (lines.length > 0) await shop.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '开业进货', lines })
  await server.deliver()
  return { productId: product.id, skuIds }
}

async function place(
  shopper: TestShopper,
  lines: readonly { skuId: string; quantity: number }[],
  requestId: string = randomUUID(),
): Promise<Checkout> {
  const wish = { lines: [...lines], addressId: shopper.addressId }
  const quote = await shopper.client.quoteCheckout(wish)
  return shopper.client.placeOrder({ ...wish, requestId, payableFen: quote.payableFen })
}

async function payAtChannel(
  pay: WeChatPaySimulator,
  shopper: TestShopper,
  checkoutId: string,
): Promise<{ number: string; notification: string }> {
  const { number } = await shopper.client.payCheckout({ id: checkoutId, method: 'wechat_h5' })
  return { number, notification: pay.pay(number) ?? '' }
}
