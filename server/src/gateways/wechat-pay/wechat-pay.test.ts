import { createPublicKey, createVerify } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
// The judge: a client of the same protocol that shares no code with either side.
import judge from 'wechatpay-axios-plugin'
import type { PaymentChannel, PrepayInput, RefundInput } from '../payment-channel.ts'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import { createWeChatPay, type WeChatPayOptions } from './adapter.ts'
import { makeKeys } from './testing/keys.ts'
import { createWeChatPaySimulator, type WeChatPaySimulator } from './testing/simulator.ts'

const { Aes, Formatter, Rsa, Wechatpay } = judge
const keys = makeKeys(new Date())
let simulator: WeChatPaySimulator
let host: SimulatorHost
let hook: Server
let hookUrl: string
let received: { headers: Record<string, string | string[] | undefined>; rawBody: Buffer }[] = []
let hookStatus = 204
let skewMs = 0
let counter = 0

beforeAll(async () => {
  simulator = createWeChatPaySimulator({
    publicUrl: 'http://cashier.example/wechat-pay',
    keys,
    now: () => new Date(Date.now() + skewMs),
    notifyMode: 'manual',
    refundIntervalMs: 0,
    refundTakesMs: 'manual',
  })
  host = await hostSimulators([simulator], { port: 0 })
  hook = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    received.push({ headers: request.headers, rawBody: Buffer.concat(chunks) })
    response.writeHead(hookStatus).end()
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
  hookStatus = 204
  skewMs = 0
})

const channel = (changes: Partial<WeChatPayOptions> = {}): PaymentChannel =>
  createWeChatPay({
    baseUrl: `${host.url}/wechat-pay`,
    appId: keys.appId,
    merchantId: keys.merchantId,
    merchantSerial: keys.merchantSerial,
    merchantPrivateKeyPem: keys.merchantPrivateKeyPem,
    apiV3Key: keys.apiV3Key,
    verifiers: [{ id: keys.publicKeyId, publicKeyPem: keys.publicKeyPem }],
    now: () => new Date(),
    timeoutMs: 5000,
    ...changes,
  })

const startedAt = new Date()
const refundOf = (attemptNo: string): RefundInput => ({
  refundNo: `R${attemptNo}`,
  attemptNo,
  startedAt,
  transactionId: null,
  refundFen: 800,
  totalFen: 8800,
  reason: '退款',
  notifyUrl: hookUrl,
})

const input = (changes: Partial<PrepayInput> = {}): PrepayInput => ({
  method: 'h5',
  attemptNo: `T${Date.now()}${(counter += 1)}`,
  startedAt,
  description: '铺子商城-订单',
  amountFen: 8800,
  expiresAt: new Date(Date.now() + 900_000),
  notifyUrl: hookUrl,
  payerIp: '127.0.0.1',
  ...changes,
})

async function paidAttempt(): Promise<string> {
  const one = input()
  expect(await channel().prepay(one)).toMatchObject({ result: 'ok' })
  simulator.pay(one.attemptNo, { notify: 'none' })
  return one.attemptNo
}

test('an attempt is opened, paid, and told by query with every field that must be compared', async () => {
  const one = input({ returnUrl: 'http://shop.example/#/pages/result?id=1' })
  const prepaid = await channel().prepay(one)
  expect(prepaid).toMatchObject({ result: 'ok', value: { method: 'h5' } })
  if (prepaid.result !== 'ok' || prepaid.value.method !== 'h5') throw new Error('no url')
  expect(new URL(prepaid.value.url).searchParams.get('redirect_url')).toBe('http://shop.example/#/pages/result?id=1')
  expect(await channel().query(one)).toMatchObject({ result: 'ok', value: { state: 'not_paid' } })
  simulator.pay(one.attemptNo, { notify: 'none' })
  expect(await channel().query(one)).toMatchObject({
    result: 'ok',
    value: { attemptNo: one.attemptNo, state: 'paid', appId: keys.appId, merchantId: keys.merchantId, amountFen: 8800, currency: 'CNY' },
  })
})

test('an attempt that the platform never heard of is absent, not an error', async () => {
  expect(await channel().query({ attemptNo: 'T_never_existed', startedAt })).toEqual({
    result: 'ok',
    value: { attemptNo: 'T_never_existed', state: 'absent' },
  })
  expect(await channel().queryRefund({ refundNo: 'R_never', attemptNo: 'T_never_existed', startedAt })).toEqual({
    result: 'ok',
    value: { refundNo: 'R_never', state: 'absent' },
  })
})

test('the parameters of the cashier inside WeChat carry a signature by the merchant key', async () => {
  const prepaid = await channel().prepay(input({ method: 'jsapi', payerId: 'o-demo' }))
  if (prepaid.result !== 'ok' || prepaid.value.method !== 'jsapi') throw new Error('no params')
  const { appId, timeStamp, nonceStr, package: pack, paySign } = prepaid.value.params
  const good = createVerify('RSA-SHA256')
    .update(`${appId}\n${timeStamp}\n${nonceStr}\n${pack}\n`)
    .verify(createPublicKey(keys.merchantPublicKeyPem), paySign, 'base64')
  expect(good).toBe(true)
})

test('the same arguments again open the same attempt; other arguments under its number are refused', async () => {
  const one = input()
  expect((await channel().prepay(one)).result).toBe('ok')
  expect((await channel().prepay(one)).result).toBe('ok')
  expect(await channel().prepay({ ...one, amountFen: 1 })).toMatchObject({ result: 'refused', code: 'INVALID_REQUEST', retry: 'never' })
})

test('closing an open attempt closes it, closing a paid one says paid', async () => {
  const one = input()
  await channel().prepay(one)
  expect(await channel().close(one)).toEqual({ result: 'ok', value: 'closed' })
  expect(await channel().close(one)).toEqual({ result: 'ok', value: 'closed' })
  expect(await channel().close({ attemptNo: await paidAttempt(), startedAt })).toEqual({ result: 'ok', value: 'paid' })
})

test.each(['drop-before', 'drop-after', 'error-500', 'bad-signature', 'unsigned', 'stale'] as const)(
  'an answer with %s is unknown, never ok',
  async (kind) => {
    simulator.fail({ on: 'prepay', kind })
    expect((await channel().prepay(input())).result).toBe('unknown')
  },
)

test('an answer later than the limit is unknown', async () => {
  simulator.fail({ on: 'refund', kind: 'delay', delayMs: 900 })
  const attemptNo = await paidAttempt()
  const refund = refundOf(attemptNo)
  expect((await channel({ timeoutMs: 300 }).refund(refund)).result).toBe('unknown')
})

test('too often and too little balance are refusals that time cures', async () => {
  simulator.fail({ on: 'prepay', kind: 'limited-429' })
  expect(await channel().prepay(input())).toMatchObject({ result: 'refused', code: 'FREQUENCY_LIMITED', retry: 'later' })
  simulator.fail({ on: 'refund', kind: 'not-enough' })
  const attemptNo = await paidAttempt()
  const refund = refundOf(attemptNo)
  expect(await channel().refund(refund)).toMatchObject({ result: 'refused', code: 'NOT_ENOUGH', retry: 'later' })
})

test('a refund with an answer that got lost is the same refund when it is asked for again', async () => {
  const attemptNo = await paidAttempt()
  const refund = refundOf(attemptNo)
  simulator.fail({ on: 'refund', kind: 'drop-after' })
  expect((await channel().refund(refund)).result).toBe('unknown')
  expect(await channel().queryRefund(refund)).toMatchObject({ result: 'ok', value: { state: 'processing', refundFen: 800 } })
  expect(await channel().refund(refund)).toMatchObject({ result: 'ok', value: { state: 'processing' } })
  expect(simulator.trade(attemptNo)?.refunds).toHaveLength(1)
})

test('refunds beyond what was paid are refused', async () => {
  const attemptNo = await paidAttempt()
  const part = (n: number, refundFen: number) => channel().refund({ ...refundOf(attemptNo), refundNo: `R${n}${attemptNo}`, refundFen })
  expect((await part(1, 8000)).result).toBe('ok')
  expect(await part(2, 801)).toMatchObject({ result: 'refused', code: 'INVALID_REQUEST' })
  expect((await part(3, 800)).result).toBe('ok')
})

test('notifications of payment and refund open to what happened', async () => {
  const one = input()
  await channel().prepay(one)
  const paid = simulator.pay(one.attemptNo) ?? ''
  expect(await simulator.notify(paid)).toBe(204)
  const refund = refundOf(one.attemptNo)
  await channel().refund(refund)
  await simulator.notify(simulator.settleRefund(refund.refundNo, 'SUCCESS') ?? '')
  const [first, second] = await Promise.all(received.map((message) => channel().parseNotify(message)))
  expect(first).toMatchObject({
    ok: true,
    event: { kind: 'payment', payment: { attemptNo: one.attemptNo, state: 'paid', amountFen: 8800 } },
  })
  expect(second).toMatchObject({
    ok: true,
    event: { kind: 'refund', refund: { refundNo: refund.refundNo, state: 'done', refundFen: 800 } },
  })
})

test('a notification that is forged, stale, of an unknown key, resealed or changed by a byte is refused', async () => {
  const one = input()
  await channel().prepay(one)
  const id = simulator.pay(one.attemptNo) ?? ''
  await simulator.notify(id)
  await simulator.notify(id, { signature: 'bad' })
  await simulator.notify(id, { clockSkewSeconds: -301 })
  await simulator.notify(id, { apiV3Key: 'another-key-of-32-bytes-........' })
  await simulator.notify(id, { signature: 'none' })
  const [good, bad, stale, resealed, unsigned] = received
  if (!good || !bad || !stale || !resealed || !unsigned) throw new Error('not received')
  const rejection = async (message: typeof good) => {
    const parsed = await channel().parseNotify(message)
    return parsed.ok ? 'taken' : parsed.rejection
  }
  expect(await rejection(good)).toBe('taken')
  expect(await rejection(bad)).toBe('bad_signature')
  expect(await rejection(stale)).toBe('stale')
  expect(await rejection(resealed)).toBe('undecryptable')
  expect(await rejection(unsigned)).toBe('unsigned')
  expect(await rejection({ ...good, rawBody: Buffer.from(`${good.rawBody.toString()} `) })).toBe('bad_signature')
  expect(await rejection({ ...good, headers: { ...good.headers, 'wechatpay-serial': 'PUB_KEY_ID_other' } })).toBe('unknown_key')
  expect(await rejection({ ...good, headers: { ...good.headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/x' } })).toBe('probe')
})

test('certificates are fetched once, opened, and verify; a switch of keys is survived with both configured', async () => {
  const before = simulator.calls.certificates
  simulator.rotate('certificate')
  const byCertificate = channel({ verifiers: [] })
  expect((await byCertificate.prepay(input())).result).toBe('ok')
  expect((await byCertificate.prepay(input())).result).toBe('ok')
  expect(simulator.calls.certificates - before).toBe(1)
  const one = input()
  await channel().prepay(one)
  const id = simulator.pay(one.attemptNo) ?? ''
  await simulator.notify(id)
  simulator.rotate('public-key')
  await simulator.notify(id)
  const both = channel({ certificatesToo: true })
  expect((await Promise.all(received.map((message) => both.parseNotify(message)))).every((parsed) => parsed.ok)).toBe(true)
  expect((await channel().parseNotify(received[0]!)).ok).toBe(false)
})

test('a new platform certificate is taken into use while it runs, under load, and is fetched once', async () => {
  simulator.rotate('certificate')
  let at = Date.now()
  const byCertificate = channel({ verifiers: [], now: () => new Date(at) })
  expect((await byCertificate.prepay(input())).result).toBe('ok')
  simulator.renewCertificate()
  // A minute later, as a stranger's made-up serials must not turn into a flood of fetches.
  at += 61_000
  skewMs = 61_000
  const before = simulator.calls.certificates
  const answers = await Promise.all(Array.from({ length: 20 }, () => byCertificate.prepay(input())))
  expect(new Set(answers.map(({ result }) => result))).toEqual(new Set(['ok']))
  expect(simulator.calls.certificates - before).toBe(1)
  const one = input()
  await byCertificate.prepay(one)
  await simulator.notify(simulator.pay(one.attemptNo) ?? '')
  expect((await byCertificate.parseNotify(received[0]!)).ok).toBe(true)
  simulator.rotate('public-key')
})

test('the judge opens and verifies what a renewed certificate signs', async () => {
  simulator.rotate('certificate')
  simulator.renewCertificate()
  const one = input()
  await channel().prepay(one)
  await simulator.notify(simulator.pay(one.attemptNo) ?? '')
  simulator.rotate('public-key')
  const { headers, rawBody } = received[0]!
  const head = (name: string) => String(headers[`wechatpay-${name}`])
  const text = Formatter.response(head('timestamp'), head('nonce'), rawBody.toString())
  expect(Rsa.verify(text, head('signature'), simulator.keys.certificatePem)).toBe(true)
})

test('the bill of a day is checked against its hash and read line by line', async () => {
  const day = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
  const one = await paidAttempt()
  await channel().refund(refundOf(one))
  expect(await channel().bill(day)).toMatchObject({ result: 'refused', retry: 'later' })
  skewMs = 40 * 3600_000
  const later = channel({ now: () => new Date(Date.now() + skewMs) })
  const made = await later.bill(day)
  if (made.result !== 'ok') throw new Error('no bill')
  const lines = []
  for await (const line of made.value.lines) if (line.attemptNumber === one) lines.push(line)
  expect(lines).toMatchObject([
    { kind: 'payment', number: one, amountFen: 8800, state: 'done' },
    { kind: 'refund', number: `R${one}`, amountFen: 800, state: 'processing' },
  ])
  expect(made.value.funds?.inFen).toBeGreaterThanOrEqual(8800)
  expect(await later.bill('2020-01-01')).toMatchObject({ result: 'ok', value: { funds: null } })
})

test('requests with a wrong key or a wrong clock are refused by the platform', async () => {
  const stranger = makeKeys(new Date())
  expect(await channel({ merchantPrivateKeyPem: stranger.merchantPrivateKeyPem }).prepay(input())).toMatchObject({
    result: 'refused',
    code: 'SIGN_ERROR',
  })
  skewMs = -400_000
  expect((await channel().prepay(input())).result).not.toBe('ok')
})

const judgeClient = () =>
  new Wechatpay({
    baseURL: `${host.url}/wechat-pay/`,
    mchid: keys.merchantId,
    serial: keys.merchantSerial,
    privateKey: keys.merchantPrivateKeyPem,
    certs: { [keys.publicKeyId]: keys.publicKeyPem },
  })

test('a foreign client of the protocol can use the simulator: its signatures are accepted and ours verify', async () => {
  const client = judgeClient()
  const { attemptNo, amountFen } = input()
  const asked = { headers: { 'Wechatpay-Serial': keys.publicKeyId } }
  const native = await client.chain('v3/pay/transactions/native').post(
    {
      appid: keys.appId,
      mchid: keys.merchantId,
      description: '测试',
      out_trade_no: attemptNo,
      notify_url: hookUrl,
      amount: { total: amountFen },
    },
    asked,
  )
  expect(native.data).toHaveProperty('code_url', expect.stringContaining('/cashier?prepay_id='))
  simulator.pay(attemptNo, { notify: 'none' })
  const found = await client.chain(`v3/pay/transactions/out-trade-no/${attemptNo}`).get({ params: { mchid: keys.merchantId }, ...asked })
  expect(found.data).toMatchObject({ trade_state: 'SUCCESS', amount: { total: amountFen } })
  await expect(
    client.chain(`v3/pay/transactions/out-trade-no/${attemptNo}/close`).post({ mchid: keys.merchantId }, asked),
  ).rejects.toMatchObject({
    response: { status: 400, data: { code: 'ORDERPAID' } },
  })
  simulator.fail({ on: 'query', kind: 'bad-signature' })
  await expect(
    client.chain(`v3/pay/transactions/out-trade-no/${attemptNo}`).get({ params: { mchid: keys.merchantId }, ...asked }),
  ).rejects.toThrow(/Verify the response/)
})

async function abnormalRefund() {
  const attemptNo = await paidAttempt()
  const asked = refundOf(attemptNo)
  await channel().refund(asked)
  simulator.settleRefund(asked.refundNo, 'ABNORMAL')
  const found = await channel().queryRefund(asked)
  if (found.result !== 'ok') throw new Error('no refund')
  expect(found.value.state).toBe('abnormal')
  return { ...asked, channelRefundId: found.value.channelRefundId ?? '' }
}
const card = { to: 'card', bank: 'CMB', cardNumber: '6225880012345678', holderName: '王小明' } as const

test.each(['public-key', 'certificate', 'both'] as const)(
  'a refund that the account of the payer cannot take goes to their card, sealed for the platform alone (%s)',
  async (mode) => {
    simulator.rotate(mode === 'certificate' ? 'certificate' : 'public-key')
    const changes = { certificate: { verifiers: [] }, both: { certificatesToo: true }, 'public-key': {} }[mode]
    const one = channel(changes)
    const refund = await abnormalRefund()
    const sealed = await one.elsewhere!.seal(card)
    if (sealed.result !== 'ok' || sealed.value.to !== 'card') throw new Error('not sealed')
    expect(JSON.stringify(sealed)).not.toContain(card.cardNumber)
    // The judge opens it with the key whose id goes along.
    const [id, pem] =
      mode === 'certificate'
        ? [simulator.keys.certificateSerial, simulator.keys.certificatePrivatePem]
        : [keys.publicKeyId, keys.publicKeyPrivatePem]
    expect(sealed.value.keyId).toBe(id)
    expect([Rsa.decrypt(sealed.value.cardNumber, pem), Rsa.decrypt(sealed.value.holderName, pem)]).toEqual([card.cardNumber, '王小明'])
    expect(await one.elsewhere!.send(refund, sealed.value)).toMatchObject({ result: 'ok', value: { state: 'processing' } })
    // Again under the same number: the same.
    expect(await one.elsewhere!.send(refund, sealed.value)).toMatchObject({ result: 'ok', value: { state: 'processing' } })
    simulator.settleRefund(refund.refundNo, 'SUCCESS')
    expect(await one.queryRefund(refund)).toMatchObject({ result: 'ok', value: { state: 'done', refundFen: 800 } })
    expect(simulator.trade(refund.attemptNo)?.refunds).toMatchObject([{ receivedBy: 'CMB借记卡5678 王小明' }])
    simulator.rotate('public-key')
  },
)

test('what is not abnormal goes nowhere else, a foreign client may ask too, and a card sealed with another key is refused', async () => {
  const refund = await abnormalRefund()
  const { elsewhere } = channel()
  const stranger = makeKeys(new Date())
  const foreign = channel({ verifiers: [{ id: keys.publicKeyId, publicKeyPem: stranger.publicKeyPem }] })
  const sealed = await foreign.elsewhere!.seal(card)
  if (sealed.result !== 'ok') throw new Error('not sealed')
  expect(await elsewhere!.send(refund, sealed.value)).toMatchObject({ result: 'refused', code: 'PARAM_ERROR', retry: 'never' })
  const answer = await judgeClient()
    .chain(`v3/refund/domestic/refunds/${refund.channelRefundId}/apply-abnormal-refund`)
    .post(
      {
        out_refund_no: refund.refundNo,
        type: 'USER_BANK_CARD',
        bank_type: 'ICBC_DEBIT',
        bank_account: Rsa.encrypt('6222020012345678', keys.publicKeyPem),
        real_name: Rsa.encrypt('李雷', keys.publicKeyPem),
      },
      { headers: { 'Wechatpay-Serial': keys.publicKeyId } },
    )
  expect(answer.data).toMatchObject({ status: 'PROCESSING', user_received_account: 'ICBC借记卡5678 李雷' })
  simulator.settleRefund(refund.refundNo, 'SUCCESS')
  expect(await elsewhere!.send(refund, { to: 'merchant' })).toMatchObject({ result: 'refused', code: 'INVALID_REQUEST' })
})

test('notifications made by foreign code are verified and opened', async () => {
  const transaction = {
    appid: keys.appId,
    mchid: keys.merchantId,
    out_trade_no: 'T_by_judge_1',
    trade_state: 'SUCCESS',
    amount: { total: 5, currency: 'CNY' },
  }
  const message = (key: string, at = Formatter.timestamp()) => {
    const resource = { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', nonce: '0123456789ab', associated_data: '' }
    const ciphertext = Aes.AesGcm.encrypt(JSON.stringify(transaction), key, resource.nonce, '')
    const body = JSON.stringify({ id: 'EV-1', event_type: 'TRANSACTION.SUCCESS', resource: { ...resource, ciphertext } }, null, 2)
    const nonce = Formatter.nonce()
    const signature = Rsa.sign(Formatter.response(String(at), nonce, body), keys.publicKeyPrivatePem)
    const headers = {
      'wechatpay-timestamp': String(at),
      'wechatpay-nonce': nonce,
      'wechatpay-signature': signature,
      'wechatpay-serial': keys.publicKeyId,
    }
    return { headers, rawBody: Buffer.from(body) }
  }
  expect(await channel().parseNotify(message(keys.apiV3Key))).toMatchObject({
    ok: true,
    event: { payment: { attemptNo: 'T_by_judge_1', amountFen: 5 } },
  })
  expect(await channel().parseNotify(message('x'.repeat(32)))).toMatchObject({ ok: false, rejection: 'undecryptable' })
  expect(await channel().parseNotify(message(keys.apiV3Key, Formatter.timestamp() - 301))).toMatchObject({ ok: false, rejection: 'stale' })
  const forged = message(keys.apiV3Key)
  const outer = JSON.parse(forged.rawBody.toString())
  const bytes = Buffer.from(outer.resource.ciphertext, 'base64')
  bytes[bytes.length - 1]! ^= 1
  outer.resource.ciphertext = bytes.toString('base64')
  const body = JSON.stringify(outer)
  const signature = Rsa.sign(
    Formatter.response(forged.headers['wechatpay-timestamp'], forged.headers['wechatpay-nonce'], body),
    keys.publicKeyPrivatePem,
  )
  const tagForged = { headers: { ...forged.headers, 'wechatpay-signature': signature }, rawBody: Buffer.from(body) }
  expect(await channel().parseNotify(tagForged)).toMatchObject({ ok: false, rejection: 'undecryptable' })
})

test('the cashier names shop, amount and number, and leads back after a choice', async () => {
  const one = input({ description: '<b>水果</b>', returnUrl: 'http://shop.example/back' })
  const prepaid = await channel().prepay(one)
  if (prepaid.result !== 'ok' || prepaid.value.method !== 'h5') throw new Error('no url')
  const { search } = new URL(prepaid.value.url)
  const cashier = await (await fetch(`${host.url}/wechat-pay/cashier${search}`)).text()
  expect(cashier).toContain('演示收银台')
  expect(cashier).toContain('&lt;b&gt;水果&lt;/b&gt;')
  expect(cashier).toContain(one.attemptNo)
  const form = new URLSearchParams({
    choice: 'silent',
    token: new URLSearchParams(search).get('prepay_id') ?? '',
    redirect_url: 'http://shop.example/back',
  })
  const chosen = await fetch(`${host.url}/wechat-pay/cashier`, { method: 'POST', body: form, redirect: 'manual' })
  expect([chosen.status, chosen.headers.get('location')]).toEqual([303, 'http://shop.example/back'])
  expect(await channel().query(one)).toMatchObject({ value: { state: 'paid' } })
  const evil = await (await fetch(`${host.url}/wechat-pay/cashier?prepay_id=x&redirect_url=javascript:alert(1)`)).text()
  expect(evil).not.toContain('javascript:')
})
