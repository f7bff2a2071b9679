import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { FlashPhase } from '../contract.ts'
import type { FlashSaleDb } from '../db.ts'
import type { Scheduled } from '../phase.ts'

export interface SessionRow extends Scheduled {
  id: string
  shopId: string
  title: string
  payMinutes: number
  challenge: 'off' | 'suspicious' | 'everybody'
  createdAt: Date
}
export interface ItemRow {
  id: string
  sessionId: string
  productId: string
  skuId: string
  priceFen: number
  listPriceFen: number
  pieces: number
  perPerson: number
  taken: number
}
export type NewItem = Omit<ItemRow, 'sessionId' | 'taken'>

const sessionColumns = [
  'id',
  'shop_id as shopId',
  'title',
  'state',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'pay_minutes as payMinutes',
  'challenge',
  'created_at as createdAt',
] as const
const itemColumns = [
  'id',
  'session_id as sessionId',
  'product_id as productId',
  'sku_id as skuId',
  'price_fen as priceFen',
  'list_price_fen as listPriceFen',
  'pieces',
  'per_person as perPerson',
  'taken',
] as const

export async function sessionById(db: Db<FlashSaleDb>, id: string): Promise<SessionRow | undefined> {
  return db.selectFrom('flash_sale.session').select(sessionColumns).where('id', '=', id).executeTakeFirst()
}

export async function sessionOfShop(
  db: Db<FlashSaleDb>,
  { id, shopId }: { id: string; shopId: string },
  lock: 'lock' | 'read' = 'read',
): Promise<SessionRow | undefined> {
  const found = db.selectFrom('flash_sale.session').select(sessionColumns).where('id', '=', id).where('shop_id', '=', shopId)
  return (lock === 'lock' ? found.forUpdate() : found).executeTakeFirst()
}

export async function itemsOf(db: Db<FlashSaleDb>, sessionIds: readonly string[]): Promise<ItemRow[]> {
  if (sessionIds.length === 0) return []
  return db
    .selectFrom('flash_sale.item')
    .select(itemColumns)
    .where('session_id', 'in', [...sessionIds])
    .orderBy('session_id')
    .orderBy('sort')
    .execute()
}

/** Sessions shoppers may see: announced, not over, and begun by then. */
export async function shownSessions(
  db: Db<FlashSaleDb>,
  { now, until, productId }: { now: Date; until: Date; productId?: string },
): Promise<SessionRow[]> {
  let found = db
    .selectFrom('flash_sale.session')
    .select(sessionColumns)
    .where('state', '=', 'published')
    .where('ends_at', '>', now)
    .where('starts_at', '<', until)
    .orderBy('starts_at')
    .orderBy('id')
    .limit(50)
  if (productId)
    found = found.where((eb) =>
      eb.exists(
        eb
          .selectFrom('flash_sale.item')
          .select('flash_sale.item.id')
          .whereRef('flash_sale.item.session_id', '=', 'flash_sale.session.id')
          .where('flash_sale.item.product_id', '=', productId),
      ),
    )
  return found.execute()
}

const inPhase = (phase: FlashPhase, now: Date) => {
  if (phase === 'draft' || phase === 'stopped') return sql<boolean>`state = ${phase}`
  if (phase === 'upcoming') return sql<boolean>`state = 'published' and starts_at > ${now}`
  if (phase === 'ended') return sql<boolean>`state = 'published' and ends_at <= ${now}`
  return sql<boolean>`state = 'published' and starts_at <= ${now} and ends_at > ${now}`
}

export type PageRow = SessionRow & { products: number; pieces: number; taken: number }

/** One page of a shop's sessions, the latest first. */
export async function sessionPage(
  db: Db<FlashSaleDb>,
  shopId: string,
  query: { page: number; pageSize: number; phase?: FlashPhase | undefined; now: Date },
): Promise<{ items: PageRow[]; total: number }> {
  let found = db.selectFrom('flash_sale.session').where('shop_id', '=', shopId)
  if (query.phase) found = found.where(inPhase(query.phase, query.now))
  const [items, count] = await Promise.all([
    found
      .select(sessionColumns)
      .select([
        sql<number>`(select count(distinct product_id) from flash_sale.item i where i.session_id = flash_sale.session.id)`.as('products'),
        sql<number>`(select coalesce(sum(pieces), 0) from flash_sale.item i where i.session_id = flash_sale.session.id)`.as('pieces'),
        sql<number>`(select coalesce(sum(taken), 0) from flash_sale.item i where i.session_id = flash_sale.session.id)`.as('taken'),
      ])
      .orderBy('starts_at', 'desc')
      .orderBy('id', 'desc')
      .limit(query.pageSize)
      .offset((query.page - 1) * query.pageSize)
      .execute(),
    found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { items, total: count.total }
}

type Draft = Pick<SessionRow, 'id' | 'shopId' | 'title' | 'startsAt' | 'endsAt' | 'payMinutes' | 'challenge'>

export async function insertSession(
  db: Db<FlashSaleDb>,
  { id, shopId, title, startsAt, endsAt, payMinutes, challenge }: Draft,
  now: Date,
): Promise<void> {
  await db
    .insertInto('flash_sale.session')
    .values({ id, shop_id: shopId, title, starts_at: startsAt, ends_at: endsAt, pay_minutes: payMinutes, challenge, created_at: now })
    .execute()
}

/** False: it is no draft. */
export async function changeDraft(db: Db<FlashSaleDb>, { id, shopId, ...draft }: Draft): Promise<boolean> {
  const row = await db
    .updateTable('flash_sale.session')
    .set({
      title: draft.title,
      starts_at: draft.startsAt,
      ends_at: draft.endsAt,
      pay_minutes: draft.payMinutes,
      challenge: draft.challenge,
    })
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function putItems(db: Db<FlashSaleDb>, sessionId: string, items: readonly NewItem[]): Promise<void> {
  await db.deleteFrom('flash_sale.item').where('session_id', '=', sessionId).execute()
  await db
    .insertInto('flash_sale.item')
    .values(
      items.map((item, sort) => ({
        id: item.id,
        session_id: sessionId,
        product_id: item.productId,
        sku_id: item.skuId,
        sort,
        price_fen: item.priceFen,
        list_price_fen: item.listPriceFen,
        pieces: item.pieces,
        per_person: item.perPerson,
      })),
    )
    .execute()
}

export async function moveSession(
  db: Db<FlashSaleDb>,
  id: string,
  { from, to, now }: { from: SessionRow['state']; to: SessionRow['state']; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('flash_sale.session')
    .set({ state: to, ...(to === 'published' ? { published_at: now } : { stopped_at: now }) })
    .where('id', '=', id)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function dropDraft(db: Db<FlashSaleDb>, { id, shopId }: { id: string; shopId: string }): Promise<boolean> {
  const row = await db
    .deleteFrom('flash_sale.session')
    .where('id', '=', id)
    .where('shop_id', '=', shopId)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever announces a session of a shop does so alone from here to the end of the transaction. */
export async function announceAlone(db: Db<FlashSaleDb>, shopId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`flash-sale:${shopId}`}, 0))`.execute(db)
}

/** An SKU of this session that is in another announced one at the same time. */
export async function overlapping(db: Db<FlashSaleDb>, session: SessionRow): Promise<string | undefined> {
  const { rows } = await sql<{ skuId: string }>`
    select mine.sku_id as "skuId" from flash_sale.item mine
    join flash_sale.item theirs on theirs.sku_id = mine.sku_id and theirs.session_id <> mine.session_id
    join flash_sale.session s on s.id = theirs.session_id
    where mine.session_id = ${session.id} and s.state = 'published' and s.starts_at < ${session.endsAt} and s.ends_at > ${session.startsAt}
    limit 1`.execute(db)
  return rows[0]?.skuId
}
