import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { GiftCardDb } from '../db.ts'

export interface CardRow {
  id: string
  batchId: string
  title: string
  kind: 'physical' | 'electronic'
  validDays: number
  serial: number
  faceFen: number
  tail: string
  state: 'made' | 'active' | 'redeemed' | 'void'
  frozen: boolean
  ownerId: string | null
  purchaseId: string | null
  expiresAt: Date | null
  redeemedAt: Date | null
  redeemedBy: string | null
  creditedAt: Date | null
  createdAt: Date
  giftUntil: Date | null
}
const columns = sql`c.id, c.batch_id as "batchId", b.title, b.kind, b.valid_days as "validDays", c.serial, c.face_fen as "faceFen", c.tail, c.state, c.frozen,
  c.owner_id as "ownerId", c.purchase_id as "purchaseId", c.expires_at as "expiresAt", c.redeemed_at as "redeemedAt", c.redeemed_by as "redeemedBy",
  c.credited_at as "creditedAt", c.created_at as "createdAt",
  (select g.expires_at from gift_card.gift g where g.card_id = c.id and g.state = 'open') as "giftUntil"`
const from = sql`from gift_card.card c join gift_card.batch b on b.id = c.batch_id`

export type What = GiftCardDb['gift_card.entry']['what']
export interface Entry {
  cardId: string
  what: What
  changeFen?: number
  byName?: string
  note?: string
  at: Date
}
export async function note(tx: Db<GiftCardDb>, one: Entry): Promise<void> {
  await sql`insert into gift_card.entry (card_id, what, change_fen, by_name, note, at)
    values (${one.cardId}, ${one.what}, ${one.changeFen ?? 0}, ${one.byName ?? ''}, ${one.note ?? ''}, ${one.at})`.execute(tx)
}

export async function entriesOf(db: Db<GiftCardDb>, cardId: string) {
  const { rows } = await sql<{ what: What; changeFen: number; byName: string; note: string; at: Date }>`
    select what, change_fen as "changeFen", by_name as "byName", note, at from gift_card.entry where card_id = ${cardId} order by id limit 200`.execute(
    db,
  )
  return rows
}

/** Cards for a printer: worth nothing until they are sold. */
export async function makeCards(
  tx: Db<GiftCardDb>,
  batch: { id: string; faceFen: number; ids: readonly string[]; now: Date },
): Promise<void> {
  await sql`insert into gift_card.card (id, batch_id, face_fen, state, created_at)
    select id, ${batch.id}, ${batch.faceFen}, 'made', ${batch.now} from unnest(${[...batch.ids]}::uuid[]) as id`.execute(tx)
  await sql`insert into gift_card.entry (card_id, what, at) select id, 'made', ${batch.now} from unnest(${[...batch.ids]}::uuid[]) as id`.execute(
    tx,
  )
}

export async function madeCards(tx: Db<GiftCardDb>, batchId: string): Promise<{ id: string; serial: number }[]> {
  const { rows } = await sql<{ id: string; serial: number }>`select id, serial from gift_card.card
    where batch_id = ${batchId} and state = 'made' and code_hash is null order by serial for update`.execute(tx)
  return rows
}

export async function setCodes(
  tx: Db<GiftCardDb>,
  codes: readonly { id: string; hash: Buffer; tail: string }[],
  by: { name: string; now: Date },
): Promise<void> {
  const ids = codes.map((code) => code.id)
  await sql`update gift_card.card c set code_hash = decode(n.hash, 'hex'), tail = n.tail
    from unnest(${ids}::uuid[], ${codes.map((code) => code.hash.toString('hex'))}::text[], ${codes.map((code) => code.tail)}::text[]) as n(id, hash, tail)
    where c.id = n.id`.execute(tx)
  await sql`insert into gift_card.entry (card_id, what, by_name, at) select id, 'exported', ${by.name}, ${by.now} from unnest(${ids}::uuid[]) as id`.execute(
    tx,
  )
}

/** Physical cards of a batch from one number to another are sold. How many were not before. */
export async function sellMade(
  tx: Db<GiftCardDb>,
  sale: { batchId: string; from: number; to: number; note: string; byName: string; now: Date },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with sold as (
      update gift_card.card c set state = 'active', active_at = ${sale.now}, expires_at = ${sale.now}::timestamptz + make_interval(days => b.valid_days)
      from gift_card.batch b where b.id = c.batch_id and c.batch_id = ${sale.batchId} and c.serial between ${sale.from} and ${sale.to}
        and c.state = 'made' and c.code_hash is not null
      returning c.id, c.face_fen
    )
    insert into gift_card.entry (card_id, what, change_fen, by_name, note, at)
    select id, 'sold', face_fen, ${sale.byName}, ${sale.note}, ${sale.now} from sold returning card_id as id`.execute(tx)
  return rows.length
}

/** Cards that were bought: each is its buyer's. */
export async function insertBought(
  tx: Db<GiftCardDb>,
  sale: { ids: readonly string[]; batchId: string; purchaseId: string | null; ownerId: string; now: Date },
): Promise<void> {
  await sql`insert into gift_card.card (id, batch_id, face_fen, state, owner_id, purchase_id, active_at, expires_at, created_at)
    select n.id, b.id, b.face_fen, 'active', ${sale.ownerId}, ${sale.purchaseId}, ${sale.now}, ${sale.now}::timestamptz + make_interval(days => b.valid_days),
      ${sale.now}
    from unnest(${[...sale.ids]}::uuid[]) as n(id), gift_card.batch b where b.id = ${sale.batchId}`.execute(tx)
  await sql`insert into gift_card.entry (card_id, what, change_fen, at) select c.id, 'bought', c.face_fen, ${sale.now}
    from gift_card.card c where c.id = any(${[...sale.ids]}::uuid[])`.execute(tx)
}

export async function cardsOfPurchase(db: Db<GiftCardDb>, purchaseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from gift_card.card where purchase_id = ${purchaseId} order by serial`.execute(db)
  return rows.map((row) => row.id)
}

export async function cardOf(db: Db<GiftCardDb>, id: string, lock = false): Promise<CardRow | undefined> {
  return (await sql<CardRow>`select ${columns} ${from} where c.id = ${id} ${lock ? sql`for update of c` : sql``}`.execute(db)).rows[0]
}

export async function cardOfCode(db: Db<GiftCardDb>, hash: Buffer): Promise<CardRow | undefined> {
  return (await sql<CardRow>`select ${columns} ${from} where c.code_hash = ${hash}`.execute(db)).rows[0]
}

/** Those a shopper owns or has redeemed, the newest first. */
export async function cardsOf(
  db: Db<GiftCardDb>,
  query: { shopperId: string; before: string | undefined; limit: number },
): Promise<CardRow[]> {
  const mine = sql`(c.owner_id = ${query.shopperId} or c.redeemed_by = ${query.shopperId})`
  const older = query.before
    ? sql`and (c.created_at, c.id) < (select o.created_at, o.id from gift_card.card o where o.id = ${query.before})`
    : sql``
  const { rows } =
    await sql<CardRow>`select ${columns} ${from} where ${mine} ${older} order by c.created_at desc, c.id desc limit ${query.limit}`.execute(
      db,
    )
  return rows
}

export async function cardsPage(
  db: Db<GiftCardDb>,
  query: {
    page: number
    pageSize: number
    batchId?: string | undefined
    state?: CardRow['state'] | undefined
    search?: string | undefined
  },
): Promise<{ items: CardRow[]; total: number }> {
  const text = query.search?.toUpperCase()
  const serial = text && /^(GC)?\d{1,10}$/.test(text) ? Number(text.replace('GC', '')) : null
  const found = text ? sql`and (c.tail = ${text.slice(-4)} ${serial === null ? sql`` : sql`or c.serial = ${serial}`})` : sql``
  const which = sql`true ${query.batchId ? sql`and c.batch_id = ${query.batchId}` : sql``} ${query.state ? sql`and c.state = ${query.state}` : sql``} ${found}`
  const { rows: items } = await sql<CardRow>`select ${columns} ${from} where ${which} order by c.serial desc
    limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total ${from} where ${which}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

/** In somebody's wallet for ever. False: it cannot be used, or no more. */
export async function markRedeemed(tx: Db<GiftCardDb>, id: string, by: { shopperId: string; now: Date }): Promise<boolean> {
  const { rows } = await sql<{
    faceFen: number
  }>`update gift_card.card set state = 'redeemed', redeemed_at = ${by.now}, redeemed_by = ${by.shopperId}
    where id = ${id} and state = 'active' and not frozen and expires_at > ${by.now} and (owner_id is null or owner_id = ${by.shopperId})
      and not exists (select 1 from gift_card.gift g where g.card_id = card.id and g.state = 'open')
    returning face_fen as "faceFen"`.execute(tx)
  const [row] = rows
  if (row) await note(tx, { cardId: id, what: 'redeemed', changeFen: -row.faceFen, at: by.now })
  return row !== undefined
}

export async function uncredited(db: Db<GiftCardDb>, limit: number): Promise<CardRow[]> {
  return (
    await sql<CardRow>`select ${columns} ${from} where c.redeemed_at is not null and c.credited_at is null order by c.redeemed_at limit ${limit}`.execute(
      db,
    )
  ).rows
}

export async function markCredited(db: Db<GiftCardDb>, id: string, now: Date): Promise<void> {
  await sql`update gift_card.card set credited_at = ${now} where id = ${id} and credited_at is null`.execute(db)
}

export async function setFrozen(tx: Db<GiftCardDb>, id: string, frozen: boolean): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update gift_card.card set frozen = ${frozen} where id = ${id} and state in ('made', 'active')`.execute(tx)
  return numAffectedRows === 1n
}

/** Worth nothing; of one that was bought the money is to go back. */
export async function markVoid(tx: Db<GiftCardDb>, id: string, by: { name: string; reason: string; now: Date }): Promise<boolean> {
  const { rows } = await sql<{ changeFen: number }>`update gift_card.card set state = 'void', void_at = ${by.now},
      refund = case when purchase_id is not null then 'wanted' end
    where id = ${id} and state in ('made', 'active') returning case when active_at is null then 0 else -face_fen end as "changeFen"`.execute(
    tx,
  )
  const [row] = rows
  if (row) await note(tx, { cardId: id, what: 'void', changeFen: row.changeFen, byName: by.name, note: by.reason, at: by.now })
  return row !== undefined
}

export async function extendCard(tx: Db<GiftCardDb>, id: string, until: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update gift_card.card set expires_at = greatest(expires_at, ${until}) where id = ${id} and state = 'active'`.execute(tx)
  return numAffectedRows === 1n
}

export async function toRefund(db: Db<GiftCardDb>, limit: number): Promise<{ id: string; purchaseId: string; faceFen: number }[]> {
  const { rows } = await sql<{
    id: string
    purchaseId: string
    faceFen: number
  }>`select id, purchase_id as "purchaseId", face_fen as "faceFen"
    from gift_card.card where refund = 'wanted' order by void_at limit ${limit}`.execute(db)
  return rows
}

export async function markRefundAsked(db: Db<GiftCardDb>, id: string): Promise<void> {
  await sql`update gift_card.card set refund = 'asked' where id = ${id} and refund = 'wanted'`.execute(db)
}
