import { randomUUID } from 'node:crypto'
import { applyForRefund, decideRefund } from './after-sales.ts'
import { type Action, attempt, type Stage } from './play.ts'

const carriers = ['SF', 'YTO', 'ZTO'] as const

const one = <T>(stage: Stage, list: readonly T[]): T | undefined => (list.length === 0 ? undefined : stage.dice.pick(list))
/** Mostly a recent one: what is long over only ever refuses. */
const recent = <T>(stage: Stage, list: readonly T[]): T | undefined => one(stage, stage.dice.chance(0.8) ? list.slice(-60) : list)

/** Quotes and places; sometimes taps twice, sometimes asks again with the same key when the answer was lost. */
async function place(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const shopper = dice.pick(stage.shoppers)
  const who = stage.shoppers.indexOf(shopper)
  const shops = dice.chance(0.2) ? stage.shops : [dice.pick(stage.shops)]
  const lines = shops.flatMap(({ skuIds }) => dice.some(skuIds, 2).map((skuId) => ({ skuId, quantity: 1 + dice.below(3) })))
  const wish = { lines, addressId: shopper.person.addressId }
  const requestId = randomUUID()
  const send = async (): Promise<void> => {
    const quote = await shopper.client.quoteCheckout(wish)
    const body = { ...wish, requestId, payableFen: quote.payableFen, fromCart: false }
    const twice = dice.chance(0.1)
    const answers = await Promise.allSettled(Array.from({ length: twice ? 2 : 1 }, () => shopper.client.placeOrder(body)))
    for (const answer of answers) {
      if (answer.status === 'rejected') continue
      const before = told.placed.get(requestId)
      if (before && before !== answer.value.id) told.lies.push(`key ${requestId} made ${before} and ${answer.value.id}`)
      if (before) continue
      told.placed.set(requestId, answer.value.id)
      for (const order of answer.value.orders)
        told.orders.push({ id: order.id, checkoutId: answer.value.id, shop: shopAt(stage, order.shopId), shopper: who })
    }
    const failed = answers.find((answer) => answer.status === 'rejected')
    if (failed) throw failed.reason
  }
  if (!(await attempt(stage, 'place', send)) && !told.placed.has(requestId) && dice.chance(0.5)) await attempt(stage, 'place again', send)
}

const shopAt = (stage: Stage, shopId: string): number => stage.shops.findIndex(({ shop }) => shop.id === shopId)

/** Starts a payment; the payer pays, or does not; the notification comes at once, late, often, or never. */
async function pay(stage: Stage): Promise<void> {
  const { dice, told } = stage
  const order = recent(stage, told.orders)
  if (!order) return
  const client = stage.shoppers[order.shopper]?.client
  if (!client) return
  await attempt(stage, 'pay', async () => {
    const method = dice.chance(0.7) ? 'wechat_h5' : 'wechat_native'
    const { number } = await client.payCheckout({ id: order.checkoutId, method })
    if (number === '') return
    told.attempts.push(number)
    if (dice.chance(0.85)) payAtChannel(stage, number, dice.chance(0.15))
  })
  if (dice.chance(0.6)) await notify(stage)
}

/** The payer's side. A trade that cannot be paid any more is no news. */
function payAtChannel(stage: Stage, number: string, silently: boolean): void {
  try {
    const notification = stage.world.pay.pay(number, silently ? { notify: 'none' } : {})
    if (notification) stage.told.notifications.push(notification)
  } catch (error) {
    if (!(error instanceof Error) || !/^(no )?trade/.test(error.message)) throw error
  }
}

/** Money that comes to an attempt from long ago. */
async function payLate(stage: Stage): Promise<void> {
  const number = one(stage, stage.told.attempts)
  if (number) payAtChannel(stage, number, stage.dice.chance(0.3))
}

/** Delivers a notification that waits, perhaps several times; one that was not taken waits on. */
async function notify(stage: Stage): Promise<void> {
  const { dice, told, world } = stage
  if (told.notifications.length === 0) return
  const at = dice.below(told.notifications.length)
  const [id = ''] = told.notifications.splice(at, 1)
  const answers = await Promise.all(Array.from({ length: dice.chance(0.2) ? 5 : 1 }, () => world.pay.notify(id)))
  if (!answers.some((status) => status >= 200 && status < 300)) told.notifications.push(id)
}

/** The channel finishes refunds: well, not at all, or so that a person must act. */
async function settleRefunds(stage: Stage): Promise<void> {
  for (const number of stage.told.attempts.slice(-200)) {
    for (const refund of stage.world.pay.trade(number)?.refunds ?? []) {
      if (refund.status !== 'PROCESSING' || stage.dice.chance(0.3)) continue
      const notification = stage.world.pay.settleRefund(refund.outRefundNo, 'SUCCESS')
      if (notification) stage.told.notifications.push(notification)
    }
  }
}

async function byShopper(
  stage: Stage,
  name: string,
  run: (client: Stage['shoppers'][number]['client'], orderId: string) => Promise<unknown>,
) {
  const order = recent(stage, stage.told.orders)
  const client = order && stage.shoppers[order.shopper]?.client
  if (order && client) await attempt(stage, name, () => run(client, order.id))
}

async function byStaff(stage: Stage, name: string, run: (staff: Stage['shops'][number]['staff'], orderId: string) => Promise<unknown>) {
  const order = recent(stage, stage.told.orders)
  const staff = order && stage.shops[order.shop]?.staff
  if (order && staff) await attempt(stage, name, () => run(staff, order.id))
}

const cancel = (stage: Stage) => byShopper(stage, 'cancel', (client, id) => client.cancelOrder({ id, reason: '不想要了' }))
const receive = (stage: Stage) => byShopper(stage, 'receive', (client, id) => client.confirmReceipt({ id }))
const look = (stage: Stage) => byShopper(stage, 'look', (client, id) => client.getOrder({ id }))
const refund = (stage: Stage) => byStaff(stage, 'refund', (staff, id) => staff.refundOrder({ id, reason: '缺货退款' }))
const close = (stage: Stage) => byStaff(stage, 'close', (staff, id) => staff.closeOrder({ id, reason: '联系不上' }))

/** Ships all that is left, or some of it. */
const ship = (stage: Stage) =>
  byStaff(stage, 'ship', async (staff, id) => {
    const order = await staff.getAdminOrder({ id })
    const part = stage.dice.chance(0.3) ? { lines: order.lines.slice(0, 1).map((line) => ({ orderLineId: line.id, quantity: 1 })) } : {}
    const number = `SF${String(stage.dice.below(1e9)).padStart(12, '0')}`
    await staff.shipOrder({ id, requestId: randomUUID(), carrierCode: stage.dice.pick(carriers), trackingNumber: number, ...part })
  })

/** Counts stock up or down. */
async function adjust(stage: Stage): Promise<void> {
  const { staff, skuIds } = stage.dice.pick(stage.shops)
  const change = stage.dice.chance(0.7) ? 1 + stage.dice.below(12) : -1 - stage.dice.below(3)
  const reason = change > 0 ? 'receipt' : 'damage'
  const body = { requestId: randomUUID(), reason, note: '盘点', lines: [{ skuId: stage.dice.pick(skuIds), change }] } as const
  await attempt(stage, 'adjust', () => staff.adjustStock({ ...body, lines: [...body.lines] }))
}

/** Something at the channel goes wrong for the next few calls. */
async function breakChannel(stage: Stage): Promise<void> {
  const { dice, world } = stage
  const kind = dice.pick(['drop-before', 'drop-after', 'error-500', 'limited-429', 'bad-signature', 'unsigned', 'delay'] as const)
  world.pay.fail({ on: 'any', kind, times: 1 + dice.below(3), delayMs: 300 })
}

/** kill -9 of one process; it comes back a moment later. */
async function crash(stage: Stage): Promise<void> {
  await stage.fleet.kill(stage.dice.below(stage.fleet.size))
  await stage.fleet.revive(stage.ahead.seconds)
}

const jumps = [11 * 60, 45 * 60, 26 * 3600, 9 * 86_400]

/** All processes are down for some time: minutes, or days. */
async function sleepLong(stage: Stage): Promise<void> {
  for (let at = 0; at < stage.fleet.size; at += 1) await stage.fleet.kill(at)
  if (stage.ahead.seconds < 25 * 86_400) stage.ahead.seconds += stage.dice.pick(jumps)
  await stage.fleet.revive(stage.ahead.seconds)
}

export const actions: readonly Action[] = [
  { name: 'place', weight: 22, run: place },
  { name: 'pay', weight: 20, run: pay },
  { name: 'notify', weight: 14, run: notify },
  { name: 'look', weight: 8, run: look },
  { name: 'ship', weight: 10, run: ship },
  { name: 'receive', weight: 6, run: receive },
  { name: 'cancel', weight: 5, run: cancel },
  { name: 'refund', weight: 4, run: refund },
  { name: 'close', weight: 2, run: close },
  { name: 'apply for a refund', weight: 5, run: applyForRefund },
  { name: 'decide on a refund', weight: 4, run: decideRefund },
  { name: 'adjust', weight: 8, run: adjust },
  { name: 'pay late', weight: 3, run: payLate },
  { name: 'settle refunds', weight: 0.6, run: settleRefunds },
  { name: 'break the channel', weight: 0.6, run: breakChannel },
  { name: 'crash', weight: 0.06, run: crash },
  { name: 'sleep', weight: 0.03, run: sleepLong },
]
