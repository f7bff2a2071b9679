import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type PayServer, payServer } from '../../../test/pay-server.ts'
import { later } from '../../kernel/clock.ts'

const { clock, world } = payServer({
  // One account per provider: what is found out here must be found out at the account where it went wrong.
  change: (accounts) => ({
    ...accounts,
    wechatPay: Array.isArray(accounts.wechatPay) ? accounts.wechatPay.slice(0, 1) : accounts.wechatPay,
  }),
})
let { outside, server, pay, told, violations }: PayServer = world
beforeAll(() => void ({ outside, server, pay, told, violations } = world))

const providers = {
  wechat_native: {
    fail: (kind: Kind) => outside.wechatPay.fail({ on: 'any', kind, times: 2, delayMs: 50 }),
    pay: (number: string) => outside.wechatPay.pay(number),
    notify: (id: string) => outside.wechatPay.notify(id),
    refunds: (number: string) =>
      outside.wechatPay.trade(number)?.refunds.map((one) => ({ number: one.outRefundNo, amountFen: one.amountFen })) ?? [],
    settle: (number: string) => outside.wechatPay.settleRefund(number, 'SUCCESS'),
  },
  alipay_mini: {
    fail: (kind: Kind) => outside.alipay.fail({ on: 'any', kind, times: 2, delayMs: 50 }),
    pay: (number: string) => outside.alipay.pay(number),
    notify: (id: string) => outside.alipay.notify(id),
    refunds: (number: string) => outside.alipay.trade(number)?.refunds ?? [],
    settle: () => undefined,
  },
  unionpay_h5: {
    fail: (kind: Kind) => outside.unionPay.fail({ on: 'any', kind, times: 2, delayMs: 50 }),
    pay: (number: string) => outside.unionPay.pay(number),
    notify: (id: string) => outside.unionPay.notify(id),
    refunds: (number: string) => outside.unionPay.trade(number)?.refunds ?? [],
    settle: (number: string) => outside.unionPay.settleRefund(number, 'done'),
  },
}
type Method = keyof typeof providers
const kinds = ['delay', 'drop-before', 'drop-after', 'error-500', 'not-enough', 'bad-signature', 'unsigned'] as const
type Kind = (typeof kinds)[number]
const ways = ['repeated', 'late', 'lost'] as const

const input = (method: Method) => ({
  subject: randomUUID(),
  shopperId: randomUUID(),
  shopIds: [randomUUID()],
  amountFen: 8800,
  title: '订单',
  expiresAt: later(clock.now(), { minutes: 60 }).toISOString(),
  method,
  openId: method === 'alipay_mini' ? 'buyer' : null,
  ip: '127.0.0.1',
  returnUrl: null,
})

/** Starts until the channel has answered, as a shopper would who taps again. */
async function started(asked: ReturnType<typeof input>): Promise<string> {
  for (let tries = 0; tries < 8; tries += 1) {
    const answer = await pay.start(asked).catch(() => undefined)
    if (answer?.action.kind === 'redirect') await openForm(answer.action.url)
    if (answer) return answer.number
    clock.advance({ seconds: 12 })
  }
  throw new Error('never started')
}

async function openForm(url: string): Promise<void> {
  const html = await (await fetch(url)).text()
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const fields = [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1] ?? '', plain(match[2] ?? '')])
  await fetch(/action="([^"]+)"/.exec(html)?.[1] ?? '', { method: 'POST', body: new URLSearchParams(fields) })
}

const cases = (Object.keys(providers) as Method[]).flatMap((method) =>
  kinds.flatMap((kind, index) => [{ method, kind, way: ways[index % ways.length] ?? 'lost' }]),
)

test.each(cases)('$method with $kind, its message $way: the same books as if nothing had gone wrong', async ({ method, kind, way }) => {
  const provider = providers[method]
  const asked = input(method)
  provider.fail(kind)
  const number = await started(asked)
  const id = provider.pay(number) ?? ''
  provider.fail(kind)
  if (way === 'repeated') await Promise.all(Array.from({ length: 20 }, () => provider.notify(id)))
  for (let n = 0; n < 12 && (await pay.status(asked)).state !== 'paid'; n += 1) {
    clock.advance({ minutes: 2 })
    await server.sweep()
  }
  if (way === 'late') await provider.notify(id)
  expect((await pay.status(asked)).state).toBe('paid')
  provider.fail(kind)
  const refund = await pay.refund({ key: number, subject: asked.subject, orderId: null, amountFen: 800, reason: '退款' })
  for (let n = 0; n < 12; n += 1) {
    clock.advance({ minutes: 2 })
    await server.sweep()
    for (const one of provider.refunds(number)) provider.settle(one.number)
  }
  await server.deliver()
  expect(provider.refunds(number)).toEqual([expect.objectContaining({ number: refund.number, amountFen: 800 })])
  const [books] = (await pay.find({ subjects: [asked.subject] })).items
  expect(books).toMatchObject({ state: 'paid', amountFen: 8800, refundedFen: 800 })
  expect(told.filter((one) => one.includes(asked.subject)).toSorted()).toEqual([`paid ${asked.subject}`, `refunded ${asked.subject} true`])
  expect(await violations()).toEqual([])
})

test('switches work over HTTP as well', async () => {
  const asked = input('alipay_mini')
  const accounts = outside.alipay
  const number = await started(asked)
  const reply = await accounts.handle({
    method: 'POST',
    path: '/_switch/pay',
    url: '/alipay/_switch/pay',
    query: new URLSearchParams(),
    headers: {},
    rawBody: Buffer.from(JSON.stringify({ number, payment: { notify: 'none' } })),
  })
  expect(reply).toMatchObject({ status: 200 })
  expect(await pay.status({ subject: asked.subject, ask: true })).toMatchObject({ state: 'paid' })
})

test('a refund that the payer’s account cannot take waits for a person under its number, and ends once', async () => {
  const asked = input('wechat_native')
  const number = await started(asked)
  await outside.wechatPay.notify(outside.wechatPay.pay(number) ?? '')
  const refund = await pay.refund({ key: number, subject: asked.subject, orderId: null, amountFen: 8800, reason: '退款' })
  await server.sweep()
  expect(await outside.wechatPay.notify(outside.wechatPay.settleRefund(refund.number, 'ABNORMAL') ?? '')).toBe(200)
  const alarms = await server.db.selectFrom('payment.alarm').select(['kind']).where('number', '=', refund.number).execute()
  expect(alarms).toEqual([{ kind: 'refund_abnormal' }])
  // Told again and asked again: still one alarm, still one refund.
  clock.advance({ hours: 7 })
  await server.sweep()
  expect(outside.wechatPay.trade(number)?.refunds).toHaveLength(1)
  expect((await pay.find({ subjects: [asked.subject] })).items[0]?.refunds).toMatchObject([{ number: refund.number, state: 'unknown' }])
})
