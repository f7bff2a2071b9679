import { randomUUID } from 'node:crypto'
import { type Action, attempt, nothing, orderAt, personOf, recent, shopOf, type Stage, together } from '../play.ts'
import { parcel } from './send.ts'

const before = [
  { kind: 'refund', reason: 'not_wanted' },
  { kind: 'refund', reason: 'agreed' },
] as const
const after = [
  { kind: 'refund', reason: 'quality' },
  { kind: 'refund', reason: 'missing_piece' },
  { kind: 'return', reason: 'no_reason' },
  { kind: 'return', reason: 'quality' },
  { kind: 'exchange', reason: 'wrong_size' },
  { kind: 'exchange', reason: 'damaged' },
] as const

/** Asks for some units back: of an order that waits, or because of what has come. */
async function apply(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const order = orderAt(stage, 'paid', 'sent', 'received')
  if (!order) return false
  const { client } = personOf(stage, order.shopper)
  await attempt(stage, 'apply', async () => {
    const { lines } = await client.getAfterSalesOptions({ id: order.id })
    const line = dice.pick(lines)
    const wish = dice.pick<(typeof before)[number] | (typeof after)[number]>(line.shipped > 0 ? after : before)
    const quantity = Math.min(1 + dice.below(2), line.quantity)
    const body = { ...wish, lines: [{ lineId: line.lineId, quantity }], id: order.id, requestId: randomUUID() }
    // Twice is once.
    const made = await together(Array.from({ length: dice.chance(0.15) ? 3 : 1 }, () => client.applyAfterSales(body)))
    const ids = new Set(made.map(({ id }) => id))
    if (ids.size > 1) told.lies.push(`key ${body.requestId} made the requests ${[...ids].join(' and ')}`)
    for (const id of ids) told.requests.push({ id, shop: order.shop, shopper: order.shopper, order })
  })
  return true
}

type Tab = 'to_decide' | 'to_receive' | 'to_resend'

/** Staff take one of those that wait for them. */
async function work(
  stage: Stage,
  name: string,
  tab: Tab,
  run: (at: Stage['shops'][number], id: string) => Promise<unknown>,
): Promise<boolean> {
  const shop = stage.dice.pick(stage.shops)
  const how = await attempt(stage, name, async () => {
    const { items } = await shop.staff.listAdminAfterSales({ tab, pageSize: 10 })
    return items.length === 0 ? nothing : run(shop, stage.dice.pick(items).id)
  })
  return how !== 'nothing'
}

/** Two decide at the same moment now and then. */
const decide = (stage: Stage) =>
  work(stage, 'decide', 'to_decide', ({ staff }, id) => {
    const yes = (): Promise<unknown> => staff.approveAfterSales({ id, note: '' })
    const no = (): Promise<unknown> => staff.rejectAfterSales({ id, note: '不符合条件' })
    return together(stage.dice.chance(0.2) ? [yes(), no()] : [stage.dice.chance(0.75) ? yes() : no()])
  })

type Client = Stage['people'][number]['client']
type Standing = 'requested' | 'approved' | 'rejected' | 'resent'

/** Somebody goes on with a request of theirs that stands so. */
async function byShopper(
  stage: Stage,
  name: string,
  standing: Standing,
  run: (client: Client, id: string) => Promise<unknown>,
): Promise<boolean> {
  const request = recent(stage, stage.told.requests, 40)
  if (!request) return false
  const { client } = personOf(stage, request.shopper)
  const how = await attempt(stage, name, async () => {
    const { items } = await client.listAfterSales({ tab: standing === 'rejected' ? 'all' : 'open', limit: 20 })
    const fitting = items.filter(({ state, kind }) => state === standing && (standing !== 'approved' || kind !== 'refund'))
    return fitting.length === 0 ? nothing : run(client, stage.dice.pick(fitting).id)
  })
  return how !== 'nothing'
}

const withdraw = (stage: Stage) => byShopper(stage, 'withdraw a request', 'requested', (client, id) => client.withdrawAfterSales({ id }))
const sendBack = (stage: Stage) => byShopper(stage, 'send back', 'approved', (client, id) => client.sendBack({ id, ...parcel(stage) }))

/** What came back is looked at: some of it is taken, some of that goes on sale again. */
const inspect = (stage: Stage) =>
  work(stage, 'inspect', 'to_receive', async ({ staff }, id) => {
    const { dice } = stage
    const { lines } = await staff.getAdminAfterSales({ id })
    const seen = lines.map(({ lineId, quantity }) => {
      const accepted = dice.chance(0.8) ? quantity : dice.below(quantity + 1)
      return { lineId, accepted, restocked: dice.below(accepted + 1) }
    })
    await together(Array.from({ length: dice.chance(0.2) ? 3 : 1 }, () => staff.receiveReturn({ id, lines: seen, note: '已验货' })))
  })

const resend = (stage: Stage) =>
  work(stage, 'send another', 'to_resend', ({ staff }, id) => {
    if (stage.dice.chance(0.2))
      return together([staff.refundInstead({ id, note: '没有货了' }), staff.shipReplacement({ id, ...parcel(stage) })])
    return together(Array.from({ length: stage.dice.chance(0.2) ? 3 : 1 }, () => staff.shipReplacement({ id, ...parcel(stage) })))
  })

const confirm = (stage: Stage) => byShopper(stage, 'confirm a replacement', 'resent', (client, id) => client.confirmReplacement({ id }))
const dispute = (stage: Stage) =>
  byShopper(stage, 'dispute', 'rejected', (client, id) => client.disputeAfterSales({ id, text: '请平台看一下' }))

async function arbitrate(stage: Stage): Promise<boolean> {
  const { dice } = stage
  const { arbiter } = dice.pick(stage.shops)
  const how = await attempt(stage, 'arbitrate', async () => {
    const { items } = await arbiter.listDisputes({ decided: 'false', pageSize: 10 })
    if (items.length === 0) return nothing
    const { id } = dice.pick(items)
    const say = (): Promise<unknown> =>
      arbiter.decideDispute({ id, decision: dice.pick(['refund', 'return', 'refuse'] as const), note: '已核实' })
    return together(Array.from({ length: dice.chance(0.2) ? 2 : 1 }, say))
  })
  return how !== 'nothing'
}

/** The price has dropped: who paid more has the difference, once. */
async function protectPrice(stage: Stage): Promise<boolean> {
  const { dice, told } = stage
  const order = orderAt(stage, 'paid', 'sent', 'received')
  if (!order) return false
  const { client } = personOf(stage, order.shopper)
  const how = await attempt(stage, 'claim the price difference', async () => {
    const { lines } = await client.getAfterSalesOptions({ id: order.id })
    const fitting = lines.find(({ priceProtection }) => priceProtection.state === 'available')
    if (!fitting && dice.chance(0.9)) return nothing
    const line = fitting ?? dice.pick(lines)
    const times = dice.chance(0.3) ? 3 : 1
    const given = await together(Array.from({ length: times }, () => client.claimPriceProtection({ id: line.lineId, orderId: order.id })))
    if (given.length > 1) told.lies.push(`price difference of line ${line.lineId} was given ${given.length} times`)
    return undefined
  })
  return how !== 'nothing'
}

async function complain(stage: Stage): Promise<boolean> {
  const order = orderAt(stage, 'sent', 'received')
  if (!order) return false
  const { client } = personOf(stage, order.shopper)
  await attempt(stage, 'complain', async () => {
    const { lines } = await client.getOrder({ id: order.id })
    await client.createComplaint({ id: stage.dice.pick(lines).id, orderId: order.id, requestId: randomUUID(), note: '杯口有裂纹' })
  })
  return true
}

/** Staff answer, with a little money out of the budget. */
async function answer(stage: Stage): Promise<boolean> {
  const { dice } = stage
  const { staff } = shopOf(stage, dice.below(stage.shops.length))
  const how = await attempt(stage, 'answer a complaint', async () => {
    const { items } = await staff.listAdminComplaints({ tab: 'open', pageSize: 10 })
    if (items.length === 0) return nothing
    const body = { id: dice.pick(items).id, answer: '抱歉，给您补偿', compensationFen: dice.below(120) }
    return together(Array.from({ length: dice.chance(0.3) ? 3 : 1 }, () => staff.answerComplaint(body)))
  })
  return how !== 'nothing'
}

export const regretting: readonly Action[] = [
  { name: 'apply', weight: 7, run: apply },
  { name: 'decide', weight: 5, run: decide },
  { name: 'withdraw a request', weight: 1.5, run: withdraw },
  { name: 'send back', weight: 2.5, run: sendBack },
  { name: 'inspect', weight: 2.5, run: inspect },
  { name: 'send another', weight: 2, run: resend },
  { name: 'confirm a replacement', weight: 1, run: confirm },
  { name: 'dispute', weight: 1, run: dispute },
  { name: 'arbitrate', weight: 0.7, run: arbitrate },
  { name: 'claim the price difference', weight: 2.5, run: protectPrice },
  { name: 'complain', weight: 1, run: complain },
  { name: 'answer a complaint', weight: 1, run: answer },
]
