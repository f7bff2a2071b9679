import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { channelsOf, paymentAccounts } from '../payment-accounts.ts'
import type { PrepayInput } from '../payment-channel.ts'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { makeMoreKeys } from '../testing/more-keys.ts'
import { type AlipayCertificates, createAlipay } from './adapter.ts'
import { type AlipaySimulator, createAlipaySimulator } from './testing/simulator.ts'

const { alipay: keys } = makeMoreKeys(new Date())
const { alipay: others } = makeMoreKeys(new Date())
const now = new Date('2026-11-27T04:00:00.000Z')
let simulator: AlipaySimulator
let host: SimulatorHost
let counter = 0

beforeAll(async () => {
  simulator = createAlipaySimulator({ keys, now: () => now, notifyMode: 'manual', publicUrl: 'http://alipay.example' })
  host = await hostSimulators([simulator], { port: 0 })
})
afterAll(() => host.stop())
beforeEach(() => simulator.takes('certificate'))

const certificatesOf = (set: typeof keys): AlipayCertificates => {
  if (!set.certificates) throw new Error('no certificates')
  const { appPem, platformPem, rootPem } = set.certificates
  return { appCertPem: appPem, alipayCertPem: platformPem, alipayRootCertPem: rootPem }
}
const account = () => ({
  gatewayUrl: `${host.url}/alipay/gateway.do`,
  appId: keys.appId,
  sellerId: keys.sellerId,
  privateKeyPem: keys.merchant.privatePem,
})
const channel = (changes: Partial<AlipayCertificates> = {}) =>
  createAlipay({ ...account(), certificates: { ...certificatesOf(keys), ...changes }, now: () => now, timeoutMs: 2000 })
const byKey = () => createAlipay({ ...account(), alipayPublicKeyPem: keys.platform.publicPem, now: () => now, timeoutMs: 2000 })

const input = (): PrepayInput => ({
  method: 'mini',
  attemptNo: `PC${Date.now()}${(counter += 1)}`,
  startedAt: now,
  description: '铺子 100% 好店 & 朋友',
  amountFen: 8801,
  expiresAt: new Date(now.getTime() + 900_000),
  notifyUrl: 'http://shop.example/notify',
  payerId: 'open-id-of-a-payer',
  payerIp: '127.0.0.1',
})

test('in certificate mode a trade is opened, paid, told, refunded and closed by an app that takes nothing else', async () => {
  const one = input()
  expect(await channel().prepay(one)).toMatchObject({ result: 'ok', value: { method: 'mini' } })
  simulator.pay(one.attemptNo, { notify: 'none' })
  expect(await channel().query(one)).toMatchObject({ result: 'ok', value: { state: 'paid', amountFen: 8801 } })
  const refund = {
    refundNo: `R${one.attemptNo}`,
    attemptNo: one.attemptNo,
    startedAt: now,
    transactionId: null,
    refundFen: 801,
    totalFen: 8801,
  }
  expect(await channel().refund({ ...refund, reason: '退款', notifyUrl: one.notifyUrl })).toMatchObject({
    value: { state: 'done', refundFen: 801 },
  })
  const other = input()
  await channel().prepay(other)
  expect(await channel().close(other)).toEqual({ result: 'ok', value: 'closed' })
  expect(await byKey().query(one)).toMatchObject({ result: 'refused', code: 'isv.missing-app-cert-sn' })
})

test('the signed address of the wap cashier carries both serial numbers', async () => {
  const prepaid = await channel().prepay({ ...input(), method: 'wap', returnUrl: 'http://shop.example/result' })
  if (prepaid.result !== 'ok' || prepaid.value.method !== 'wap') throw new Error('no address')
  const { searchParams } = new URL(prepaid.value.url)
  expect([searchParams.get('app_cert_sn'), searchParams.get('alipay_root_cert_sn')]).toEqual([
    expect.stringMatching(/^[0-9a-f]{32}$/),
    expect.stringMatching(/^[0-9a-f]{32}_[0-9a-f]{32}$/),
  ])
  expect((await fetch(prepaid.value.url)).status).toBe(200)
})

test('openssl and md5sum come to the same serial numbers', async () => {
  const prepaid = await channel().prepay({ ...input(), method: 'wap' })
  if (prepaid.result !== 'ok' || prepaid.value.method !== 'wap') throw new Error('no address')
  const { searchParams } = new URL(prepaid.value.url)
  const { appCertPem, alipayRootCertPem } = certificatesOf(keys)
  const roots = alipayRootCertPem.split(/(?<=-----END CERTIFICATE-----\n)/).filter(Boolean)
  expect(roots).toHaveLength(3)
  // The first is signed by another kind of key: it does not count.
  expect(searchParams.get('app_cert_sn')).toBe(serialByOpenssl(appCertPem))
  expect(searchParams.get('alipay_root_cert_sn')).toBe(`${serialByOpenssl(roots[1]!)}_${serialByOpenssl(roots[2]!)}`)
})

/** The issuer as RFC 2253 writes it, last part first, and the serial number, by a program that shares no code with us. */
function serialByOpenssl(pem: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'puzi-alipay-'))
  try {
    writeFileSync(join(folder, 'cert.pem'), pem)
    const ask = (...what: string[]) =>
      execFileSync('openssl', ['x509', '-in', join(folder, 'cert.pem'), '-noout', ...what])
        .toString()
        .trim()
        .split(/=(.*)/s)[1] ?? ''
    const name = ask('-issuer', '-nameopt', 'RFC2253,-esc_msb,utf8').trim()
    const serial = BigInt(`0x${ask('-serial')}`).toString()
    return execFileSync('md5sum', { input: name + serial })
      .toString()
      .slice(0, 32)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a wrong certificate of the app, of the roots or of Alipay is refused or not believed', async () => {
  const foreign = certificatesOf(others)
  expect(await channel({ alipayRootCertPem: foreign.alipayRootCertPem }).query(input())).toMatchObject({
    result: 'refused',
    code: 'isv.invalid-alipay-root-cert-sn',
  })
  expect(() => channel({ appCertPem: foreign.appCertPem })).toThrow(/does not belong to the private key/)
  expect((await channel({ alipayCertPem: foreign.alipayCertPem }).prepay(input())).result).toBe('unknown')
})

test('messages are believed by the key of Alipay’s certificate, and not by another', async () => {
  const one = input()
  await channel().prepay(one)
  simulator.pay(one.attemptNo, { notify: 'none' })
  const rawBody = Buffer.from(signedByPlatform(one.attemptNo))
  expect(await channel().parseNotify({ headers: {}, rawBody })).toMatchObject({
    ok: true,
    event: { payment: { state: 'paid', amountFen: 8801 } },
  })
  const distrusting = channel({ alipayCertPem: certificatesOf(others).alipayCertPem })
  expect(await distrusting.parseNotify({ headers: {}, rawBody })).toMatchObject({ ok: false, rejection: 'bad_signature' })
})

function signedByPlatform(attemptNo: string): string {
  const fields: Record<string, string> = {
    notify_id: 'n1',
    notify_time: '2026-11-27 12:00:00',
    app_id: keys.appId,
    seller_id: keys.sellerId,
    out_trade_no: attemptNo,
    trade_no: '2026112722001',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '88.01',
    gmt_payment: '2026-11-27 12:00:00',
  }
  const text = Object.entries(fields)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const folder = mkdtempSync(join(tmpdir(), 'puzi-alipay-'))
  try {
    writeFileSync(join(folder, 'key.pem'), keys.platform.privatePem)
    const sign = execFileSync('openssl', ['dgst', '-sha256', '-sign', join(folder, 'key.pem')], { input: text }).toString('base64')
    return new URLSearchParams({ ...fields, sign_type: 'RSA2', sign }).toString()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('an account of the file is in one mode: neither or both is an error that says so', () => {
  const { alipay } = paymentAccounts
  const base = { ...account(), methods: ['mini' as const] }
  const certificates = certificatesOf(keys)
  expect(alipay.safeParse(base).success).toBe(false)
  expect(alipay.safeParse({ ...base, certificates, alipayPublicKeyPem: keys.platform.publicPem }).success).toBe(false)
  const parsed = alipay.parse({ ...base, certificates })
  expect(channelsOf({ alipay: parsed }, () => now)).toMatchObject([{ name: 'alipay', methods: ['mini'] }])
})
