import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipaySdk } from 'alipay-sdk'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BillLine } from '../bill.ts'
import type { PrepayInput, RefundInput } from '../payment-channel.ts'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { makeMoreKeys } from '../testing/more-keys.ts'
import { createAlipay } from './adapter.ts'
import { type AlipaySimulator, createAlipaySimulator } from './testing/simulator.ts'

const { alipay: keys } = makeMoreKeys(new Date())
const urls = { outside: '' }
let now = new Date('2026-11-27T04:00:00.000Z')
let simulator: AlipaySimulator
let host: SimulatorHost
let hook: Server
let hookUrl: string
let received: { headers: Record<string, string | undefined>; rawBody: Buffer }[] = []
let counter = 0

beforeAll(async () => {
  simulator = createAlipaySimulator({
    keys,
    now: () => now,
    notifyMode: 'manual',
    get publicUrl() {
      return urls.outside
    },
  })
  host = await hostSimulators([simulator], { port: 0 })
  urls.outside = `${host.url}/alipay`
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    received.push({ headers: {}, rawBody: Buffer.concat(chunks) })
    response.end('success')
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/notify`
})
afterAll(async () => {
  await host.stop()
  await new Promise((resolve) => hook.close(resolve))
})
beforeEach(() => {
  received = []
  simulator.heal()
})

const channel = (changes: { timeoutMs?: number; alipayPublicKeyPem?: string } = {}) =>
  createAlipay({
    gatewayUrl: `${urls.outside}/gateway.do`,
    appId: keys.appId,
    sellerId: keys.sellerId,
    privateKeyPem: keys.merchant.privatePem,
    alipayPublicKeyPem: keys.platform.publicPem,
    now: () => now,
    timeoutMs: 2000,
    ...changes,
  })

const input = (changes: Partial<PrepayInput> = {}): PrepayInput => ({
  method: 'mini',
  attemptNo: `P${Date.now()}${(counter += 1)}`,
  startedAt: now,
  description: '铺子 100% 好店 & 朋友',
  amountFen: 8801,
  expiresAt: new Date(now.getTime() + 900_000),
  notifyUrl: hookUrl,
  payerId: 'open-id-of-a-payer',
  payerIp: '127.0.0.1',
  ...changes,
})
const refundOf = (attemptNo: string, refundFen: number, n = 1): RefundInput => ({
  refundNo: `R${n}${attemptNo}`,
  attemptNo,
  startedAt: now,
  transactionId: null,
  refundFen,
  totalFen: 8801,
  reason: '退款',
  notifyUrl: hookUrl,
})

async function paid(): Promise<PrepayInput> {
  const one = input()
  expect(await channel().prepay(one)).toMatchObject({ result: 'ok', value: { method: 'mini' } })
  simulator.pay(one.attemptNo, { notify: 'none' })
  return one
}

test('a trade of the mini program is opened, paid and told by query to the fen', async () => {
  const one = input()
  const opened = await channel().prepay(one)
  expect(opened).toMatchObject({ result: 'ok', value: { method: 'mini', tradeNo: expect.stringMatching(/^\d{28,}$/) } })
  expect(await channel().prepay(one)).toEqual(opened)
  expect(await channel().prepay({ ...one, amountFen: 1 })).toMatchObject({ result: 'refused', code: 'ACQ.CONTEXT_INCONSISTENT' })
  expect(await channel().query(one)).toMatchObject({ value: { state: 'not_paid' } })
  simulator.pay(one.attemptNo, { notify: 'none' })
  expect(await channel().query(one)).toMatchObject({
    result: 'ok',
    value: { attemptNo: one.attemptNo, state: 'paid', amountFen: 8801, currency: 'CNY', payerId: 'open-id-of-a-payer', paidAt: now },
  })
  expect(await channel().prepay(one)).toMatchObject({ result: 'refused', code: 'attempt_paid' })
})

test('the address of the wap cashier is signed, opens it, and the trade exists from then on', async () => {
  const one = input({ method: 'wap', returnUrl: 'http://shop.test/#/cashier?id=1' })
  const opened = await channel().prepay(one)
  if (opened.result !== 'ok' || opened.value.method !== 'wap') throw new Error('no address')
  expect(await channel().query(one)).toMatchObject({ value: { state: 'absent' } })
  expect(await channel().close(one)).toEqual({ result: 'ok', value: 'uncertain' })
  const page = await (await fetch(opened.value.url)).text()
  expect(page).toContain('演示收银台')
  expect(page).toContain('88<small>.01')
  expect(await channel().query(one)).toMatchObject({ value: { state: 'not_paid' } })
  const forged = await fetch(opened.value.url.replace('88.01', '0.01'))
  expect(await forged.text()).toContain('isv.invalid-signature')
  expect(await channel().close(one)).toEqual({ result: 'ok', value: 'closed' })
})

test('closing says whether it was too late', async () => {
  expect(await channel().close(await paid())).toEqual({ result: 'ok', value: 'paid' })
})

test.each(['drop-before', 'drop-after', 'error-500', 'busy', 'bad-signature', 'unsigned'] as const)(
  'an answer with %s is unknown, never ok',
  async (kind) => {
    // Its client tries once more by itself when the line is cut.
    simulator.fail({ on: 'prepay', kind, times: 2 })
    expect((await channel().prepay(input())).result).toBe('unknown')
  },
)

test('an answer of a stranger who signs with his own key is unknown', async () => {
  const stranger = makeMoreKeys(now).alipay.platform.publicPem
  expect((await channel({ alipayPublicKeyPem: stranger }).prepay(input())).result).toBe('unknown')
})

test('partial refunds move the money once each, under their numbers', async () => {
  const one = await paid()
  simulator.fail({ on: 'refund', kind: 'drop-after', times: 2 })
  expect((await channel().refund(refundOf(one.attemptNo, 801))).result).toBe('unknown')
  expect(await channel().refund(refundOf(one.attemptNo, 801))).toMatchObject({
    result: 'ok',
    value: { state: 'done', refundFen: 801, totalFen: 8801 },
  })
  expect(await channel().refund(refundOf(one.attemptNo, 8001, 2))).toMatchObject({ result: 'refused' })
  expect(await channel().refund(refundOf(one.attemptNo, 8000, 3))).toMatchObject({
    result: 'ok',
    value: { state: 'done', refundFen: 8000 },
  })
  expect(simulator.trade(one.attemptNo)?.refunds).toHaveLength(2)
  expect(await channel().query(one)).toMatchObject({ value: { state: 'refunded' } })
  simulator.fail({ on: 'refund', kind: 'not-enough' })
  expect(await channel().refund(refundOf((await paid()).attemptNo, 1))).toMatchObject({
    result: 'refused',
    code: 'NOT_ENOUGH',
    retry: 'later',
  })
})

test('a message is believed when it is signed by RSA2 with the key of Alipay, and not otherwise', async () => {
  const one = input()
  await channel().prepay(one)
  const id = simulator.pay(one.attemptNo) ?? ''
  for (const signature of [undefined, 'bad', 'none', 'weak'] as const) await simulator.notify(id, signature ? { signature } : {})
  const [good, ...others] = await Promise.all(received.map((message) => channel().parseNotify(message)))
  expect(good).toMatchObject({
    ok: true,
    event: {
      kind: 'payment',
      id,
      payment: { attemptNo: one.attemptNo, state: 'paid', amountFen: 8801, appId: keys.appId, merchantId: keys.sellerId },
    },
  })
  expect(others.map((parsed) => (parsed.ok ? 'taken' : parsed.rejection))).toEqual(['bad_signature', 'unsigned', 'bad_signature'])
  const changed = Buffer.from(received[0]!.rawBody.toString().replace('88.01', '88.00'))
  expect(await channel().parseNotify({ headers: {}, rawBody: changed })).toMatchObject({ ok: false, rejection: 'bad_signature' })
  // The client of Alipay itself judges the simulator.
  const judge = new AlipaySdk({
    appId: keys.appId,
    privateKey: keys.merchant.privatePem,
    keyType: 'PKCS8',
    alipayPublicKey: keys.platform.publicPem,
  })
  expect(judge.checkNotifySignV2(Object.fromEntries(new URLSearchParams(received[0]!.rawBody.toString())))).toBe(true)
})

test('a message about a refund says which one changed', async () => {
  const one = await paid()
  const refund = refundOf(one.attemptNo, 100)
  await channel().refund(refund)
  // Refunds are told at once; the last message is the one about it.
  const told = simulator.trade(one.attemptNo)!.refunds[0]!
  expect(told).toMatchObject({ number: refund.refundNo, state: 'done' })
  expect(await channel().queryRefund(refund)).toMatchObject({ value: { state: 'done', refundFen: 100, doneAt: now } })
  expect(await channel().queryRefund({ ...refund, refundNo: 'Rnever' })).toMatchObject({ value: { state: 'absent' } })
})

test('the bill of a day is unpacked and read line by line, to the fen', async () => {
  now = new Date('2026-12-01T04:00:00.000Z')
  const one = await paid()
  await channel().refund(refundOf(one.attemptNo, 801))
  expect(await channel().bill('2026-12-01')).toMatchObject({ result: 'refused', retry: 'later' })
  now = new Date('2026-12-02T04:00:00.000Z')
  const made = await channel().bill('2026-12-01')
  if (made.result !== 'ok') throw new Error('no bill')
  const lines: BillLine[] = []
  for await (const line of made.value.lines) lines.push(line)
  expect(lines).toEqual([
    expect.objectContaining({
      kind: 'payment',
      number: one.attemptNo,
      amountFen: 8801,
      state: 'done',
      at: new Date('2026-12-01T04:00:00.000Z'),
    }),
    expect.objectContaining({ kind: 'refund', number: `R1${one.attemptNo}`, attemptNumber: one.attemptNo, amountFen: 801 }),
  ])
})
