import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

type Platform = ShopperDb['shopper.identity']['platform']

const columns = ['id', 'nickname', 'avatar', 'phone', 'disabled', 'created_at as createdAt', 'last_seen_at as lastSeenAt'] as const

export async function shopperById(db: Db<ShopperDb>, id: string) {
  return db.selectFrom('shopper.shopper').select(columns).select('birthday').where('id', '=', whoNow(id)).executeTakeFirst()
}

/** Whose account this is now: of one that was merged into another, that one. */
const whoNow = (id: string) => sql<string>`coalesce((select merged_into from shopper.shopper where id = ${id}::uuid), ${id}::uuid)`

export async function shopperByPhone(db: Db<ShopperDb>, phone: string) {
  const row = await db.selectFrom('shopper.shopper').select('id').where('phone', '=', phone).executeTakeFirst()
  return row && shopperById(db, row.id)
}

export async function shoppersById(db: Db<ShopperDb>, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('shopper.shopper')
    .select(columns)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

export type ShopperRecord = Omit<NonNullable<Awaited<ReturnType<typeof shopperById>>>, 'birthday'>

/** Nothing when somebody with that phone is there already. */
export async function insertShopper(
  db: Db<ShopperDb>,
  person: { id: string; nickname: string; phone: string | null; at: Date; avatar?: unknown },
): Promise<boolean> {
  const row = await db
    .insertInto('shopper.shopper')
    .values({
      id: person.id,
      nickname: person.nickname,
      phone: person.phone,
      avatar: person.avatar ? jsonb(person.avatar) : null,
      created_at: person.at,
      last_seen_at: person.at,
    })
    .onConflict((conflict) => conflict.column('phone').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updateShopper(
  db: Db<ShopperDb>,
  id: string,
  set: { nickname?: string; avatar?: unknown; birthday?: string | null },
): Promise<void> {
  const { nickname, avatar, birthday } = set
  if (nickname === undefined && avatar === undefined && birthday === undefined) return
  await db
    .updateTable('shopper.shopper')
    .set({
      ...(nickname === undefined ? {} : { nickname }),
      ...(avatar === undefined ? {} : { avatar: avatar === null ? null : jsonb(avatar) }),
      ...(birthday === undefined ? {} : { birthday }),
    })
    .where('id', '=', id)
    .execute()
}

export async function identity(db: Db<ShopperDb>, platform: Platform, openId: string) {
  return db
    .selectFrom('shopper.identity')
    .select(['shopper_id as shopperId', 'union_id as unionId'])
    .where('platform', '=', platform)
    .where('open_id', '=', openId)
    .executeTakeFirst()
}

export async function shopperByUnion(db: Db<ShopperDb>, unionId: string) {
  return db
    .selectFrom('shopper.identity')
    .select('shopper_id as shopperId')
    .where('union_id', '=', unionId)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
}

/** False when another login of the same person was quicker. */
export async function insertIdentity(
  db: Db<ShopperDb>,
  one: { platform: Platform; openId: string; unionId: string | null; shopperId: string; sessionKey: string },
): Promise<boolean> {
  const row = await db
    .insertInto('shopper.identity')
    .values({ platform: one.platform, open_id: one.openId, union_id: one.unionId, shopper_id: one.shopperId, session_key: one.sessionKey })
    .onConflict((conflict) => conflict.columns(['platform', 'open_id']).doNothing())
    .returning('open_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function keepSessionKey(
  db: Db<ShopperDb>,
  { platform, openId, sessionKey, at }: { platform: Platform; openId: string; sessionKey: string; at: Date },
): Promise<void> {
  await db
    .updateTable('shopper.identity')
    .set({ session_key: sessionKey, used_at: at })
    .where('platform', '=', platform)
    .where('open_id', '=', openId)
    .execute()
}

export async function openIdOf(db: Db<ShopperDb>, shopperId: string, platform: Platform): Promise<string | undefined> {
  const row = await db
    .selectFrom('shopper.identity')
    .select('open_id')
    .where('shopper_id', '=', whoNow(shopperId))
    .where('platform', '=', platform)
    .orderBy('used_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.open_id
}

export async function meet(db: Db<ShopperDb>, shopId: string, shopperId: string): Promise<void> {
  await db
    .insertInto('shopper.acquaintance')
    .values({ shop_id: shopId, shopper_id: whoNow(shopperId) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** False: this order was counted before. */
export async function countPaid(db: Db<ShopperDb>, paid: { orderId: string; shopId: string; shopperId: string }): Promise<void> {
  await sql`
    with fresh as (
      insert into shopper.paid_order (order_id, shop_id, shopper_id) values (${paid.orderId}, ${paid.shopId}, ${whoNow(paid.shopperId)})
      on conflict (order_id) do nothing returning shop_id, shopper_id
    )
    insert into shopper.acquaintance as met (shop_id, shopper_id, paid_orders) select shop_id, shopper_id, 1 from fresh
    on conflict (shop_id, shopper_id) do update set paid_orders = met.paid_orders + 1`.execute(db)
}

export async function paidCounts(db: Db<ShopperDb>, shopperId: string): Promise<{ shopId: string; paidOrders: number }[]> {
  return db
    .selectFrom('shopper.acquaintance')
    .select(['shop_id as shopId', 'paid_orders as paidOrders'])
    .where('shopper_id', '=', whoNow(shopperId))
    .execute()
}

/** Ids of shoppers who deal with a shop, in their order; those who are locked out are not among them. */
export async function audienceOf(
  db: Db<ShopperDb>,
  of: {
    shopId: string
    minOrders?: number | undefined
    maxOrders?: number | undefined
    bornOn?: readonly string[] | undefined
    phones?: readonly string[] | undefined
    after: string | null
    limit: number
  },
): Promise<string[]> {
  let query = db
    .selectFrom('shopper.acquaintance as a')
    .innerJoin('shopper.shopper as s', 's.id', 'a.shopper_id')
    .where('a.shop_id', '=', of.shopId)
    .where('s.disabled', '=', false)
  if (of.minOrders !== undefined) query = query.where('a.paid_orders', '>=', of.minOrders)
  if (of.maxOrders !== undefined) query = query.where('a.paid_orders', '<=', of.maxOrders)
  if (of.phones) query = query.where('s.phone', 'in', of.phones)
  if (of.bornOn) query = query.where(isBornOn(of.bornOn))
  if (of.after !== null) query = query.where('s.id', '>', of.after)
  const rows = await query.select('s.id as id').orderBy('s.id').limit(of.limit).execute()
  return rows.map((row) => row.id)
}

const isBornOn = (days: readonly string[]) =>
  sql<boolean>`(extract(month from s.birthday), extract(day from s.birthday)) in (${sql.join(
    days.map((day) => sql`(${Number(day.slice(0, 2))}::numeric, ${Number(day.slice(3))}::numeric)`),
  )})`

/** Shoppers of the whole mall who were born on one of these days, in the order of their ids. */
export async function bornOn(db: Db<ShopperDb>, of: { days: readonly string[]; after: string | null; limit: number }): Promise<string[]> {
  if (of.days.length === 0) return []
  let query = db
    .selectFrom('shopper.shopper as s')
    .select('s.id')
    .where('s.disabled', '=', false)
    .where('s.merged_into', 'is', null)
    .where(isBornOn(of.days))
  if (of.after !== null) query = query.where('s.id', '>', of.after)
  const rows = await query.orderBy('s.id').limit(of.limit).execute()
  return rows.map((row) => row.id)
}

/** Shoppers who deal with a shop, by nickname or by the end of the phone number. */
export async function shopperPage(
  db: Db<ShopperDb>,
  filter: { shopId: string; search?: string | undefined; shopperId?: string },
  page: { limit: number; offset: number },
) {
  let query = db
    .selectFrom('shopper.acquaintance as a')
    .innerJoin('shopper.shopper as s', 's.id', 'a.shopper_id')
    .where('a.shop_id', '=', filter.shopId)
  if (filter.shopperId) query = query.where('a.shopper_id', '=', filter.shopperId)
  if (filter.search) {
    const pattern = `%${filter.search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
    query = query.where((eb) => eb.or([eb('s.nickname', 'ilike', pattern), eb('s.phone', 'like', pattern)]))
  }
  const items = await query
    .select([
      's.id as id',
      's.nickname as nickname',
      's.avatar as avatar',
      's.phone as phone',
      's.disabled as disabled',
      's.created_at as createdAt',
      's.last_seen_at as lastSeenAt',
      'a.paid_orders as paidOrders',
      'a.tier as tier',
    ])
    .orderBy('a.met_at', 'desc')
    .orderBy('s.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function isMet(db: Db<ShopperDb>, shopId: string, shopperId: string): Promise<boolean> {
  const row = await db
    .selectFrom('shopper.acquaintance')
    .select('shopper_id')
    .where('shop_id', '=', shopId)
    .where('shopper_id', '=', shopperId)
    .executeTakeFirst()
  return row !== undefined
}

/** The union id that the platform tells now; it did not when it was met first. */
export async function keepUnion(db: Db<ShopperDb>, one: { platform: Platform; openId: string; unionId: string }): Promise<void> {
  await db
    .updateTable('shopper.identity')
    .set({ union_id: one.unionId })
    .where('platform', '=', one.platform)
    .where('open_id', '=', one.openId)
    .execute()
}

/** Everybody who has signed in with one union id. */
export async function shoppersByUnion(db: Db<ShopperDb>, unionId: string): Promise<string[]> {
  const rows = await db.selectFrom('shopper.identity').select('shopper_id').distinct().where('union_id', '=', unionId).execute()
  return rows.map((row) => row.shopper_id)
}

/** The phone of a shopper who has none. False: they have one, or somebody else has this one. */
export async function takePhone(db: Db<ShopperDb>, id: string, phone: string): Promise<boolean> {
  const { rows } = await sql<{
    id: string
  }>`update shopper.shopper s set phone = ${phone} where s.id = ${id} and (s.phone is null or s.phone = ${phone})
    and not exists (select 1 from shopper.shopper o where o.phone = ${phone} and o.id <> s.id) returning id`.execute(db)
  return rows.length > 0
}
