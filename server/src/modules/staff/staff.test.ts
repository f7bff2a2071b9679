import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiError, testClock } from '../../../test/harness.ts'
import { PASSWORD, startWorld, type TestShop, type World } from '../../../test/world.ts'

const clock = testClock(new Date())
let world: World
let shop: TestShop
beforeAll(async () => {
  world = await startWorld({ now: clock.now })
  shop = await world.newShop('甲店')
})
afterAll(() => world.close())

const refusal = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )
const login = (account: string, password = PASSWORD) => world.admin().staffLogin({ account, password })
async function newMember(role: 'operator' | 'warehouse' = 'operator'): Promise<{ id: string; account: string }> {
  const account = `p-${randomUUID().slice(0, 8)}`
  const { id } = await shop.owner.createStaff({ account, name: '小李', role, password: PASSWORD })
  return { id, account }
}

test('an unknown account and a wrong password are refused with the same words', async () => {
  const { account } = await newMember()
  const [wrong, unknown] = await Promise.all([
    login(account, 'not-the-one-1').catch((error: ApiError) => error),
    login('nobody@nowhere').catch((error: ApiError) => error),
  ])
  expect([wrong, unknown]).toMatchObject([
    { status: 401, code: 'login_failed' },
    { status: 401, code: 'login_failed' },
  ])
})

test('eight wrong passwords throttle an account, also for the right one, until the quarter of an hour is over', async () => {
  const { account } = await newMember()
  for (let n = 0; n < 8; n += 1) expect(await refusal(login(account, 'not-the-one-1'))).toBe('login_failed')
  expect(await refusal(login(account))).toBe('login_throttled')
  clock.advance({ minutes: 16 })
  expect(await refusal(login(account))).toBe('ok')
})

test('passwords are kept as argon2id and tokens as hashes', async () => {
  const { account } = await newMember()
  const { token } = await login(account)
  const [kept] = await world.db.selectFrom('staff.account').select('password_hash').where('account', '=', account).execute()
  expect(kept?.password_hash).toMatch(/^\$argon2id\$/)
  const sessions = JSON.stringify(await world.db.selectFrom('staff.session').selectAll().execute())
  expect(sessions).not.toContain(token.slice(3))
})

test('a session ends at logout, at its revocation and when its person is disabled', async () => {
  const { id, account } = await newMember()
  const [a, b, c] = [await login(account), await login(account), await login(account)]
  await world.admin(a.token).staffLogout()
  expect(await refusal(world.admin(a.token).getStaffMe())).toBe('session_expired')
  const mine = await world.admin(b.token).listMySessions()
  const third = mine.items.find((session) => !session.current)
  await world.admin(b.token).revokeMySession({ id: third?.id ?? '' })
  expect(await refusal(world.admin(c.token).getStaffMe())).toBe('session_expired')
  await shop.owner.updateStaff({ id, disabled: true })
  expect(await refusal(world.admin(b.token).getStaffMe())).toBe('session_expired')
  expect(await refusal(login(account))).toBe('account_disabled')
})

test('a new password ends all other sessions and needs the old one', async () => {
  const { account } = await newMember()
  const [here, there] = [await login(account), await login(account)]
  const change = (oldPassword: string) => world.admin(here.token).changeMyPassword({ oldPassword, newPassword: 'another-horse-8' })
  expect(await refusal(change('not-the-one-1'))).toBe('password_wrong')
  await change(PASSWORD)
  expect(await refusal(world.admin(there.token).getStaffMe())).toBe('session_expired')
  expect(await refusal(world.admin(here.token).getStaffMe())).toBe('ok')
  expect(await refusal(login(account, 'another-horse-8'))).toBe('ok')
})

test('a role that was changed takes its rights away at once', async () => {
  const { id, account } = await newMember('operator')
  const { token } = await login(account)
  expect(await refusal(world.admin(token).listRules({}))).toBe('ok')
  await shop.owner.updateStaff({ id, role: 'warehouse' })
  expect(await refusal(world.admin(token).listRules({}))).toBe('session_expired')
  expect(await refusal(world.admin((await login(account)).token).listRules({}))).toBe('permission_missing')
})

test('a shop keeps an owner, also when two owners demote each other at the same moment', async () => {
  const other = await world.newShop('乙店')
  const account = `o-${randomUUID().slice(0, 8)}`
  const second = await other.owner.createStaff({ account, name: '二老板', role: 'owner', password: PASSWORD })
  const first = (await other.owner.listStaff({})).items.find((one) => one.role === 'owner' && one.id !== second.id)
  const secondClient = world.admin((await login(account)).token)
  await Promise.allSettled([
    other.owner.updateStaff({ id: second.id, role: 'support' }),
    secondClient.updateStaff({ id: first?.id ?? '', role: 'support' }),
  ])
  const owners = await world.db
    .selectFrom('staff.membership')
    .select('account_id')
    .where('shop_id', '=', other.id)
    .where('role', '=', 'owner')
    .execute()
  expect(owners).toHaveLength(1)
})

test('the password of somebody who also works elsewhere cannot be reset by one shop alone', async () => {
  const other = await world.newShop('丙店')
  const { id, account } = await newMember()
  await world.modules.staff.put({ shopId: other.id, account, name: '小李', role: 'operator', password: PASSWORD })
  expect(await refusal(other.owner.resetStaffPassword({ id, newPassword: 'stolen-horse-9' }))).toBe('works_elsewhere')
})

test('somebody with two shops switches between them and sees only one at a time', async () => {
  const other = await world.newShop('丁店')
  const { account } = await newMember()
  await world.modules.staff.put({ shopId: other.id, account, name: '小李', role: 'warehouse', password: PASSWORD })
  const { token, me } = await login(account)
  const client = world.admin(token)
  expect(me.shops.map((one) => one.id).toSorted()).toEqual([shop.id, other.id].toSorted())
  const elsewhere = me.shops.find((one) => one.id !== me.shopId)
  expect(await client.switchShop({ shopId: elsewhere?.id ?? '' })).toMatchObject({ shopId: elsewhere?.id })
  expect((await client.getStaffMe()).shopId).toBe(elsewhere?.id)
  expect(await refusal(client.switchShop({ shopId: (await world.newShop('戊店')).id }))).toBe('shop_not_found')
})

test('every write of the console is in the audit log, with secrets masked; a read is not', async () => {
  const { account } = await newMember()
  await shop.owner.updateSettings({ unpaidMinutes: 45 })
  await shop.owner.getSettings()
  await world.deliver()
  const { items } = await shop.owner.listAudit({ pageSize: 100 })
  expect(items.find((entry) => entry.operation === 'updateSettings')).toMatchObject({ role: 'owner', input: { unpaidMinutes: 45 } })
  const created = items.find((entry) => entry.operation === 'createStaff' && JSON.stringify(entry.input).includes(account))
  expect(JSON.stringify(created?.input)).not.toContain(PASSWORD)
  expect(items.some((entry) => entry.operation === 'getSettings')).toBe(false)
  await expect(world.db.deleteFrom('audit.entry').execute()).rejects.toThrow('append-only')
})
