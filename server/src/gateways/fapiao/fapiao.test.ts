import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { hostSimulators, type SimulatorHost } from '../testing/host.ts'
import type { InvoiceApplication } from '../invoice-issuer.ts'
import { createFapiao } from './adapter.ts'
import { createFapiaoSimulator, type FapiaoSimulator } from './testing/simulator.ts'

const keys = { appKey: 'merchant', appSecret: 'a-secret-of-this-test' }
let at = new Date('2026-11-27T02:00:00Z')
let dataDir: string
let simulator: FapiaoSimulator
let host: SimulatorHost
const now = () => at
const issuer = () => createFapiao({ ...keys, baseUrl: `${host.url}/fapiao`, now, timeoutMs: 2000 })

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'puzi-fapiao-'))
  simulator = createFapiaoSimulator({ ...keys, now, mode: 'manual', dataDir })
  host = await hostSimulators([simulator], { port: 0 })
})
beforeEach(() => simulator.heal())
afterAll(async () => {
  await host.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const party = { address: '', phone: '', bank: '', account: '' }
const application = (number: string, change: Partial<InvoiceApplication> = {}): InvoiceApplication => ({
  number,
  kind: 'general',
  seller: { type: 'company', name: '测试店铺有限公司', taxNumber: '91350100M000100Y43', ...party },
  buyer: { type: 'person', name: '张三', taxNumber: '', ...party },
  items: [
    {
      name: '杯子',
      spec: '白',
      quantity: 2,
      totalFen: 11300,
      netFen: 10000,
      taxFen: 1300,
      rateBps: 1300,
      taxCode: '1060512990000000000',
      category: '日用杂品',
    },
  ],
  totalFen: 11300,
  taxFen: 1300,
  remark: '订单号 1',
  email: '',
  drawer: '张三',
  notifyUrl: 'http://127.0.0.1:9/notify',
  ...change,
})

test('applied for, asked about, issued, fetched as a real PDF, reversed', async () => {
  expect(await issuer().query('F00000001', 'blue')).toMatchObject({ result: 'ok', value: { state: 'absent' } })
  expect(await issuer().apply(application('F00000001'))).toMatchObject({ result: 'ok', value: { state: 'pending' } })
  await simulator.settle('F00000001')
  const issued = await issuer().query('F00000001', 'blue')
  if (issued.result !== 'ok') throw new Error('not issued')
  expect(issued.value).toMatchObject({ state: 'issued', totalFen: 11300, taxFen: 1300, issuedAt: at })
  expect(issued.value.invoiceNumber).toMatch(/^\d{20}$/)
  const file = { url: issued.value.pdfUrl, hash: issued.value.pdfHash }
  const pdf = await issuer().download(file)
  expect(pdf.result === 'ok' && pdf.value.length > 5000 && pdf.value.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await issuer().download({ ...file, hash: '0'.repeat(64) })).result).toBe('unknown')
  expect(await issuer().download({ ...file, url: 'http://127.0.0.1:1/v1/files/x.pdf' })).toMatchObject({ code: 'file_elsewhere' })
  const red = {
    number: 'H00000001',
    original: 'F00000001',
    invoiceNumber: issued.value.invoiceNumber,
    totalFen: 11300,
    reason: '退款',
    notifyUrl: 'http://127.0.0.1:9/notify',
  }
  expect(await issuer().reverse({ ...red, totalFen: 1 })).toMatchObject({ result: 'refused', code: 'PARAM_ERROR', retry: 'never' })
  expect(await issuer().reverse(red)).toMatchObject({ result: 'ok', value: { state: 'pending' } })
  expect(await issuer().reverse({ ...red, number: 'H00000002' })).toMatchObject({ result: 'refused', code: 'ALREADY_REVERSED' })
  await simulator.settle('H00000001')
  expect(await issuer().query('H00000001', 'red')).toMatchObject({ result: 'ok', value: { state: 'issued' } })
  expect(await issuer().query('H00000001', 'blue')).toMatchObject({ result: 'ok', value: { state: 'absent' } })
})

test('a number means what it meant: the same again is the same, other content is refused', async () => {
  await issuer().apply(application('F00000002'))
  expect((await issuer().apply(application('F00000002'))).result).toBe('ok')
  expect(await issuer().apply(application('F00000002', { remark: '别的' }))).toMatchObject({ result: 'refused', code: 'APPLY_ID_REUSED' })
  expect(simulator.papers().filter(({ id }) => id === 'F00000002')).toHaveLength(1)
})

test('the provider judges: sums, tax, tax numbers and kinds that cannot be are refused for good', async () => {
  const [item] = application('F00000003').items
  const bad: Partial<InvoiceApplication>[] = [
    { totalFen: 11301 },
    { items: [{ ...item!, netFen: 9999 }] },
    { items: [{ ...item!, netFen: 9990, taxFen: 1310 }], taxFen: 1310 },
    { kind: 'special' },
    { seller: { type: 'company', name: '店', taxNumber: '91350100M000100Y44', ...party } },
    { buyer: { type: 'company', name: '买家', taxNumber: '123', ...party } },
  ]
  for (const change of bad) {
    expect(await issuer().apply(application('F00000003', change))).toMatchObject({ result: 'refused', code: 'PARAM_ERROR', retry: 'never' })
  }
})

test('what is not a signed answer is unknown; what passes is later; a wrong secret is a clear no to nobody', async () => {
  const wanted = {
    'drop-before': 'unknown',
    'drop-after': 'unknown',
    'error-500': 'unknown',
    unsigned: 'unknown',
    busy: 'refused',
  } as const
  for (const [kind, result] of Object.entries(wanted)) {
    simulator.fail({ on: 'query', kind: kind as keyof typeof wanted })
    expect(await issuer().query('F00000001', 'blue'), kind).toMatchObject(result === 'refused' ? { result, retry: 'later' } : { result })
  }
  const stranger = createFapiao({ ...keys, appSecret: 'another-secret-here', baseUrl: `${host.url}/fapiao`, now })
  expect((await stranger.apply(application('F00000004'))).result).toBe('unknown')
  const late = createFapiao({ ...keys, baseUrl: `${host.url}/fapiao`, now: () => new Date(at.getTime() + 3600_000) })
  expect((await late.apply(application('F00000004'))).result).toBe('unknown')
  expect(simulator.papers().some(({ id }) => id === 'F00000004')).toBe(false)
})

test('a request that was overheard is not taken twice', async () => {
  const time = String(Math.floor(at.getTime() / 1000))
  const nonce = 'ab'.repeat(16)
  const hash = createHash('sha256').update('').digest('hex')
  const path = '/fapiao/v1/applications/F00000001'
  const signature = createHmac('sha256', keys.appSecret).update(`GET\n${path}\n${time}\n${nonce}\n${hash}\n`).digest('hex')
  const headers = { 'x-fapiao-app': keys.appKey, 'x-fapiao-timestamp': time, 'x-fapiao-nonce': nonce, 'x-fapiao-signature': signature }
  expect([(await fetch(host.url + path, { headers })).status, (await fetch(host.url + path, { headers })).status]).toEqual([200, 401])
})

test('a message is the provider’s only with its signature, its time and its own bytes', () => {
  const body = Buffer.from('{"event":"FAPIAO.ISSUED","event_id":"1","apply_id":"F00000001"}')
  const time = String(Math.floor(at.getTime() / 1000))
  const hash = createHash('sha256').update(body).digest('hex')
  const signature = createHmac('sha256', keys.appSecret).update(`NOTIFY\n${time}\nn1\n${hash}\n`).digest('hex')
  const headers = { 'x-fapiao-app': keys.appKey, 'x-fapiao-timestamp': time, 'x-fapiao-nonce': 'n1', 'x-fapiao-signature': signature }
  expect(issuer().parseNotify({ headers, rawBody: body })).toEqual({ ok: true, number: 'F00000001' })
  expect(issuer().parseNotify({ headers, rawBody: Buffer.from(body.toString().replace('0001', '0002')) }).ok).toBe(false)
  expect(issuer().parseNotify({ headers: { ...headers, 'x-fapiao-nonce': 'n2' }, rawBody: body }).ok).toBe(false)
  at = new Date(at.getTime() + 301_000)
  expect(issuer().parseNotify({ headers, rawBody: body }).ok).toBe(false)
})
