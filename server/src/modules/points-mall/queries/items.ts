import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ItemChange, MallItemInput } from '../contract.ts'
import type { PointsMallDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'kind',
  'title',
  'sku_id as skuId',
  'product_id as productId',
  'template_id as templateId',
  'months',
  'points',
  'cash_fen as cashFen',
  'pieces',
  'taken',
  'per_person as perPerson',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'enabled',
] as const
export type ItemRow = NonNullable<Awaited<ReturnType<typeof itemOf>>>

export async function itemOf(db: Db<PointsMallDb>, id: string) {
  return db.selectFrom('points_mall.item').select(columns).where('id', '=', id).executeTakeFirst()
}

export async function insertItem(
  db: Db<PointsMallDb>,
  item: MallItemInput & { id: string; shopId: string; productId: string | null; now: Date },
): Promise<void> {
  await db
    .insertInto('points_mall.item')
    .values({
      id: item.id,
      shop_id: item.shopId,
      kind: item.kind,
      sku_id: item.skuId,
      product_id: item.productId,
      template_id: item.templateId,
      months: item.months,
      created_at: item.now,
      ...changed(item),
    })
    .execute()
}

const changed = (item: ItemChange) => ({
  title: item.title,
  points: item.points,
  cash_fen: item.cashFen,
  pieces: item.pieces,
  per_person: item.perPerson,
  starts_at: new Date(item.startsAt),
  ends_at: new Date(item.endsAt),
  enabled: item.enabled,
})

/** False: it is not there, or more are taken than there would be. */
export async function changeItem(db: Db<PointsMallDb>, key: { id: string; shopId: string }, item: ItemChange): Promise<boolean> {
  const result = await db
    .updateTable('points_mall.item')
    .set(changed(item))
    .where('id', '=', key.id)
    .where('shop_id', '=', key.shopId)
    .where('taken', '<=', item.pieces)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function itemPage(db: Db<PointsMallDb>, shopId: string, page: { limit: number; offset: number }) {
  const query = db.selectFrom('points_mall.item').where('shop_id', '=', shopId)
  const items = await query
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

/** What can be had now or soon, the cheapest first. */
export async function itemsOnShow(
  db: Db<PointsMallDb>,
  { kind, now }: { kind: ItemRow['kind'] | undefined; now: Date },
): Promise<ItemRow[]> {
  let query = db.selectFrom('points_mall.item').select(columns).where('enabled', '=', true).where('ends_at', '>', now)
  if (kind) query = query.where('kind', '=', kind)
  return query.orderBy('points').orderBy('id').limit(100).execute()
}

export interface Numbers {
  people: number
  pointsSpent: number
  cashTakenFen: number
}

export async function numbersOf(db: Db<PointsMallDb>, itemIds: readonly string[]): Promise<Map<string, Numbers>> {
  const { rows } = await sql<Numbers & { itemId: string }>`
    select item_id as "itemId", count(distinct shopper_id)::int as people, sum(points * (quantity - returned))::bigint as "pointsSpent",
      sum(cash_fen * (quantity - returned))::bigint as "cashTakenFen"
    from points_mall.exchange where item_id = any(${[...itemIds]}::uuid[]) and state = 'given' group by 1`.execute(db)
  return new Map(rows.map(({ itemId, ...numbers }) => [itemId, numbers]))
}

/** How many of each of these a person has taken. */
export async function takenBy(db: Db<PointsMallDb>, shopperId: string, itemIds: readonly string[]): Promise<Map<string, number>> {
  if (itemIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('points_mall.person')
    .select(['item_id', 'taken'])
    .where('shopper_id', '=', shopperId)
    .where('item_id', 'in', [...itemIds])
    .execute()
  return new Map(rows.map((row) => [row.item_id, row.taken]))
}

/** Takes pieces; false when there are not so many left. */
export async function takePieces(tx: Db<PointsMallDb>, id: string, quantity: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update points_mall.item set taken = taken + ${quantity} where id = ${id} and taken + ${quantity} <= pieces`.execute(tx)
  return numAffectedRows === 1n
}

export async function putPiecesBack(tx: Db<PointsMallDb>, id: string, quantity: number): Promise<void> {
  await sql`update points_mall.item set taken = taken - ${quantity} where id = ${id}`.execute(tx)
}

/** Counts pieces of one person; false when they would have more than each may. */
export async function countPerson(
  tx: Db<PointsMallDb>,
  of: { itemId: string; shopperId: string; quantity: number; most: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into points_mall.person as p (item_id, shopper_id, taken, most)
    select ${of.itemId}::uuid, ${of.shopperId}::uuid, ${of.quantity}::int, ${of.most}::int where ${of.quantity}::int <= ${of.most}::int
    on conflict (item_id, shopper_id) do update set taken = p.taken + excluded.taken, most = greatest(excluded.most, p.taken + excluded.taken)
      where p.taken + excluded.taken <= excluded.most
    returning taken`.execute(tx)
  return rows.length === 1
}

export async function countBack(tx: Db<PointsMallDb>, of: { itemId: string; shopperId: string; quantity: number }): Promise<void> {
  await sql`update points_mall.person set taken = taken - ${of.quantity} where item_id = ${of.itemId} and shopper_id = ${of.shopperId}`.execute(
    tx,
  )
}
