import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type PayServer, payServer } from '../../../test/pay-server.ts'
import { paymentChannels } from '../../gateways/connections.ts'
import { later } from '../../kernel/clock.ts'

const { clock, world } = payServer({})
let { outside, server, pay, told, violations }: PayServer = world
beforeAll(() => void ({ outside, server, pay, told, violations } = world))

type StartInput = Parameters<typeof pay.start>[0]
const input = (changes: Partial<StartInput> = {}): StartInput => ({
  subject: randomUUID(),
  shopperId: randomUUID(),
  shopIds: [randomUUID()],
  amountFen: 8800,
  title: '铺子商城订单',
  expiresAt: new Date(clock.now().getTime() + 900_000).toISOString(),
  method: 'wechat_native',
  openId: null,
  ip: '127.0.0.1',
  returnUrl: 'http://shop.test/result',
  ...changes,
})
const found = async (subject: string) => (await pay.find({ subjects: [subject] })).items[0]!
const accountsOf = (subject: string) =>
  server.db
    .selectFrom('payment.attempt')
    .select(['number', 'merchant_id', 'channel', 'state'])
    .where('subject', '=', subject)
    .orderBy('created_at')
    .orderBy('number')
    .execute()
const timesPaid = async (subject: string) => {
  await server.deliver()
  return told.filter((one) => one === `paid ${subject}`).length
}
const usable = async () => {
  const { items } = await server.shop().listPayMethods()
  return Object.fromEntries(items.map(({ method, usable: works }) => [method, works]))
}
const dead = { on: 'any', kind: 'drop-before', times: 1000 } as const

test('a payment goes on at the second account within one call when the first does not answer', async () => {
  outside.wechatPay.fail(dead)
  const asked = input()
  const { number, action } = await pay.start(asked)
  expect(action).toMatchObject({ kind: 'code', image: expect.stringMatching(/^data:image\/svg\+xml;base64,/) })
  expect((await accountsOf(asked.subject)).map(({ merchant_id, state }) => [merchant_id, state]).toSorted()).toEqual([
    ['1900000001', 'left'],
    ['1900000002', 'open'],
  ])
  expect(outside.wechatPay2.trade(number)?.state).toBe('NOTPAY')
  expect(await outside.wechatPay2.notify(outside.wechatPay2.pay(number) ?? '')).toBe(200)
  expect(await timesPaid(asked.subject)).toBe(1)
})

test('an account that is down is passed over until a probe finds it well', async () => {
  outside.wechatPay.fail(dead)
  for (let n = 0; n < 6; n += 1) await pay.start(input())
  const before = outside.wechatPay.calls.prepay
  const next = input()
  await pay.start(next)
  expect((await accountsOf(next.subject)).map(({ merchant_id }) => merchant_id)).toEqual(['1900000002'])
  expect(outside.wechatPay.calls.prepay).toBe(before)
  outside.wechatPay.heal()
  clock.advance({ minutes: 11 })
  await server.sweep()
  const later = input()
  await pay.start(later)
  expect((await accountsOf(later.subject)).map(({ merchant_id }) => merchant_id)).toEqual(['1900000001'])
})

test('an attempt keeps its account for ever: query, close and refund go where it began', async () => {
  outside.wechatPay.fail(dead)
  const asked = input()
  const { number } = await pay.start(asked)
  outside.wechatPay.heal()
  clock.advance({ minutes: 11 })
  await server.sweep()
  outside.wechatPay2.pay(number, { notify: 'none', force: true })
  expect(await pay.status({ subject: asked.subject, ask: true })).toMatchObject({ state: 'paid' })
  await pay.refund({ key: number, subject: asked.subject, orderId: null, amountFen: 800, reason: '退款' })
  await server.sweep()
  expect(outside.wechatPay2.trade(number)?.refunds).toHaveLength(1)
  expect(outside.wechatPay.trade(number)).toBeUndefined()
})

test('money that comes to an attempt that was left behind pays when nothing else has, and goes back when something has', async () => {
  for (const other of [false, true]) {
    const asked = input()
    const first = await pay.start(asked)
    outside.wechatPay.fail(dead)
    const second = await pay.start({ ...asked, method: 'alipay_wap' })
    expect((await accountsOf(asked.subject)).map(({ state }) => state).toSorted()).toEqual(['left', 'open'])
    if (other) {
      await openWap(second.action)
      await outside.alipay.notify(outside.alipay.pay(second.number) ?? '')
    }
    outside.wechatPay.heal()
    await outside.wechatPay.notify(outside.wechatPay.pay(first.number) ?? '')
    clock.advance({ minutes: 11 })
    await server.sweep()
    expect(await timesPaid(asked.subject)).toBe(1)
    expect(outside.wechatPay.trade(first.number)?.refunds).toHaveLength(other ? 1 : 0)
  }
  expect(await violations()).toEqual([])
})

async function openWap(action: { kind: string; url?: string }): Promise<void> {
  expect(action.kind).toBe('redirect')
  expect((await fetch(action.url ?? '')).status).toBe(200)
}

test('a method of which every account is down is greyed out with a reason, and the others go on', async () => {
  expect(await usable()).toEqual({
    wechat_jsapi: true,
    wechat_h5: true,
    wechat_native: true,
    alipay_mini: true,
    alipay_wap: true,
    unionpay_h5: true,
  })
  outside.wechatPay.fail(dead)
  outside.wechatPay2.fail(dead)
  const asked = input()
  for (let n = 0; n < 6; n += 1) await expect(pay.start(asked)).rejects.toMatchObject({ code: 'channel_unavailable' })
  expect(await usable()).toMatchObject({ wechat_native: false, alipay_wap: true, unionpay_h5: true })
  const { number, action } = await pay.start({ ...asked, method: 'alipay_wap' })
  await openWap(action)
  await outside.alipay.notify(outside.alipay.pay(number) ?? '')
  expect(await timesPaid(asked.subject)).toBe(1)
})

test('an order whose channel never answers can be closed once its time is long over', async () => {
  const asked = input()
  const { number } = await pay.start(asked)
  outside.wechatPay.fail(dead)
  outside.wechatPay2.fail(dead)
  await expect(pay.close(asked)).rejects.toMatchObject({ code: 'channel_unavailable' })
  clock.advance({ hours: 3 })
  expect(await pay.close(asked)).toEqual({ outcome: 'closed' })
  outside.wechatPay.heal()
  await outside.wechatPay.notify(outside.wechatPay.pay(number, { force: true }) ?? '')
  clock.advance({ minutes: 11 })
  await server.sweep()
  expect((await pay.status(asked)).state).toBe('closed')
  expect(outside.wechatPay.trade(number)?.refunds).toHaveLength(1)
  expect(await violations()).toEqual([])
})

test('an account may not speak of another account, however well it signs', async () => {
  const asked = input()
  const { number } = await pay.start(asked)
  await outside.wechatPay.notify(outside.wechatPay.pay(number) ?? '')
  const refund = await pay.refund({ key: number, subject: asked.subject, orderId: null, amountFen: 800, reason: '退款' })
  const other = input()
  const open = await pay.start(other)
  // Whoever has the second account makes trades and refunds under the numbers of the first.
  const second = paymentChannels({ config: server.config, now: clock.now })?.find(({ account }) => account.merchantId === '1900000002')
  if (!second) throw new Error('no second account')
  const hook = `${outside.config.publicUrl}/api/hooks/payments/${second.key}`
  const forge = { method: 'native' as const, startedAt: clock.now(), description: '订单', amountFen: 8800, payerIp: '127.0.0.1' }
  const expiresAt = later(clock.now(), { minutes: 15 })
  for (const attemptNo of [number, open.number])
    expect(await second.prepay({ ...forge, attemptNo, expiresAt, notifyUrl: `${hook}/notify` })).toMatchObject({ result: 'ok' })
  expect(await outside.wechatPay2.notify(outside.wechatPay2.pay(open.number) ?? '')).toBe(500)
  expect((await pay.status(other)).state).toBe('open')
  outside.wechatPay2.pay(number, { notify: 'none' })
  const ref = { refundNo: refund.number, attemptNo: number, startedAt: clock.now(), transactionId: null }
  await second.refund({ ...ref, refundFen: 800, totalFen: 8800, reason: '退款', notifyUrl: `${hook}/refunds` })
  expect(await outside.wechatPay2.notify(outside.wechatPay2.settleRefund(refund.number, 'SUCCESS') ?? '')).toBe(500)
  expect((await found(asked.subject)).refunds).toMatchObject([{ number: refund.number, state: 'queued' }])
  const unsigned = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
  expect((await fetch(`${hook}/notify`, unsigned)).status).toBe(401)
  expect((await fetch(`${server.url}/api/hooks/payments/nobody/notify`, unsigned)).status).toBe(503)
})

test('Alipay: paid by message, closed at the channel, refunded in parts, told once', async () => {
  const asked = input({ method: 'alipay_mini', openId: 'buyer-1' })
  const { number, action } = await pay.start(asked)
  expect(action).toMatchObject({ kind: 'alipay', tradeNo: expect.any(String) })
  const id = outside.alipay.pay(number) ?? ''
  expect(await outside.alipay.notify(id, { signature: 'weak' })).toBe(401)
  const answers = await Promise.all(Array.from({ length: 20 }, () => outside.alipay.notify(id)))
  expect(new Set(answers)).toEqual(new Set([200]))
  expect(await timesPaid(asked.subject)).toBe(1)
  for (const [key, amountFen] of [
    ['a', 3000],
    ['b', 5800],
  ] as const)
    await pay.refund({ key: key + number, subject: asked.subject, orderId: null, amountFen, reason: '退款' })
  for (let n = 0; n < 4; n += 1) {
    clock.advance({ seconds: 11 })
    await server.sweep()
  }
  expect((await found(asked.subject)).refundedFen).toBe(8800)
  const other = input({ method: 'alipay_mini', openId: 'buyer-1' })
  const open = await pay.start(other)
  expect(await pay.close(other)).toEqual({ outcome: 'closed' })
  expect(outside.alipay.trade(open.number)?.state).toBe('closed')
  expect(await violations()).toEqual([])
})

test('Alipay: its message that a refund changed is asked about and booked, once', async () => {
  const asked = input({ method: 'alipay_mini', openId: 'buyer-2' })
  const { number } = await pay.start(asked)
  await outside.alipay.notify(outside.alipay.pay(number) ?? '')
  await pay.refund({ key: number, subject: asked.subject, orderId: null, amountFen: 300, reason: '退款' })
  outside.alipay.fail({ on: 'refund', kind: 'drop-after', times: 2 })
  await server.sweep()
  expect((await found(asked.subject)).refunds).toMatchObject([{ state: 'unknown' }])
  const message = outside.alipay.messages().at(-1) ?? ''
  outside.alipay.fail({ on: 'query-refund', kind: 'busy' })
  expect(await outside.alipay.notify(message)).toBe(500)
  expect([await outside.alipay.notify(message), await outside.alipay.notify(message)]).toEqual([200, 200])
  expect((await found(asked.subject)).refundedFen).toBe(300)
  expect(await violations()).toEqual([])
})

test('a wap address that is opened after its order was closed pays into an automatic refund', async () => {
  const asked = input({ method: 'alipay_wap' })
  const { number, action } = await pay.start(asked)
  expect(await pay.close(asked)).toEqual({ outcome: 'closed' })
  await openWap(action)
  outside.alipay.pay(number, { notify: 'none' })
  clock.advance({ minutes: 17 })
  await server.sweep()
  clock.advance({ minutes: 1 })
  await server.sweep()
  expect(outside.alipay.trade(number)?.refunds).toMatchObject([{ amountFen: 8800, state: 'done' }])
  expect(await timesPaid(asked.subject)).toBe(0)
})

test('UnionPay: the form page sends the browser, and its return pays as well as the server message', async () => {
  const asked = input({ method: 'unionpay_h5' })
  const { number, action } = await pay.start(asked)
  if (action.kind !== 'redirect') throw new Error('no page')
  const page = await fetch(action.url)
  expect(page.headers.get('content-security-policy')).toContain('form-action http://127.0.0.1')
  const html = await page.text()
  const target = /action="([^"]+)"/.exec(html)?.[1] ?? ''
  const fields = new URLSearchParams(
    [...html.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1]!, unescaped(match[2]!)]),
  )
  expect((await fetch(target, { method: 'POST', body: fields })).status).toBe(200)
  const id = outside.unionPay.pay(number) ?? ''
  const front = outside.unionPay.front(number)
  const back = await fetch(front.url, {
    method: 'POST',
    body: front.body,
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect([back.status, back.headers.get('location')]).toEqual([303, 'http://shop.test/result'])
  expect(await timesPaid(asked.subject)).toBe(1)
  expect(await outside.unionPay.notify(id)).toBe(200)
  expect(await outside.unionPay.notify(id, { signature: 'foreign' })).toBe(401)
  await pay.refund({ key: number, subject: asked.subject, orderId: null, amountFen: 800, reason: '退款' })
  await server.sweep()
  const refund = outside.unionPay.trade(number)!.refunds[0]!
  expect(await outside.unionPay.notify(outside.unionPay.settleRefund(refund.number, 'done') ?? '')).toBe(200)
  expect((await found(asked.subject)).refundedFen).toBe(800)
  expect(await timesPaid(asked.subject)).toBe(1)
})

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

test('no more refunds than the channel takes: a person is told clearly', async () => {
  const asked = input({ amountFen: 100 })
  const { number } = await pay.start(asked)
  await outside.wechatPay.notify(outside.wechatPay.pay(number) ?? '')
  const ask = (n: number) => pay.refund({ key: `${n}:${number}`, subject: asked.subject, orderId: null, amountFen: 1, reason: '退款' })
  for (let n = 0; n < 50; n += 1) await ask(n)
  await expect(ask(50)).rejects.toMatchObject({ code: 'refund_too_often', detail: { most: 50 } })
})

test('a notification before the answer to the prepay call pays, and the attempt stays paid', async () => {
  const asked = input()
  outside.wechatPay.fail({ on: 'prepay', kind: 'delay', delayMs: 400 })
  const starting = pay.start(asked).catch(() => undefined)
  let number: string | undefined
  while (!number || !outside.wechatPay.trade(number)) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    number = (await accountsOf(asked.subject))[0]?.number
  }
  await outside.wechatPay.notify(outside.wechatPay.pay(number) ?? '')
  await starting
  expect((await pay.status(asked)).state).toBe('paid')
  expect((await accountsOf(asked.subject)).map(({ state }) => state)).toEqual(['paid'])
  expect(await timesPaid(asked.subject)).toBe(1)
})
