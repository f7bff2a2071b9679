import type { PayAction } from '../../../../clients/shop/client.ts'
import { type Action, attempt, count, type KnownOrder, mallOf, nothing, orderAt, personOf, recent, type Stage } from '../play.ts'

const methods = ['wechat_h5', 'wechat_native', 'wechat_jsapi', 'alipay_wap', 'unionpay_h5'] as const

/** The payer's side of what was begun: goes where the shop sends, and pays, or does not. */
export async function payAtChannel(stage: Stage, begun: { number: string; action: PayAction }, payer: number): Promise<void> {
  const { channels, dice, told } = stage
  if (begun.number === '') return
  told.attempts.set(begun.number, payer)
  await channels.open(begun.action)
  if (dice.chance(0.85)) payTrade(stage, begun.number)
  else told.payable.push(begun.number)
}

/** A trade that cannot be paid any more is no news. */
function payTrade({ channels, dice, told }: Stage, number: string): void {
  const notification = channels.pay(number, dice.chance(0.15))
  if (notification) told.notifications.push(notification)
}

const mayBePaid = ({ told }: Stage, { checkoutId }: KnownOrder): void => {
  for (const order of told.orders) if (order.checkoutId === checkoutId && order.guess === 'placed') order.guess = 'paid'
}

async function pay(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed')
  if (!order) return false
  await payOrder(stage, order)
  return true
}

/** Pays an order: all at a channel, or some of it from the wallet; sometimes at two channels at once. */
export async function payOrder(stage: Stage, order: KnownOrder): Promise<void> {
  const { dice } = stage
  const { client } = personOf(stage, order.shopper)
  await attempt(stage, 'pay', async () => {
    const walletFen = dice.chance(0.35) ? 1 + dice.below(4000) : 0
    const begin = () => client.payCheckout({ id: order.checkoutId, method: dice.pick(methods), walletFen })
    const begun = await begin()
    await payAtChannel(stage, begun, order.shopper)
    if (begun.number === '') mayBePaid(stage, order)
    if (dice.chance(0.06)) await payAtChannel(stage, await begin(), order.shopper)
  })
  if (dice.chance(0.7)) await deliverOne(stage)
  if (dice.chance(0.9)) mayBePaid(stage, order)
}

/** Somebody else pays by a link. */
async function payForFriend(stage: Stage): Promise<boolean> {
  const { dice } = stage
  const order = orderAt(stage, 'placed')
  if (!order) return false
  await attempt(stage, 'pay for a friend', async () => {
    const link = await personOf(stage, order.shopper).client.createFriendLink({ id: order.checkoutId, message: '帮我付', showGoods: true })
    const begun = await dice.pick(stage.people).client.payForFriend({ token: link.token, method: dice.pick(methods) })
    await payAtChannel(stage, begun, order.shopper)
    mayBePaid(stage, order)
  })
  return true
}

/** Shows the proof of a transfer; whether the money came is for finance to say. */
async function transferAtBank(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'placed')
  if (!order) return false
  const { client, proof } = personOf(stage, order.shopper)
  await attempt(stage, 'show a bank transfer', async () => {
    await client.startBankTransfer({ id: order.checkoutId })
    await client.submitBankProof({ id: order.checkoutId, pictures: [proof], payerName: '张三丰' })
  })
  return true
}

/** Finance says yes or no to a proof, two of them at once now and then. */
async function decideAtBank(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const staff = mallOf(stage)
  const how = await attempt(stage, 'decide on a bank transfer', async () => {
    const { items } = await staff.listBankTransfers({ state: 'submitted', pageSize: 20 })
    if (items.length === 0) return nothing
    const { id, amountFen } = dice.pick(items)
    const yes = async (): Promise<void> => {
      await staff.approveBankTransfer({ id, receivedFen: amountFen })
      if (told.byBank.has(id) || told.rejectedAtBank.has(id)) told.lies.push(`bank transfer ${id} was decided twice`)
      told.byBank.set(id, amountFen)
    }
    const no = async (): Promise<void> => {
      await staff.rejectBankTransfer({ id, reason: '没有到账' })
      if (told.byBank.has(id)) told.lies.push(`bank transfer ${id} was approved and rejected`)
    }
    const results = await Promise.allSettled(dice.chance(0.2) ? [yes(), no()] : [dice.chance(0.75) ? yes() : no()])
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    return undefined
  })
  if (how === 'lost') told.unsure.push({ name: 'look at bank transfers', run: () => noteApproved(stage) })
  return how !== 'nothing'
}

/** A decision that nobody answered: what finance sees now is what was decided. */
async function noteApproved(stage: Stage): Promise<void> {
  for (let page = 1; ; page += 1) {
    const { items } = await mallOf(stage).listBankTransfers({ state: 'approved', page, pageSize: 100 })
    for (const { id, amountFen } of items) stage.told.byBank.set(id, amountFen)
    if (items.length < 100) return
  }
}

/** Money that comes to an attempt from long ago. */
async function payLate(stage: Stage): Promise<boolean> {
  const { told, dice } = stage
  if (told.payable.length === 0) return false
  const [number = ''] = told.payable.splice(dice.below(told.payable.length), 1)
  payTrade(stage, number)
  count(stage, 'pay late', 'done')
  return true
}

/** Delivers a notification that waits, perhaps several times; one that was not taken waits on. */
async function deliverOne(stage: Stage): Promise<boolean> {
  const { channels, dice, told } = stage
  if (told.notifications.length === 0) return false
  const at = dice.chance(0.7) ? told.notifications.length - 1 : dice.below(told.notifications.length)
  const [id = ''] = told.notifications.splice(at, 1)
  const taken = await Promise.all(Array.from({ length: dice.chance(0.15) ? 4 : 1 }, () => channels.notify(id)))
  count(stage, 'deliver a notification', taken.some(Boolean) ? 'done' : 'not taken')
  if (!taken.some(Boolean)) told.notifications.push(id)
  return true
}

/** The channels finish refunds, not all at once. */
async function settleRefunds(stage: Stage): Promise<boolean> {
  const { channels, dice, told } = stage
  const numbers = [...told.attempts.keys()].slice(-150)
  const news = numbers.flatMap((number) => channels.settleRefunds(number, () => dice.chance(0.3)))
  told.notifications.push(...news)
  if (news.length > 0) count(stage, 'settle refunds', 'done')
  return news.length > 0
}

/** Asks what became of a checkout, which makes the shop ask the channel. */
async function askCheckout(stage: Stage): Promise<boolean> {
  const order = recent(stage, stage.told.orders)
  if (!order) return false
  await attempt(stage, 'ask for a checkout', async () => {
    const { state } = await personOf(stage, order.shopper).client.getCheckout({ id: order.checkoutId })
    if (state === 'paid') mayBePaid(stage, order)
  })
  return true
}

export const paying: readonly Action[] = [
  { name: 'pay', weight: 20, run: pay },
  { name: 'pay for a friend', weight: 1.5, run: payForFriend },
  { name: 'show a bank transfer', weight: 1.5, run: transferAtBank },
  { name: 'decide on a bank transfer', weight: 1.5, run: decideAtBank },
  { name: 'pay late', weight: 2, run: payLate },
  { name: 'deliver a notification', weight: 10, run: deliverOne },
  { name: 'settle refunds', weight: 1.2, run: settleRefunds },
  { name: 'ask for a checkout', weight: 3, run: askCheckout },
]
