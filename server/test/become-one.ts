import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { ApiError, testClock } from './harness.ts'
import type { World } from './world.ts'

export interface Person {
  id: string
  token: string
  client: ReturnType<World['shop']>
  addressId: string
}
/** A person with a phone and an account, and two more accounts that turn out to be theirs. */
export interface Twins {
  one: Person
  fresh: [Person, Person]
  all: Person[]
  /** Both others turn out to be the one with the phone, twenty times at once. */
  becomeOne: () => Promise<void>
  /** The books of everybody are right, and these schemas know the accounts that went no more; but for these columns, where it is history. */
  allRight: (schemas: string[], history?: string[]) => Promise<void>
}

export const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    (error: ApiError) => error.code,
  )

async function known(world: World, session: { token: string; shopper: { id: string } }): Promise<Person> {
  const client = world.shop(session.token)
  const address = { name: '张三', phone: '13800000001', districtCode: '330106', detail: `文三路 ${randomUUID()} 号` }
  return { id: session.shopper.id, token: session.token, client, addressId: (await client.createAddress(address)).id }
}

export async function twinsIn(world: World, clock: ReturnType<typeof testClock>): Promise<Twins> {
  const phone = `136${String(randomInt(100_000_000)).padStart(8, '0')}`
  clock.advance({ minutes: 2 })
  const { demoCode } = await world.shop().sendLoginCode({ phone })
  const one = await known(world, await world.shop().loginByPhone({ phone, code: demoCode ?? '' }))
  const byDouyin = { platform: 'tt' as const, code: world.douyin.loginCode(randomUUID()) }
  const byWeChat = { platform: 'weapp' as const, code: world.open.loginCode(randomUUID()) }
  const fresh: [Person, Person] = [
    await known(world, await world.shop().loginByMiniProgram(byDouyin)),
    await known(world, await world.shop().loginByMiniProgram(byWeChat)),
  ]
  const becomeOne = async () => {
    const wishes = Array.from({ length: 20 }, (_, n) => ({ who: fresh[n % 2]!, code: world.douyin.phoneCode(phone) }))
    const outcomes = await Promise.all(wishes.map(({ who, code }) => refusal(who.client.bindPhoneByProgram({ platform: 'tt', code }))))
    expect(new Set(outcomes)).toEqual(new Set(['ok']))
    await world.settle()
  }
  const allRight = async (schemas: string[], history: string[] = []) => {
    clock.advance({ minutes: 30 })
    await world.settle()
    const ids = fresh.map(({ id }) => id)
    const left = await placesOf(world, schemas, ids)
    expect(left.filter((place) => !history.includes(place))).toEqual([])
    expect(await world.doctor()).toEqual([])
  }
  return { one, fresh, all: [one, ...fresh], becomeOne, allRight }
}

/** Where these ids are found: schema.table.column. */
async function placesOf(world: World, schemas: string[], ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ schema: string; place: string; name: string }>`
    select table_schema as schema, table_name as place, column_name as name from information_schema.columns
    where table_schema = any(${schemas}) and data_type = 'uuid'`.execute(world.db)
  expect(rows.length).toBeGreaterThan(0)
  const found = []
  for (const { schema, place, name } of rows) {
    const left = await sql`select 1 from ${sql.id(schema, place)} where ${sql.id(name)} = any(${ids}::uuid[])`.execute(world.db)
    if (left.rows.length > 0) found.push(`${schema}.${place}.${name}`)
  }
  return found
}
