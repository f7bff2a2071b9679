import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type PayServer, payServer } from '../../../test/pay-server.ts'
import { later } from '../../kernel/clock.ts'

const shopId = randomUUID()
const { clock, world } = payServer({
  // One account: what is found out here must be found out where it went wrong.
  change: (accounts) => ({ ...accounts, wechatPay: [accounts.wechatPay ?? []].flat().slice(0, 1) }),
  staff: (token) => ({
    kind: 'staff',
    id: randomUUID(),
    name: '财务小王',
    sessionId: randomUUID(),
    shopId: token,
    role: 'finance',
    permissions: ['payment.read', 'order.refund'],
  }),
})
let { outside, server, pay, told, violations }: PayServer = world
beforeAll(() => void ({ outside, server, pay, told, violations } = world))

const finance = (shop = shopId) => server.admin(shop)
const card = (changes: object = {}) => ({
  key: randomUUID(),
  to: 'card' as const,
  bank: 'CMB' as const,
  cardNumber: '6225880012345678',
  holderName: '王小明',
  ...changes,
})

async function abnormal() {
  const asked = {
    subject: randomUUID(),
    shopperId: randomUUID(),
    shopIds: [shopId],
    amountFen: 8800,
    title: '订单',
    expiresAt: later(clock.now(), { minutes: 15 }).toISOString(),
    method: 'wechat_native' as const,
    openId: null,
    ip: '127.0.0.1',
    returnUrl: null,
  }
  const { number } = await pay.start(asked)
  await outside.wechatPay.notify(outside.wechatPay.pay(number) ?? '')
  await pay.refund({ key: number, subject: asked.subject, orderId: null, shopId, amountFen: 800, reason: '退款' })
  await server.sweep()
  const refund = (await books(asked.subject)).refunds[0]!
  const message = outside.wechatPay.settleRefund(refund.number, 'ABNORMAL') ?? ''
  expect(await outside.wechatPay.notify(message)).toBe(200)
  return { ...refund, subject: asked.subject, message, attempt: number }
}
const books = async (subject: string) => (await pay.find({ subjects: [subject] })).items[0]!
const waiting = async (number: string) => (await finance().listAbnormalRefunds()).items.find((one) => one.number === number)
const applied = () => outside.wechatPay.calls['abnormal-refund']
async function later_(minutes = 2) {
  clock.advance({ minutes })
  await server.sweep()
}
const rows = () => server.db.selectFrom('payment.refund_redirect').selectAll().execute()

test('a refund that the account of the payer cannot take is sent to their card once, however often it is asked for', async () => {
  const refund = await abnormal()
  expect(await waiting(refund.number)).toMatchObject({ waits: true, amountFen: 800, redirect: null })
  const before = applied()
  const wish = card()
  const answers = await Promise.allSettled([
    ...Array.from({ length: 10 }, () => finance().redirectRefund({ id: refund.id, ...wish })),
    ...Array.from({ length: 10 }, () => finance().redirectRefund({ id: refund.id, ...card() })),
  ])
  // All of one wish are one; of the others only as many were taken as none was under way.
  expect((await rows()).filter((one) => one.refund_id === refund.id)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
  await server.sweep()
  expect(await waiting(refund.number)).toMatchObject({
    waits: false,
    redirect: { target: 'card', bank: 'CMB', cardTail: '5678', state: 'accepted' },
  })
  // The first message comes again, days late: it is about the first way.
  expect(await outside.wechatPay.notify(refund.message)).toBe(200)
  await server.sweep()
  expect((await waiting(refund.number))?.redirect?.state).toBe('accepted')
  expect(await outside.wechatPay.notify(outside.wechatPay.settleRefund(refund.number, 'SUCCESS') ?? '')).toBe(200)
  expect(await books(refund.subject)).toMatchObject({ refundedFen: 800, refunds: [{ state: 'succeeded', redirect: { state: 'done' } }] })
  expect(applied() - before).toBe(1)
  expect(outside.wechatPay.trade(refund.attempt)?.refunds).toMatchObject([{ receivedBy: 'CMB借记卡5678 王小明' }])
  expect(await waiting(refund.number)).toBeUndefined()
  await server.deliver()
  expect(told.filter((one) => one.includes(`refunded ${refund.subject}`))).toEqual([`refunded ${refund.subject} true`])
  expect(await violations()).toEqual([])
})

test('nothing of card and holder is kept but the last four digits; while it is under way only the platform can read it', async () => {
  const refund = await abnormal()
  await finance().redirectRefund({ id: refund.id, ...card() })
  const under = JSON.stringify([await rows(), await server.db.selectFrom('kernel.outbox').selectAll().execute()])
  for (const secret of ['6225880012345678', '王小明']) expect(under).not.toContain(secret)
  await server.sweep()
  await outside.wechatPay.notify(outside.wechatPay.settleRefund(refund.number, 'SUCCESS') ?? '')
  expect((await rows()).find((one) => one.refund_id === refund.id)).toMatchObject({ state: 'done', sealed: null, card_tail: '5678' })
})

test.each(['drop-before', 'drop-after', 'error-500', 'bad-signature', 'unsigned', 'limited-429'] as const)(
  'with %s at the channel it is asked before it is sent again, and ends once',
  async (kind) => {
    const refund = await abnormal()
    outside.wechatPay.fail({ on: 'abnormal-refund', kind })
    const before = applied()
    await finance().redirectRefund({ id: refund.id, ...card() })
    await server.sweep()
    for (let n = 0; n < 3; n += 1) await later_()
    expect((await waiting(refund.number))?.redirect?.state).toBe('accepted')
    // What the channel has taken, though its answer was lost, is not sent again.
    expect(applied() - before).toBe(['drop-after', 'bad-signature', 'unsigned'].includes(kind) ? 1 : 2)
    outside.wechatPay.settleRefund(refund.number, 'SUCCESS')
    await later_(60)
    expect(await books(refund.subject)).toMatchObject({ refundedFen: 800, refunds: [{ state: 'succeeded' }] })
    expect(outside.wechatPay.trade(refund.attempt)?.refunds).toHaveLength(1)
    expect(await violations()).toEqual([])
  },
)

test('a card that cannot take it either waits for a person again; back to the merchant wants to know how the payer is paid', async () => {
  const refund = await abnormal()
  await finance().redirectRefund({ id: refund.id, ...card({ cardNumber: '6225880000000000' }) })
  await server.sweep()
  outside.wechatPay.settleRefund(refund.number, 'ABNORMAL')
  await later_(60)
  expect(await waiting(refund.number)).toMatchObject({ waits: true, redirect: { state: 'failed' } })
  expect((await books(refund.subject)).refundedFen).toBe(0)
  await expect(finance().redirectRefund({ id: refund.id, key: randomUUID(), to: 'merchant', reason: ' ' })).rejects.toMatchObject({
    status: 400,
  })
  await finance().redirectRefund({ id: refund.id, key: randomUUID(), to: 'merchant', reason: '已由财务转账给顾客' })
  await server.sweep()
  outside.wechatPay.settleRefund(refund.number, 'SUCCESS')
  await later_(60)
  expect((await books(refund.subject)).refunds).toMatchObject([
    { state: 'succeeded', redirect: { target: 'merchant', reason: '已由财务转账给顾客', state: 'done' } },
  ])
  expect(outside.wechatPay.trade(refund.attempt)?.refunds).toMatchObject([{ receivedBy: '商户银行账户' }])
})

test('what the channel refuses is told with its reason, and another card may be named', async () => {
  const refund = await abnormal()
  await finance().redirectRefund({ id: refund.id, ...card({ bank: 'CMB', cardNumber: '622588001234' }) })
  // The key of the platform is not the one that the card was sealed with.
  await server.db
    .updateTable('payment.refund_redirect')
    .set({ sealed: JSON.stringify({ ...card(), keyId: 'PUB_KEY_ID_gone' }) })
    .where('refund_id', '=', refund.id)
    .execute()
  await server.sweep()
  expect(await waiting(refund.number)).toMatchObject({
    waits: true,
    redirect: { state: 'failed', note: expect.stringContaining('PARAM_ERROR') },
  })
  clock.advance({ minutes: 1 })
  await finance().redirectRefund({ id: refund.id, ...card() })
  await server.sweep()
  expect((await waiting(refund.number))?.redirect?.state).toBe('accepted')
})

test('another shop does not find it, and what is not abnormal is not sent anywhere', async () => {
  const refund = await abnormal()
  await expect(finance(randomUUID()).redirectRefund({ id: refund.id, ...card() })).rejects.toMatchObject({ status: 404 })
  expect((await finance(randomUUID()).listAbnormalRefunds()).items).toEqual([])
  await finance().redirectRefund({ id: refund.id, ...card() })
  await expect(finance().redirectRefund({ id: refund.id, ...card() })).rejects.toMatchObject({ code: 'redirect_under_way' })
  await server.sweep()
  await outside.wechatPay.notify(outside.wechatPay.settleRefund(refund.number, 'SUCCESS') ?? '')
  await expect(finance().redirectRefund({ id: refund.id, ...card() })).rejects.toMatchObject({ code: 'refund_not_abnormal' })
})
