import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CommunityDb } from '../db.ts'

export interface PlaceRow {
  key: string
  itemId: string
  batchId: string
  leaderId: string
  shopperId: string
  quantity: number
  priceFen: number
  commissionBp: number
  payableFen: number
  state: 'held' | 'paid' | 'lapsed' | 'released'
  wentOnAt: Date | null
  arrivedAt: Date | null
  handedAt: Date | null
  missing: number
  refunded: number
  refundedFen: number
  restocked: number
  createdAt: Date
}
const columns = sql`p.key, p.item_id as "itemId", p.batch_id as "batchId", p.leader_id as "leaderId", p.shopper_id as "shopperId", p.quantity,
  p.price_fen as "priceFen", p.commission_bp as "commissionBp", p.payable_fen as "payableFen", p.state, p.went_on_at as "wentOnAt",
  p.arrived_at as "arrivedAt", p.handed_at as "handedAt", p.missing, p.refunded, p.refunded_fen as "refundedFen", p.restocked, p.created_at as "createdAt"`

export interface NewPlace extends Pick<
  PlaceRow,
  'key' | 'itemId' | 'batchId' | 'leaderId' | 'shopperId' | 'quantity' | 'priceFen' | 'commissionBp' | 'payableFen'
> {
  heldUntil: Date
  now: Date
}
export async function insertPlace(tx: Db<CommunityDb>, one: NewPlace): Promise<void> {
  await sql`insert into community.place (key, item_id, batch_id, leader_id, shopper_id, quantity, price_fen, commission_bp, payable_fen, state, held_until,
      created_at)
    values (${one.key}, ${one.itemId}, ${one.batchId}, ${one.leaderId}, ${one.shopperId}, ${one.quantity}, ${one.priceFen}, ${one.commissionBp},
      ${one.payableFen}, 'held', ${one.heldUntil}, ${one.now})`.execute(tx)
}

/** The place of an order. `lock`: nobody else moves it until the transaction ends. */
export async function placeOf(db: Db<CommunityDb>, key: string, lock = false): Promise<PlaceRow | undefined> {
  const { rows } =
    await sql<PlaceRow>`select ${columns} from community.place p where p.key = ${key} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

export async function movePlace(tx: Db<CommunityDb>, key: string, to: 'paid' | 'lapsed' | 'released', now: Date): Promise<void> {
  await sql`update community.place set state = ${to}, paid_at = ${to === 'paid' ? now : null} where key = ${key}`.execute(tx)
}

/** Places that nobody paid in time, taken by one worker at a time. */
export async function lapsedPlaces(tx: Db<CommunityDb>, now: Date, limit: number): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`select ${columns} from community.place p where p.state = 'held' and p.held_until <= ${now}
    order by p.held_until limit ${limit} for update skip locked`.execute(tx)
  return rows
}

/** Paid orders of batches that have closed, which still wait; those that are called off say so. */
export async function waitingInClosed(db: Db<CommunityDb>, limit: number): Promise<{ key: string; cancelled: boolean }[]> {
  const { rows } = await sql<{ key: string; cancelled: boolean }>`select p.key, b.cancelled_at is not null as cancelled
    from community.place p join community.batch b on b.id = p.batch_id
    where p.state = 'paid' and p.went_on_at is null and b.closed_at is not null order by p.paid_at limit ${limit}`.execute(db)
  return rows
}

export async function markWentOn(db: Db<CommunityDb>, key: string, now: Date): Promise<void> {
  await sql`update community.place set went_on_at = ${now} where key = ${key} and went_on_at is null`.execute(db)
}

/** False: it was handed out before. */
export async function markHanded(tx: Db<CommunityDb>, key: string, now: Date): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update community.place set handed_at = ${now} where key = ${key} and handed_at is null and state = 'paid'`.execute(tx)
  return numAffectedRows === 1n
}

/** Orders of a leader in a batch that expect goods, the first to order first, locked. */
export async function expecting(tx: Db<CommunityDb>, of: { batchId: string; leaderId: string }): Promise<PlaceRow[]> {
  const { rows } = await sql<PlaceRow>`select ${columns} from community.place p
    where p.batch_id = ${of.batchId} and p.leader_id = ${of.leaderId} and p.state = 'paid' and p.quantity > p.refunded
    order by p.created_at, p.key for update`.execute(tx)
  return rows
}

export async function markArrived(tx: Db<CommunityDb>, key: string, { missing, now }: { missing: number; now: Date }): Promise<void> {
  await sql`update community.place set arrived_at = ${now}, missing = ${missing} where key = ${key}`.execute(tx)
}

/** Once for each refund of an order that has a place: false when it was noted before. */
export async function insertRefund(
  tx: Db<CommunityDb>,
  refund: { refundKey: string; key: string; quantity: number; amountFen: number; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into community.refund (refund_key, key, quantity, amount_fen, at)
    values (${refund.refundKey}, ${refund.key}, ${refund.quantity}, ${refund.amountFen}, ${refund.now}) on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export async function addRefund(
  tx: Db<CommunityDb>,
  key: string,
  by: { quantity: number; amountFen: number; restocked: number },
): Promise<void> {
  await sql`update community.place set refunded = refunded + ${by.quantity}, refunded_fen = refunded_fen + ${by.amountFen},
    restocked = restocked + ${by.restocked} where key = ${key}`.execute(tx)
}

export interface Arrival {
  batchId: string
  leaderId: string
  itemId: string
  expected: number
  arrived: number
}
export async function insertArrival(tx: Db<CommunityDb>, one: Arrival & { now: Date }): Promise<void> {
  await sql`insert into community.arrival (batch_id, leader_id, item_id, expected, arrived, at)
    values (${one.batchId}, ${one.leaderId}, ${one.itemId}, ${one.expected}, ${one.arrived}, ${one.now})`.execute(tx)
}

export async function arrivalsOf(db: Db<CommunityDb>, of: { batchIds: readonly string[]; leaderId?: string }): Promise<Arrival[]> {
  const leader = of.leaderId ? sql`and leader_id = ${of.leaderId}` : sql``
  const { rows } = await sql<Arrival>`select batch_id as "batchId", leader_id as "leaderId", item_id as "itemId", expected, arrived
    from community.arrival where batch_id = any(${[...of.batchIds]}::uuid[]) ${leader}`.execute(db)
  return rows
}

export type LeaderView = 'open' | 'here' | 'done'
const views = {
  open: sql`p.quantity > p.refunded and p.arrived_at is null and p.handed_at is null`,
  here: sql`p.quantity > p.refunded and p.arrived_at is not null and p.handed_at is null`,
  done: sql`(p.handed_at is not null or p.quantity <= p.refunded)`,
}
export async function leaderPlaces(
  db: Db<CommunityDb>,
  query: { leaderId: string; view: LeaderView; before: string | undefined; limit: number },
): Promise<(PlaceRow & { deliveryDay: string; skuId: string })[]> {
  const older = query.before
    ? sql`and (p.created_at, p.key) < (select created_at, key from community.place where key = ${query.before} and leader_id = ${query.leaderId})`
    : sql``
  const { rows } = await sql<PlaceRow & { deliveryDay: string; skuId: string }>`
    select ${columns}, b.delivery_day::text as "deliveryDay", i.sku_id as "skuId"
    from community.place p join community.batch b on b.id = p.batch_id join community.item i on i.id = p.item_id
    where p.leader_id = ${query.leaderId} and p.state = 'paid' and ${views[query.view]} ${older}
    order by p.created_at desc, p.key desc limit ${query.limit}`.execute(db)
  return rows
}

/** All that is to be handed out of a batch, by leader and item. */
export async function sheetRows(db: Db<CommunityDb>, batchId: string, leaderId?: string): Promise<(PlaceRow & { skuId: string })[]> {
  const leader = leaderId ? sql`and p.leader_id = ${leaderId}` : sql``
  const { rows } = await sql<PlaceRow & { skuId: string }>`select ${columns}, i.sku_id as "skuId"
    from community.place p join community.item i on i.id = p.item_id
    where p.batch_id = ${batchId} and p.state = 'paid' and p.quantity > p.refunded ${leader}
    order by p.leader_id, i.position, p.created_at, p.key limit 20000`.execute(db)
  return rows
}

export interface Expected {
  batchId: string
  itemId: string
  skuId: string
  expected: number
  orders: number
}
/** What comes to a leader, by batch and item: the batches of which something is not handed out yet, or that were just now. */
export async function expectedBy(db: Db<CommunityDb>, leaderId: string, since: Date): Promise<Expected[]> {
  const { rows } = await sql<Expected>`select p.batch_id as "batchId", p.item_id as "itemId", i.sku_id as "skuId",
      sum(p.quantity - p.refunded)::int as expected, count(*)::int as orders
    from community.place p join community.item i on i.id = p.item_id
    where p.leader_id = ${leaderId} and p.state = 'paid' and p.created_at > ${since} and p.quantity > p.refunded
    group by 1, 2, 3, i.position order by 1, i.position`.execute(db)
  return rows
}
