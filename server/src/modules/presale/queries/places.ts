import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PresaleDb } from '../db.ts'

const columns = [
  'key',
  'campaign_id as campaignId',
  'deposit_id as depositId',
  'shopper_id as shopperId',
  'quantity',
  'state',
  'wait_until as waitUntil',
  'ship_by as shipBy',
  'told_at as toldAt',
] as const

export interface NewPlace {
  key: string
  campaignId: string
  depositId: string | null
  shopperId: string
  quantity: number
  payableFen: number
  waitUntil: Date | null
  shipBy: Date
  heldUntil: Date
  now: Date
}

export async function insertPlace(tx: Db<PresaleDb>, place: NewPlace): Promise<void> {
  await tx
    .insertInto('presale.place')
    .values({
      key: place.key,
      campaign_id: place.campaignId,
      deposit_id: place.depositId,
      shopper_id: place.shopperId,
      quantity: place.quantity,
      state: 'held',
      payable_fen: place.payableFen,
      wait_until: place.waitUntil,
      ship_by: place.shipBy,
      held_until: place.heldUntil,
      created_at: place.now,
    })
    .execute()
}

/** The place of an order. `lock`: nobody else moves it until the transaction ends. */
export async function placeOf(db: Db<PresaleDb>, key: string, lock = false) {
  const query = db.selectFrom('presale.place').select(columns).where('key', '=', key)
  return (lock ? query.forUpdate() : query).executeTakeFirst()
}
export type PlaceRow = NonNullable<Awaited<ReturnType<typeof placeOf>>>

/** The orders of these deposits, unpaid or paid. */
export async function ordersOf(db: Db<PresaleDb>, depositIds: readonly string[]): Promise<Map<string, string>> {
  if (depositIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('presale.place')
    .select(['key', 'deposit_id as depositId'])
    .where('deposit_id', 'in', [...depositIds])
    .where('state', 'in', ['held', 'paid'])
    .execute()
  return new Map(rows.map((row) => [row.depositId ?? '', row.key]))
}

export async function movePlace(tx: Db<PresaleDb>, key: string, { to, now }: { to: PlaceRow['state']; now: Date }): Promise<void> {
  await tx
    .updateTable('presale.place')
    .set({ state: to, paid_at: to === 'paid' ? now : null })
    .where('key', '=', key)
    .execute()
}

/** Places that nobody paid in time, taken by one worker at a time. */
export async function duePlaces(tx: Db<PresaleDb>, now: Date, limit: number): Promise<PlaceRow[]> {
  return tx
    .selectFrom('presale.place')
    .select(columns)
    .where('state', '=', 'held')
    .where('held_until', '<=', now)
    .orderBy('held_until')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Paid orders that have waited long enough. */
export async function placesToSend(db: Db<PresaleDb>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('presale.place')
    .select('key')
    .where('state', '=', 'paid')
    .where('told_at', 'is', null)
    .where('wait_until', '<=', now)
    .orderBy('wait_until')
    .limit(limit)
    .execute()
  return rows.map((row) => row.key)
}

/** Orders, unpaid or paid, of presales that were called off. */
export async function placesToCallOff(db: Db<PresaleDb>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select p.key from presale.place p join presale.campaign c on c.id = p.campaign_id
    where c.cancelled_at is not null and p.state in ('held', 'paid') and (p.told_at is null or p.told_at < c.cancelled_at)
    order by p.created_at limit ${limit}`.execute(db)
  return rows.map((row) => row.key)
}

export async function placeTold(db: Db<PresaleDb>, key: string, now: Date): Promise<void> {
  await db.updateTable('presale.place').set({ told_at: now }).where('key', '=', key).execute()
}

/** Once for each refund of an order that has a place. False: it was noted before, or is none of ours. */
export async function insertRefund(
  tx: Db<PresaleDb>,
  refund: { refundKey: string; key: string; quantity: number; amountFen: number; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into presale.refund (refund_key, key, quantity, amount_fen, at)
    select ${refund.refundKey}, key, ${refund.quantity}, ${refund.amountFen}, ${refund.now} from presale.place where key = ${refund.key}
    on conflict do nothing`.execute(tx)
  if (Number(numAffectedRows ?? 0n) !== 1) return false
  await sql`update presale.place set refunded_fen = refunded_fen + ${refund.amountFen} where key = ${refund.key}`.execute(tx)
  return true
}
