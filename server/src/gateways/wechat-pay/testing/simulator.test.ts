import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../../testing/host.ts'
import { createWeChatPay } from '../adapter.ts'
import { keysIn } from './keys.ts'
import { retrySeconds } from './notifier.ts'
import { createWeChatPaySimulator, type WeChatPaySimulator } from './simulator.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'puzi-sim-'))
const keys = keysIn(dataDir)
let simulator: WeChatPaySimulator
let host: SimulatorHost
let shop: Server
let arrivals: number[]
let refuseFirst: number

beforeEach(async () => {
  arrivals = []
  refuseFirst = 0
  await open()
  shop = createServer((request, response) => {
    request.resume()
    arrivals.push(Date.now())
    response.writeHead(arrivals.length <= refuseFirst ? 500 : 204).end()
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await host.stop()
  await new Promise((resolve) => shop.close(resolve))
  rmSync(dataDir, { recursive: true, force: true })
})

async function open(): Promise<void> {
  // 15 real seconds become 30 ms.
  simulator = createWeChatPaySimulator({ keys, dataDir, publicUrl: 'http://cashier.test', notifyFactor: 0.002, refundTakesMs: 20 })
  host = await hostSimulators([simulator], { port: 0 })
}

const channel = () =>
  createWeChatPay({
    baseUrl: `${host.url}/wechat-pay`,
    appId: keys.appId,
    merchantId: keys.merchantId,
    merchantSerial: keys.merchantSerial,
    merchantPrivateKeyPem: keys.merchantPrivateKeyPem,
    apiV3Key: keys.apiV3Key,
    verifiers: [{ id: keys.publicKeyId, publicKeyPem: keys.publicKeyPem }],
    now: () => new Date(),
  })

async function prepaid(): Promise<string> {
  const attemptNo = `T${Date.now()}${Math.floor(Math.random() * 1000)}`
  const notifyUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`
  const expiresAt = new Date(Date.now() + 900_000)
  await channel().prepay({
    method: 'native',
    attemptNo,
    startedAt: new Date(),
    description: '订单',
    amountFen: 100,
    expiresAt,
    notifyUrl,
    payerIp: '127.0.0.1',
  })
  return attemptNo
}

const until = async (test: () => boolean): Promise<void> => {
  for (let round = 0; round < 200 && !test(); round += 1) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('the documented retries add up to 24 hours and 4 minutes', () => {
  expect(retrySeconds.reduce<number>((sum, seconds) => sum + seconds, 0)).toBe((24 * 60 + 4) * 60)
})

test('a notification is sent again until it is taken, and then no more', async () => {
  refuseFirst = 2
  simulator.pay(await prepaid())
  await until(() => arrivals.length === 3)
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(arrivals).toHaveLength(3)
})

test('after a restart the platform still knows what was paid and goes on with what was not taken', async () => {
  // However often it comes before the stop, nobody takes it.
  refuseFirst = Infinity
  const attemptNo = await prepaid()
  simulator.pay(attemptNo)
  await until(() => arrivals.length > 0)
  await host.stop()
  const before = arrivals.length
  refuseFirst = 0
  await open()
  expect(await channel().query({ attemptNo, startedAt: new Date() })).toMatchObject({ result: 'ok', value: { state: 'paid' } })
  await until(() => arrivals.length > before)
  expect(arrivals).toHaveLength(before + 1)
})

test('a refund settles by itself after a while', async () => {
  const attemptNo = await prepaid()
  simulator.pay(attemptNo, { notify: 'none' })
  const input = {
    refundNo: `R${attemptNo}`,
    attemptNo,
    startedAt: new Date(),
    transactionId: null,
    refundFen: 100,
    totalFen: 100,
    reason: '退款',
    notifyUrl: 'http://127.0.0.1:1/',
  }
  expect(await channel().refund(input)).toMatchObject({ value: { state: 'processing' } })
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await channel().queryRefund(input)).toMatchObject({ value: { state: 'done' } })
})

test('keys are made once for an installation', () => {
  expect(keysIn(dataDir)).toEqual(keysIn(dataDir))
})
