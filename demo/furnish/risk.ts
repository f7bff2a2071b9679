import type { Actors } from './actors.ts'
import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

interface Hand {
  demo: Demo
  actors: Actors
  people: readonly Person[]
  settle: () => Promise<void>
}

type Rule = Parameters<Demo['calls']['risk']['seed']>[0]['rules'][number]

/** Rules that ordinary shopping does not meet, however many people try the demo from one computer. */
const rules: Rule[] = [
  {
    name: '同一设备登录多个账号',
    kinds: ['login'],
    measure: 'concentration',
    dimension: 'device',
    most: 8,
    windowMinutes: 1440,
    score: 40,
    action: 'challenge',
    enabled: true,
  },
  {
    name: '频繁获取验证码',
    kinds: ['code'],
    measure: 'velocity',
    dimension: 'device',
    most: 20,
    windowMinutes: 60,
    score: 30,
    action: 'challenge',
    enabled: true,
  },
  {
    name: '一台手机替多人砍价、领券',
    kinds: ['bargain', 'coupon'],
    measure: 'concentration',
    dimension: 'device',
    most: 5,
    windowMinutes: 1440,
    score: 60,
    action: 'review',
    enabled: true,
  },
  {
    name: '短时间频繁下单',
    kinds: ['order'],
    measure: 'velocity',
    dimension: 'shopper',
    most: 20,
    windowMinutes: 60,
    score: 50,
    action: 'review',
    enabled: true,
  },
  {
    name: '一周内频繁申请售后',
    kinds: ['refund'],
    measure: 'velocity',
    dimension: 'shopper',
    most: 8,
    windowMinutes: 10_080,
    score: 40,
    action: 'review',
    enabled: true,
  },
  {
    name: '一天内提现过多',
    kinds: ['withdraw'],
    measure: 'cash_out',
    dimension: 'shopper',
    most: 5000_00,
    windowMinutes: 1440,
    score: 60,
    action: 'review',
    enabled: true,
  },
  {
    name: '同一地址涌入新账号',
    kinds: ['order'],
    measure: 'new_accounts',
    dimension: 'address',
    most: 10,
    windowMinutes: 1440,
    accountHours: 72,
    score: 50,
    action: 'review',
    enabled: false,
  },
]

const home = '203.0.113.24'
const act = { ip: home, device: null, pass: null, phone: null, addressId: null, amountFen: null, play: null }

/** Rules that run, somebody who helps in the name of many, somebody who sends everything back, and an order that is held. */
export async function seedRisk(hand: Hand, shops: readonly OpenShop[]): Promise<void> {
  const { demo, people } = hand
  const { risk } = demo.calls
  await risk.seed({ rules, policy: { challengeFrom: 60, reviewFrom: 100, blockFrom: 160, keepDays: 180 } })
  const farm = people.slice(60, 67)
  for (const { id } of farm)
    await risk.guardAct({ ...act, kind: 'bargain', shopperId: id, device: 'demo-phone-farm-1', ip: '198.51.100.7' })
  const [returner, hoarder] = people.slice(70, 72)
  if (!returner || !hoarder) return
  for (let at = 0; at < 9; at += 1) await risk.guardAct({ ...act, kind: 'refund', shopperId: returner.id })
  for (let at = 0; at < 20; at += 1) await risk.guardAct({ ...act, kind: 'order', shopperId: hoarder.id, amountFen: 100_00 })
  await order(hand, hoarder, shops)
}

/** One more order than is usual: paid, and held. */
async function order({ demo, actors, settle }: Hand, person: Person, shops: readonly OpenShop[]): Promise<void> {
  const [sku] = shops.at(0)?.goods.at(4)?.skus.values() ?? []
  if (!sku) return
  const me = actors.shopper(person.id)
  const [address] = (await me.listAddresses()).items
  const wish = { lines: [{ skuId: sku.skuId, quantity: 3 }], addressId: address?.id ?? null }
  const { payableFen } = await me.quoteCheckout(wish)
  const key = `demo:risk:${person.id}`
  await demo.calls.wallet.credit({ key, shopperId: person.id, cashFen: payableFen, kind: 'top_up', note: '演示余额' })
  const checkout = await me.placeOrder({ ...wish, requestId: demo.newId(), payableFen, fromCart: false })
  await settle()
  await me.payCheckout({ id: checkout.id, method: 'wechat_h5', walletFen: payableFen })
  await settle()
}
