import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ApiError, testClock } from './harness.ts'
import { PASSWORD, startWorld, type TestShop, type TestShopper, type World } from './world.ts'

// Attempts on who may see, change and exhaust what.
const clock = testClock(new Date())
let world: World
let shop: TestShop
let other: TestShop
let shopper: TestShopper
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
  shopper = await world.newShopper()
})
afterAll(() => world.close())
afterEach(async () => {
  await world.settle()
  expect(await world.doctor()).toEqual([])
})

const codeOf = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'ok',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  )

/** A request as nobody's client would send it: the path goes out as it is. */
async function rawGet(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(world.url)
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ hostname, port, path, method, headers }, (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function anOrder(): Promise<string> {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  return (await world.place(shopper, [{ skuId: sku, quantity: 1 }])).orders[0]?.id ?? ''
}

test('sixty guesses of a password at the same moment are as good as eight', async () => {
  const account = `guessed-${randomUUID().slice(0, 8)}`
  await shop.owner.createStaff({ account, name: '被猜的人', role: 'support', password: PASSWORD })
  const codes = await Promise.all(
    Array.from({ length: 60 }, (_, n) => codeOf(world.admin().staffLogin({ account, password: `wrong-guess-${n}` }))),
  )
  expect(codes.filter((code) => code === 'login_failed').length).toBeLessThanOrEqual(8)
  expect(await codeOf(world.admin().staffLogin({ account, password: PASSWORD }))).toBe('login_throttled')
  clock.advance({ minutes: 16 })
  expect(await codeOf(world.admin().staffLogin({ account, password: PASSWORD }))).toBe('ok')
})

test('HEAD on a stream of events leaves nobody watching', async () => {
  const id = await anOrder()
  const path = `/api/shop/orders/${id}/events`
  const answers = await Promise.all(Array.from({ length: 20 }, () => rawGet(path, { authorization: `Bearer ${shopper.token}` }, 'HEAD')))
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([404]))
})

test('who was dismissed or given another role is out at once, and switching shops does not lead around it', async () => {
  const account = `two-shops-${randomUUID().slice(0, 8)}`
  const { id } = await world.modules.staff.put({ shopId: shop.id, account, name: '两店员工', role: 'operator', password: PASSWORD })
  await world.modules.staff.put({ shopId: other.id, account, name: '两店员工', role: 'warehouse', password: PASSWORD })
  const { token } = await world.admin().staffLogin({ account, password: PASSWORD })
  const person = world.admin(token)
  await person.switchShop({ shopId: shop.id })
  expect(await codeOf(person.listStaff({}))).toBe('permission_missing')
  expect(await codeOf(person.updateStaff({ id, role: 'owner' }))).toBe('permission_missing')
  expect(await codeOf(person.switchShop({ shopId: randomUUID() }))).toBe('shop_not_found')
  await person.switchShop({ shopId: other.id })
  await shop.owner.updateStaff({ id, disabled: true })
  expect(await codeOf(person.switchShop({ shopId: shop.id }))).toBe('shop_not_found')
  expect(await codeOf(person.getStaffMe())).toBe('ok')
  expect(await codeOf(shop.owner.resetStaffPassword({ id, newPassword: 'taken-over-99' }))).toBe('works_elsewhere')
  await other.owner.updateStaff({ id, disabled: true })
  expect(await codeOf(person.getStaffMe())).toBe('session_expired')
  expect(await codeOf(world.admin().staffLogin({ account, password: PASSWORD }))).toBe('account_disabled')
})

test('a shop keeps an owner when its two owners dismiss each other at the same moment', async () => {
  const mall = await world.newShop('两主店')
  const account = `second-${randomUUID().slice(0, 8)}`
  const second = await mall.owner.createStaff({ account, name: '第二店主', role: 'owner', password: PASSWORD })
  const secondOwner = world.admin((await world.admin().staffLogin({ account, password: PASSWORD })).token)
  const first = (await mall.owner.getStaffMe()).id
  await Promise.allSettled([
    mall.owner.updateStaff({ id: second.id, role: 'support' }),
    secondOwner.updateStaff({ id: first, disabled: true }),
  ])
  const { rows } = await world.db.executeQuery<{ n: number }>(owners(mall.id))
  expect(rows[0]?.n).toBeGreaterThanOrEqual(1)
})
const owners = (shopId: string) =>
  sql<{ n: number }>`select count(*) as n from staff.membership where shop_id = ${shopId} and role = 'owner' and not disabled`.compile(
    world.db,
  )

test('what another shop keeps is not reached by a query either', async () => {
  const {
    productId,
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const checkout = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  const [staff] = (await shop.owner.listStaff({})).items
  const foreign = [
    await other.owner.listStock({ skuIds: sku }),
    await other.owner.listStock({ productId }),
    await other.owner.listMovements({ skuId: sku }),
    await other.owner.listPayments({ subjects: checkout.id }),
    await other.owner.listAdminReviews({ productId }),
    await other.owner.listAudit({ staffId: staff?.id ?? '' }),
    await other.owner.listAdminOrders({ search: checkout.orders[0]?.number ?? '' }),
    await other.owner.listShoppers({ search: '139' }),
  ]
  for (const { items } of foreign) expect(items).toEqual([])
  expect(await codeOf(other.owner.setProductStates({ ids: [productId], state: 'archived' }))).toBe('ok')
  expect((await shop.owner.getAdminProduct({ id: productId })).state).toBe('on_sale')
  const lines = [{ skuId: sku, change: 100 }]
  expect(await codeOf(other.owner.adjustStock({ requestId: randomUUID(), reason: 'receipt', note: '偷偷加', lines }))).toBe('sku_not_found')
})

test('no path, however it is written, leads out of the pages or makes the server stumble', async () => {
  const paths = [
    '//',
    '//evil.example/x',
    '/..%2f..%2fetc/passwd',
    '/media/..%2f..%2fsecrets.json',
    '/media/%2e%2e/%2e%2e/secrets.json',
    '/media/....//secrets.json',
    '/%00',
    '/%E0%A4%A',
    '/admin/%2e%2e/%2e%2e/package.json',
    '/admin//evil',
    '/\\evil.example',
    '/api/shop/products/%2e%2e',
    '/api/shop/products/%00',
    '/?__proto__[x]=1',
    '/api/shop/products/recommended?__proto__[x]=1&constructor=1',
    '/media/%c0%ae%c0%ae/secrets.json',
    `/${'a'.repeat(5000)}`,
  ]
  for (const path of paths) {
    const { status, body } = await rawGet(path)
    expect(status, path).toBeLessThan(500)
    expect(body, path).not.toMatch(/secretKey|root:|"private"/)
    // Only the browser's own address may come back, never somebody else's.
    expect([301, 302, 303, 307, 308], path).not.toContain(status)
  }
})

test('coming back from the cashier leads to our own pages only', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const checkout = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
  for (const returnPath of [
    '//evil.example',
    '@evil.example',
    '/\\evil.example',
    '.evil.example',
    '/ok\n//evil',
    'https://evil.example',
    '/a@b:c',
  ])
    expect(await codeOf(shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5', returnPath }))).toBe('input_invalid')
})

test('a forged, replayed or mismatched notification moves nothing', async () => {
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [5])
  const checkout = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
  const { number } = await shopper.client.payCheckout({ id: checkout.id, method: 'wechat_h5' })
  const path = '/api/hooks/wechat-pay/notify'
  const bytes = JSON.stringify({
    id: 'x',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', ciphertext: 'AAAA', nonce: 'n' },
  })
  const signed = {
    'wechatpay-timestamp': '1',
    'wechatpay-nonce': 'n',
    'wechatpay-signature': 'WECHATPAY/SIGNTEST/x',
    'wechatpay-serial': '__proto__',
  }
  for (const headers of [
    {},
    signed,
    { ...signed, 'wechatpay-signature': 'AAAA', 'wechatpay-timestamp': String(Math.floor(clock.now().getTime() / 1000)) },
  ])
    expect((await world.request('POST', path, { raw: { type: 'application/json', bytes }, headers })).status).toBe(401)
  // Signed by the platform, but of another amount.
  const notification = world.pay.pay(number, { amountFen: 1 }) ?? ''
  await world.pay.notify(notification)
  await world.settle()
  expect(await shop.owner.getAdminOrder({ id: checkout.orders[0]?.id ?? '' })).toMatchObject({ state: 'pending_payment' })
  expect((await shop.owner.listPaymentAlarms()).items.some((alarm) => alarm.kind === 'payment_mismatch' && alarm.number === number)).toBe(
    true,
  )
  expect((await other.owner.listPaymentAlarms()).items.some((alarm) => alarm.number === number)).toBe(false)
})

test('a burst of login codes to many phones is stopped at thirty, whatever address the sender claims to come from', async () => {
  const limited = await startWorld({ now: clock.now, config: { rateLimits: true } })
  try {
    const codes = await Promise.all(
      Array.from({ length: 80 }, async (_, n) => {
        const body = { phone: `1370000${String(n).padStart(4, '0')}` }
        const headers = { 'x-forwarded-for': `203.0.113.${n}`, 'x-real-ip': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}` }
        return (await limited.request('POST', '/api/shop/login/codes', { body, headers })).status
      }),
    )
    expect(new Set(codes)).toEqual(new Set([200, 429]))
    expect(codes.filter((status) => status === 200)).toHaveLength(30)
  } finally {
    await limited.close()
  }
})
