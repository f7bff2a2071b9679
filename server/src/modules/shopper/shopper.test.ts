import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiError, testClock } from '../../../test/harness.ts'
import { startWorld, type World } from '../../../test/world.ts'
import { parse } from './parse-address.ts'
import { placeOf, regions } from './regions.ts'

const clock = testClock(new Date())
let world: World
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
})
afterAll(() => world.close())

const refusal = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
const newPhone = (): string => `137${String(randomInt(100_000_000)).padStart(8, '0')}`
const sendCode = async (phone: string): Promise<string> => (await world.shop().sendLoginCode({ phone })).demoCode ?? ''
const login = (phone: string, code: string) => world.shop().loginByPhone({ phone, code })
const address = { name: '张三', phone: '13800000001', districtCode: '330106', detail: '文三路 1 号' }

test('a code signs in once, and twenty tries at the same moment are one session', async () => {
  const phone = newPhone()
  const code = await sendCode(phone)
  const results = await Promise.all(Array.from({ length: 20 }, () => refusal(login(phone, code))))
  expect(results.filter((one) => one === 'ok')).toHaveLength(1)
})

test('five wrong tries end a code, and five minutes do', async () => {
  const phone = newPhone()
  const code = await sendCode(phone)
  const wrong = code === '000000' ? '111111' : '000000'
  for (let n = 0; n < 5; n += 1) expect(await refusal(login(phone, wrong))).toBe('code_wrong')
  expect(await refusal(login(phone, code))).toBe('code_expired')
  clock.advance({ minutes: 2 })
  const second = await sendCode(phone)
  clock.advance({ minutes: 6 })
  expect(await refusal(login(phone, second))).toBe('code_expired')
})

test('a phone gets one code a minute and ten a day', async () => {
  const phone = newPhone()
  await sendCode(phone)
  await expect(world.shop().sendLoginCode({ phone })).rejects.toMatchObject({ code: 'code_throttled', detail: { retryAfterSeconds: 60 } })
  let sent = 1
  for (; sent < 20; sent += 1) {
    clock.advance({ seconds: 61 })
    if ((await refusal(world.shop().sendLoginCode({ phone }))) !== 'ok') break
  }
  expect(sent).toBe(10)
})

test('the same person of a mini program is one shopper, also when two first logins meet', async () => {
  const codes = Array.from({ length: 4 }, () => world.open.loginCode('lin'))
  const sessions = await Promise.all(codes.map((code) => world.shop().loginByMiniProgram({ platform: 'weapp', code })))
  expect(new Set(sessions.map((session) => session.shopper.id)).size).toBe(1)
  expect(await refusal(world.shop().loginByMiniProgram({ platform: 'weapp', code: codes[0] ?? '' }))).toBe('login_code_bad')
})

test('a session ends at logout', async () => {
  const phone = newPhone()
  const { token } = await login(phone, await sendCode(phone))
  await world.shop(token).shopperLogout()
  expect(await refusal(world.shop(token).getMe())).toBe('session_expired')
})

test('the first address is the default, there is one default at a time, and the thirty-first is refused', async () => {
  const { client } = await world.newShopper()
  const second = await client.createAddress({ ...address, isDefault: true })
  const { items } = await client.listAddresses()
  expect(items.filter((one) => one.isDefault).map((one) => one.id)).toEqual([second.id])
  await Promise.allSettled(Array.from({ length: 40 }, () => client.createAddress(address)))
  expect((await client.listAddresses()).items).toHaveLength(30)
})

test('an address takes its names from its district, and a district that is none is refused', async () => {
  const { client } = await world.newShopper()
  expect(await client.createAddress(address)).toMatchObject({ province: '浙江省', city: '杭州市', district: '西湖区' })
  expect(await refusal(client.createAddress({ ...address, districtCode: '999999' }))).toBe('district_unknown')
})

test('staff see the shoppers of their shop, with masked phones, and nobody else', async () => {
  const shop = await world.newShop()
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [3])
  const [buyer] = [await world.newShopper(), await world.newShopper()]
  await world.place(buyer, [{ skuId: sku, quantity: 1 }])
  await world.deliver()
  const { items, total } = await shop.owner.listShoppers({})
  expect(total).toBe(1)
  expect(items[0]?.phoneMasked).toMatch(/^\d{3}\*{4}\d{4}$/)
})

describe('pasted addresses', () => {
  test.each([
    ['张三 13800138000 浙江省杭州市西湖区文三路 1 号', { name: '张三', phone: '13800138000', districtCode: '330106', detail: '文三路1号' }],
    [
      '收货人：欧阳娜娜，手机号码：138-0013-8000，所在地区：广东省深圳市南山区，详细地址：科技园 1 栋',
      { name: '欧阳娜娜', phone: '13800138000', districtCode: '440305' },
    ],
    ['北京市朝阳区建国路 88 号 李四 +86 13900139000', { name: '李四', phone: '13900139000', districtCode: '110105' }],
    ['内蒙古呼和浩特新城区某某街 5 号', { districtCode: '150102', phone: '', name: '' }],
    ['', { name: '', phone: '', districtCode: '', detail: '' }],
  ])('%s', (text, found) => {
    expect(parse(text)).toMatchObject(found)
  })
})

test('every district has its city and its province', () => {
  const districts = regions()
    .flatMap((province) => regions(province.code))
    .flatMap((city) => regions(city.code))
  expect(districts.length).toBeGreaterThan(2800)
  expect(districts.filter(({ code }) => !placeOf(code))).toEqual([])
})
