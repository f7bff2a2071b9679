import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { BargainDb } from '../db.ts'

const columns = ['key', 'bargain_id as bargainId', 'campaign_id as campaignId', 'shopper_id as shopperId', 'state'] as const

export interface NewPlace {
  key: string
  bargainId: string
  campaignId: string
  shopperId: string
  startFen: number
  priceFen: number
  payableFen: number
  heldUntil: Date
  now: Date
}

export async function insertPlace(tx: Db<BargainDb>, place: NewPlace): Promise<void> {
  await tx
    .insertInto('bargain.place')
    .values({
      key: place.key,
      bargain_id: place.bargainId,
      campaign_id: place.campaignId,
      shopper_id: place.shopperId,
      state: 'held',
      start_fen: place.startFen,
      price_fen: place.priceFen,
      payable_fen: place.payableFen,
      held_until: place.heldUntil,
      created_at: place.now,
    })
    .execute()
}

/** The place of an order. `lock`: nobody else moves it until the transaction ends. */
export async function placeOf(db: Db<BargainDb>, key: string, lock = false) {
  const query = db.selectFrom('bargain.place').select(columns).where('key', '=', key)
  return (lock ? query.forUpdate() : query).executeTakeFirst()
}
export type PlaceRow = NonNullable<Awaited<ReturnType<typeof placeOf>>>

export async function movePlace(
  tx: Db<BargainDb>,
  key: string,
  { to, now }: { to: 'paid' | 'lapsed' | 'released'; now: Date },
): Promise<void> {
  await tx
    .updateTable('bargain.place')
    .set({ state: to, paid_at: to === 'paid' ? now : null })
    .where('key', '=', key)
    .execute()
}

/** Places that nobody paid in time, taken by one worker at a time. */
export async function duePlaces(tx: Db<BargainDb>, now: Date, limit: number): Promise<PlaceRow[]> {
  return tx
    .selectFrom('bargain.place')
    .select(columns)
    .where('state', '=', 'held')
    .where('held_until', '<=', now)
    .orderBy('held_until')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Once for each refund of an order that has a place. */
export async function insertRefund(
  db: Db<BargainDb>,
  refund: { refundKey: string; key: string; amountFen: number; now: Date },
): Promise<void> {
  await sql`insert into bargain.refund (refund_key, key, amount_fen, at)
    select ${refund.refundKey}, key, ${refund.amountFen}, ${refund.now} from bargain.place where key = ${refund.key}
    on conflict do nothing`.execute(db)
}
