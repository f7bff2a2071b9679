import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BillLine } from '../bill.ts'
import type { PrepayInput, RefundInput } from '../payment-channel.ts'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { makeMoreKeys } from '../testing/more-keys.ts'
import { createUnionPay } from './adapter.ts'
import { parseFields, verifies } from './signature.ts'
import { createUnionPaySimulator, type UnionPaySimulator } from './testing/simulator.ts'

const { unionPay: keys } = makeMoreKeys(new Date('2026-11-27T04:00:00.000Z'))
let now = new Date('2026-11-27T04:00:00.000Z')
let simulator: UnionPaySimulator
let host: SimulatorHost
let hook: Server
let hookUrl: string
let received: { headers: Record<string, string | undefined>; rawBody: Buffer }[] = []
let counter = 0
const folder = mkdtempSync(join(tmpdir(), 'puzi-unionpay-'))

beforeAll(async () => {
  simulator = createUnionPaySimulator({ keys, now: () => now, notifyMode: 'manual', refundTakesMs: 'manual' })
  host = await hostSimulators([simulator], { port: 0 })
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    received.push({ headers: {}, rawBody: Buffer.concat(chunks) })
    response.end()
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/notify`
})
afterAll(async () => {
  await host.stop()
  await new Promise((resolve) => hook.close(resolve))
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  received = []
  simulator.heal()
})

const channel = () =>
  createUnionPay({
    gatewayUrl: `${host.url}/unionpay`,
    filesUrl: `${host.url}/unionpay/files`,
    merchantId: keys.merchantId,
    certId: keys.certId,
    privateKeyPem: keys.merchant.privatePem,
    rootCertificatePem: keys.rootPem,
    middleCertificatePem: keys.middlePem,
    signerNames: ['中国银联股份有限公司'],
    now: () => now,
    timeoutMs: 2000,
  })
const trust = () => channel()

const input = (): PrepayInput => ({
  method: 'front',
  attemptNo: `P${Date.now()}${(counter += 1)}`,
  startedAt: now,
  description: '铺子 {好店}&=朋友',
  amountFen: 8801,
  expiresAt: new Date(now.getTime() + 900_000),
  notifyUrl: hookUrl,
  frontUrl: 'http://shop.test/api/hooks/front',
  payerIp: '127.0.0.1',
})
const refundOf = (one: PrepayInput, refundFen: number, n = 1): RefundInput => ({
  refundNo: `R${n}${one.attemptNo}`,
  attemptNo: one.attemptNo,
  startedAt: now,
  transactionId: simulator.trade(one.attemptNo)?.channelNo ?? null,
  refundFen,
  totalFen: 8801,
  reason: '退款',
  notifyUrl: hookUrl,
})

/** What the browser does with the form. */
async function sent(one: PrepayInput): Promise<string> {
  const opened = await channel().prepay(one)
  if (opened.result !== 'ok' || opened.value.method !== 'front') throw new Error('no form')
  return (await fetch(opened.value.form.url, { method: 'POST', body: new URLSearchParams(opened.value.form.fields) })).text()
}

async function paid(): Promise<PrepayInput> {
  const one = input()
  await sent(one)
  simulator.pay(one.attemptNo, { notify: 'none' })
  return one
}

test('openssl verifies the signature of our form, and a changed amount breaks it', async () => {
  const opened = await channel().prepay(input())
  if (opened.result !== 'ok' || opened.value.method !== 'front') throw new Error('no form')
  const { signature = '', ...fields } = opened.value.form.fields
  const digest = (changed: Record<string, string>) => {
    const text = Object.keys(changed)
      .toSorted()
      .map((name) => `${name}=${changed[name]}`)
      .join('&')
    return createHash('sha256').update(text).digest('hex')
  }
  writeFileSync(join(folder, 'key.pem'), keys.merchant.publicPem)
  writeFileSync(join(folder, 'signature'), Buffer.from(signature, 'base64'))
  const openssl = (changed: Record<string, string>): string => {
    writeFileSync(join(folder, 'text'), digest(changed))
    const [key, file, text] = ['key.pem', 'signature', 'text'].map((name) => join(folder, name))
    try {
      return execFileSync('openssl', ['dgst', '-sha256', '-verify', key!, '-signature', file!, text!], { stdio: 'pipe' }).toString().trim()
    } catch {
      return 'Verification failure'
    }
  }
  expect(openssl(fields)).toBe('Verified OK')
  expect(openssl({ ...fields, txnAmt: '1' })).toBe('Verification failure')
})

test('openssl accepts the chain that we accept', () => {
  writeFileSync(join(folder, 'root.pem'), keys.rootPem)
  writeFileSync(join(folder, 'middle.pem'), keys.middlePem)
  writeFileSync(join(folder, 'signer.pem'), keys.signerPem)
  const path = (name: string) => join(folder, name)
  // The simulator's authorities are plain certificates without extensions, which openssl wants told.
  const args = ['x509', '-in', path('signer.pem'), '-noout', '-issuer']
  expect(execFileSync('openssl', args).toString()).toContain('Simulated Middle CA')
})

test('the order begins with the form, is paid, and is told by query with every field that must be compared', async () => {
  const one = input()
  expect(await channel().query(one)).toEqual({ result: 'ok', value: { attemptNo: one.attemptNo, state: 'absent' } })
  const page = await sent(one)
  expect(page).toContain('云闪付')
  expect(page).toContain('88<small>.01')
  expect(await channel().query(one)).toMatchObject({ value: { state: 'not_paid' } })
  expect(await channel().close(one)).toEqual({ result: 'ok', value: 'uncertain' })
  simulator.pay(one.attemptNo, { notify: 'none' })
  const account = { appId: keys.merchantId, merchantId: keys.merchantId }
  expect(await channel().query(one)).toMatchObject({
    value: { attemptNo: one.attemptNo, state: 'paid', amountFen: 8801, currency: 'CNY', paidAt: now, ...account },
  })
  expect(await channel().close(one)).toEqual({ result: 'ok', value: 'paid' })
})

test.each(['drop-before', 'drop-after', 'error-500', 'bad-signature', 'unsigned'] as const)(
  'an answer with %s is unknown',
  async (kind) => {
    const one = await paid()
    simulator.fail({ on: 'query', kind })
    expect((await channel().query(one)).result).toBe('unknown')
  },
)

test('a refund happens once, under its number, whatever becomes of the answers', async () => {
  const one = await paid()
  simulator.fail({ on: 'refund', kind: 'drop-after' })
  expect((await channel().refund(refundOf(one, 801))).result).toBe('unknown')
  expect(await channel().refund(refundOf(one, 801))).toMatchObject({
    value: { state: 'processing', refundFen: 801, totalFen: 8801, attemptNo: one.attemptNo },
  })
  expect(simulator.trade(one.attemptNo)?.refunds).toHaveLength(1)
  simulator.settleRefund(`R1${one.attemptNo}`, 'done')
  expect(await channel().queryRefund(refundOf(one, 801))).toMatchObject({ value: { state: 'done' } })
  expect(await channel().refund(refundOf(one, 8001, 2))).toMatchObject({ result: 'refused' })
  simulator.fail({ on: 'refund', kind: 'busy' })
  expect((await channel().refund(refundOf(one, 100, 3))).result).toBe('unknown')
})

test('messages are believed when UnionPay signs them, and not when another customer of its authority does', async () => {
  const one = input()
  await sent(one)
  const id = simulator.pay(one.attemptNo) ?? ''
  for (const signature of [undefined, 'bad', 'none', 'foreign'] as const) await simulator.notify(id, signature ? { signature } : {})
  const parsed = await Promise.all(received.map((message) => channel().parseNotify(message)))
  expect(parsed.map((one) => (one.ok ? 'taken' : one.rejection))).toEqual(['taken', 'bad_signature', 'unsigned', 'bad_signature'])
  expect(parsed[0]).toMatchObject({ event: { kind: 'payment', payment: { attemptNo: one.attemptNo, state: 'paid', amountFen: 8801 } } })
  const front = simulator.front(one.attemptNo)
  // What a browser's form does to lines must not break the signature.
  const asSent = Object.fromEntries([...new URLSearchParams(front.body)].map(([name, value]) => [name, value.replaceAll(/\r?\n/g, '\r\n')]))
  expect(await channel().parseNotify({ headers: {}, rawBody: Buffer.from(new URLSearchParams(asSent).toString()) })).toMatchObject({
    ok: true,
  })
  expect(front.url).toBe('http://shop.test/api/hooks/front')
  expect(await channel().parseNotify({ headers: {}, rawBody: Buffer.from(front.body) })).toMatchObject({ ok: true })
  now = new Date('2031-12-01T04:00:00.000Z')
  expect(await channel().parseNotify(received[0]!)).toMatchObject({ ok: false, rejection: 'bad_signature' })
  now = new Date('2026-11-27T04:00:00.000Z')
})

test('fields with `=` and braces are read as they were written', () => {
  expect(parseFields('a=1&b={x=1&y=2}&c=d==&e=')).toEqual({ a: '1', b: '{x=1&y=2}', c: 'd==', e: '' })
  expect(verifies({ signature: 'x', signPubKeyCert: 'no certificate', signMethod: '01' }, {} as never)).toBe(false)
  expect(trust().name).toBe('unionpay')
})

test('the settlement file is unpacked and read line by line', async () => {
  now = new Date('2026-12-01T04:00:00.000Z')
  const one = await paid()
  await channel().refund(refundOf(one, 801))
  simulator.settleRefund(`R1${one.attemptNo}`, 'done')
  expect(await channel().bill('2026-12-01')).toMatchObject({ result: 'refused', retry: 'later' })
  now = new Date('2026-12-02T04:00:00.000Z')
  const made = await channel().bill('2026-12-01')
  if (made.result !== 'ok') throw new Error('no bill')
  const lines: BillLine[] = []
  for await (const line of made.value.lines) lines.push(line)
  expect(lines).toEqual([
    expect.objectContaining({ kind: 'payment', number: one.attemptNo, amountFen: 8801, at: new Date('2026-12-01T04:00:00.000Z') }),
    expect.objectContaining({ kind: 'refund', number: `R1${one.attemptNo}`, attemptNumber: one.attemptNo, amountFen: 801 }),
  ])
})
