import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { LuckyPacketDb } from '../db.ts'

export interface PacketRow {
  id: string
  senderId: string | null
  shopId: string | null
  kind: 'fixed' | 'random'
  totalFen: number
  shares: number
  taken: number
  takenFen: number
  wish: string
  state: 'funding' | 'open' | 'over' | 'void'
  expiresAt: Date
  createdAt: Date
  returnedFen: number
}
/** As it stands; its shares to come stay in the database. */
const columns = sql`p.id, p.sender_id as "senderId", p.shop_id as "shopId", p.kind, p.total_fen as "totalFen", p.shares, p.taken,
  lucky_packet.total(p.amounts[1:p.taken]) as "takenFen", p.wish, p.state, p.expires_at as "expiresAt", p.created_at as "createdAt",
  p.returned_fen as "returnedFen"`

export interface NewPacket {
  id: string
  senderId: string | null
  shopId: string | null
  requestId: string
  kind: 'fixed' | 'random'
  totalFen: number
  shares: number
  amounts: readonly number[]
  wish: string
  state: 'funding' | 'open'
  expiresAt: Date
  now: Date
}
/** One of the same request is left as it is. */
export async function insertPacket(db: Db<LuckyPacketDb>, one: NewPacket): Promise<void> {
  await sql`insert into lucky_packet.packet (id, sender_id, shop_id, request_id, kind, total_fen, shares, amounts, wish, state, expires_at, created_at)
    values (${one.id}, ${one.senderId}, ${one.shopId}, ${one.requestId}, ${one.kind}, ${one.totalFen}, ${one.shares}, ${[...one.amounts]}::bigint[],
      ${one.wish}, ${one.state}, ${one.expiresAt}, ${one.now}) on conflict do nothing`.execute(db)
}

export async function packetOfRequest(
  db: Db<LuckyPacketDb>,
  of: { senderId: string | null; shopId: string | null; requestId: string },
): Promise<PacketRow | undefined> {
  const { rows } = await sql<PacketRow>`select ${columns} from lucky_packet.packet p
    where p.request_id = ${of.requestId} and ${of.senderId ? sql`p.sender_id = ${of.senderId}` : sql`p.shop_id = ${of.shopId}`}`.execute(db)
  return rows[0]
}

export async function packetOf(db: Db<LuckyPacketDb>, id: string, shopId?: string): Promise<PacketRow | undefined> {
  const shop = shopId ? sql`and p.shop_id = ${shopId}` : sql``
  return (await sql<PacketRow>`select ${columns} from lucky_packet.packet p where p.id = ${id} ${shop}`.execute(db)).rows[0]
}

/** The wallet has paid, or could not. */
export async function endFunding(db: Db<LuckyPacketDb>, id: string, { paid, now }: { paid: boolean; now: Date }): Promise<void> {
  await sql`update lucky_packet.packet set state = ${paid ? 'open' : 'void'}, ended_at = ${paid ? null : now}
    where id = ${id} and state = 'funding'`.execute(db)
}

/** Packets whose sending broke off. */
export async function stillFunding(db: Db<LuckyPacketDb>, before: Date, limit: number): Promise<PacketRow[]> {
  const { rows } = await sql<PacketRow>`select ${columns} from lucky_packet.packet p where p.state = 'funding' and p.created_at <= ${before}
    order by p.created_at limit ${limit}`.execute(db)
  return rows
}

/** The next share is this person's, if there is one and they have none: the row's lock gives each a turn. */
export async function takeNext(
  tx: Db<LuckyPacketDb>,
  by: { id: string; shopperId: string; now: Date },
): Promise<{ position: number; amountFen: number } | undefined> {
  await sql`select id from lucky_packet.packet where id = ${by.id} for update`.execute(tx)
  const { rows } = await sql<{ position: number; amountFen: number }>`
    update lucky_packet.packet p set taken = taken + 1,
      state = case when taken + 1 = shares then 'over' else state end,
      ended_at = case when taken + 1 = shares then ${by.now}::timestamptz end,
      returned_at = case when taken + 1 = shares then ${by.now}::timestamptz end
    where id = ${by.id} and state = 'open' and expires_at > ${by.now} and taken < shares
      and not exists (select 1 from lucky_packet.take t where t.packet_id = p.id and t.shopper_id = ${by.shopperId})
    returning taken as position, amounts[taken] as "amountFen"`.execute(tx)
  const [row] = rows
  if (row)
    await sql`insert into lucky_packet.take (packet_id, position, shopper_id, amount_fen, at)
      values (${by.id}, ${row.position}, ${by.shopperId}, ${row.amountFen}, ${by.now})`.execute(tx)
  return row
}

export interface TakeRow {
  packetId: string
  position: number
  shopperId: string
  amountFen: number
  at: Date
}
const takeColumns = sql`t.packet_id as "packetId", t.position, t.shopper_id as "shopperId", t.amount_fen as "amountFen", t.at`

/** The last first. */
export async function takesOf(db: Db<LuckyPacketDb>, packetId: string): Promise<TakeRow[]> {
  return (
    await sql<TakeRow>`select ${takeColumns} from lucky_packet.take t where t.packet_id = ${packetId} order by t.position desc`.execute(db)
  ).rows
}

export async function takeOf(db: Db<LuckyPacketDb>, packetId: string, shopperId: string): Promise<TakeRow | undefined> {
  const { rows } =
    await sql<TakeRow>`select ${takeColumns} from lucky_packet.take t where t.packet_id = ${packetId} and t.shopper_id = ${shopperId}`.execute(
      db,
    )
  return rows[0]
}

export async function ungranted(db: Db<LuckyPacketDb>, limit: number): Promise<TakeRow[]> {
  return (
    await sql<TakeRow>`select ${takeColumns} from lucky_packet.take t where t.granted_at is null order by t.at limit ${limit}`.execute(db)
  ).rows
}

export async function markGranted(db: Db<LuckyPacketDb>, take: { packetId: string; position: number }, now: Date): Promise<void> {
  await sql`update lucky_packet.take set granted_at = ${now} where packet_id = ${take.packetId} and position = ${take.position} and granted_at is null`.execute(
    db,
  )
}

/** Packets whose time is over end. */
export async function endDue(db: Db<LuckyPacketDb>, now: Date): Promise<void> {
  await sql`update lucky_packet.packet set state = 'over', ended_at = ${now} where state = 'open' and expires_at <= ${now}`.execute(db)
}

export async function endNow(db: Db<LuckyPacketDb>, id: string, now: Date): Promise<void> {
  await sql`update lucky_packet.packet set state = 'over', ended_at = ${now} where id = ${id} and state = 'open'`.execute(db)
}

/** Packets that are over, of which something is left. */
export async function toReturn(db: Db<LuckyPacketDb>, limit: number): Promise<PacketRow[]> {
  const { rows } = await sql<PacketRow>`select ${columns} from lucky_packet.packet p where p.state = 'over' and p.returned_at is null
    order by p.ended_at limit ${limit}`.execute(db)
  return rows
}

export async function markReturned(db: Db<LuckyPacketDb>, id: string, now: Date): Promise<void> {
  await sql`update lucky_packet.packet set returned_at = ${now}, returned_fen = total_fen - lucky_packet.total(amounts[1:taken])
    where id = ${id} and returned_at is null`.execute(db)
}

export async function sentBy(
  db: Db<LuckyPacketDb>,
  query: { senderId: string; before: string | undefined; limit: number },
): Promise<PacketRow[]> {
  const older = query.before
    ? sql`and (p.created_at, p.id) < (select created_at, id from lucky_packet.packet where id = ${query.before} and sender_id = ${query.senderId})`
    : sql``
  const { rows } = await sql<PacketRow>`select ${columns} from lucky_packet.packet p where p.sender_id = ${query.senderId} ${older}
    order by p.created_at desc, p.id desc limit ${query.limit}`.execute(db)
  return rows
}

export async function ofShop(
  db: Db<LuckyPacketDb>,
  shopId: string,
  query: { page: number; pageSize: number },
): Promise<{ items: PacketRow[]; total: number }> {
  const { rows: items } = await sql<PacketRow>`select ${columns} from lucky_packet.packet p where p.shop_id = ${shopId}
    order by p.created_at desc, p.id desc limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from lucky_packet.packet where shop_id = ${shopId}`.execute(
    db,
  )
  return { items, total: rows[0]?.total ?? 0 }
}

/** Packets whose takers have something else than their shares. */
export async function sharesOff(db: Db<LuckyPacketDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select p.id::text as id, format('%s taken, takes: %s with %s fen', p.taken, count(t.position), coalesce(sum(t.amount_fen), 0)) as text
    from lucky_packet.packet p left join lucky_packet.take t on t.packet_id = p.id group by p.id
    having p.taken <> count(t.position) or lucky_packet.total(p.amounts[1:p.taken]) <> coalesce(sum(t.amount_fen), 0)
      or (p.state = 'over' and p.returned_at is not null and p.returned_fen + coalesce(sum(t.amount_fen), 0) <> p.total_fen)`.execute(db)
  return rows
}

/** What is over, taken or being sent, and waits for long. */
export async function forgotten(db: Db<LuckyPacketDb>, now: Date): Promise<Violation[]> {
  const long = sql`${now}::timestamptz - interval '10 minutes'`
  const { rows } = await sql<Violation>`
    select id::text as id, format('%s since %s', state, created_at) as text from lucky_packet.packet
    where (state = 'funding' and created_at < ${long}) or (state = 'open' and expires_at < ${long})
      or (state = 'over' and returned_at is null and ended_at < ${long})
    union all select packet_id::text, format('share %s is not granted', position) from lucky_packet.take where granted_at is null and at < ${long}`.execute(
    db,
  )
  return rows
}
