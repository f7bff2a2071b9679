import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { GiftCardDb } from '../db.ts'

export interface GiftRow {
  id: string
  cardId: string
  fromId: string
  wish: string
  state: 'open' | 'claimed' | 'back'
  expiresAt: Date
  claimedBy: string | null
}
const columns = sql`g.id, g.card_id as "cardId", g.from_id as "fromId", g.wish, g.state, g.expires_at as "expiresAt", g.claimed_by as "claimedBy"`

export async function insertGift(
  tx: Db<GiftCardDb>,
  one: { id: string; cardId: string; fromId: string; tokenHash: Buffer; wish: string; expiresAt: Date; now: Date },
): Promise<void> {
  await sql`insert into gift_card.gift (id, card_id, from_id, token_hash, wish, state, expires_at, created_at)
    values (${one.id}, ${one.cardId}, ${one.fromId}, ${one.tokenHash}, ${one.wish}, 'open', ${one.expiresAt}, ${one.now})`.execute(tx)
}

export async function giftOf(db: Db<GiftCardDb>, tokenHash: Buffer, lock = false): Promise<GiftRow | undefined> {
  return (
    await sql<GiftRow>`select ${columns} from gift_card.gift g where g.token_hash = ${tokenHash} ${lock ? sql`for update` : sql``}`.execute(
      db,
    )
  ).rows[0]
}

/** The card's open gift ends. False: there is none. */
export async function endGift(tx: Db<GiftCardDb>, cardId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update gift_card.gift set state = 'back' where card_id = ${cardId} and state = 'open'`.execute(tx)
  return numAffectedRows === 1n
}

/** The card, which is locked and its giver's, is the taker's. False: another was quicker, or it is over or taken back. */
export async function claim(tx: Db<GiftCardDb>, gift: GiftRow, by: { shopperId: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`update gift_card.gift set state = 'claimed', claimed_by = ${by.shopperId}
    where id = ${gift.id} and state = 'open' and expires_at > ${by.now}`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sql`update gift_card.card set owner_id = ${by.shopperId} where id = ${gift.cardId}`.execute(tx)
  return true
}

/** Gifts nobody took in time: the card is its giver's, as it always was. Returns how many. */
export async function lapseGifts(db: Db<GiftCardDb>, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`with over as (
      update gift_card.gift set state = 'back' where state = 'open' and expires_at <= ${now} returning card_id)
    insert into gift_card.entry (card_id, what, at) select card_id, 'taken_back', ${now} from over returning card_id as id`.execute(db)
  return rows.length
}

/**
 * One more try with a code by this person, counted before it is known whether it is right. So many in an hour; one more locks for an hour. Answers until
 * when it is locked, if it is.
 */
export async function countTry(db: Db<GiftCardDb>, shopperId: string, { now, most }: { now: Date; most: number }): Promise<Date | null> {
  const { rows } = await sql<{ lockedUntil: Date | null }>`
    insert into gift_card.guess as g (shopper_id, tries, since) values (${shopperId}, 1, ${now})
    on conflict (shopper_id) do update set
      tries = case when g.locked_until > ${now} then g.tries when g.since <= ${now}::timestamptz - interval '1 hour' then 1 else g.tries + 1 end,
      since = case when g.locked_until > ${now} or g.since > ${now}::timestamptz - interval '1 hour' then g.since else ${now}::timestamptz end,
      locked_until = case when g.locked_until > ${now} then g.locked_until
        when g.since > ${now}::timestamptz - interval '1 hour' and g.tries + 1 > ${most} then ${now}::timestamptz + interval '1 hour' end
    returning locked_until as "lockedUntil"`.execute(db)
  return rows[0]?.lockedUntil ?? null
}

/** The code was right: it was no guess. */
export async function forgiveTry(db: Db<GiftCardDb>, shopperId: string): Promise<void> {
  await sql`update gift_card.guess set tries = greatest(0, tries - 1) where shopper_id = ${shopperId} and locked_until is null`.execute(db)
}

/** Cards whose ledger is not what they are worth. */
export async function ledgerOff(db: Db<GiftCardDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select c.id::text as id, format('%s, worth %s, ledger %s', c.state, c.face_fen, coalesce(sum(e.change_fen), 0)) as text
    from gift_card.card c left join gift_card.entry e on e.card_id = c.id group by c.id
    having coalesce(sum(e.change_fen), 0) <> case when c.state = 'active' then c.face_fen else 0 end`.execute(db)
  return rows
}

/** Batches that count other cards as sold than there are, bought or being bought; purchases without their cards. */
export async function soldOff(db: Db<GiftCardDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select b.id::text as id, format('%s sold, cards %s, being bought %s', b.sold, c.n, p.n) as text from gift_card.batch b
      cross join lateral (select count(*) as n from gift_card.card c where c.batch_id = b.id and b.kind = 'electronic') c
      cross join lateral (select coalesce(sum(quantity), 0) as n from gift_card.purchase p where p.batch_id = b.id and p.state = 'open') p
    where b.sold <> c.n + p.n
    union all
    select p.id::text, format('paid for %s, has %s', p.quantity, count(c.id)) from gift_card.purchase p left join gift_card.card c on c.purchase_id = p.id
    group by p.id having count(c.id) <> case when p.state = 'paid' then p.quantity else 0 end`.execute(db)
  return rows
}

/** What was redeemed, or is to be refunded, and waits for long. */
export async function forgotten(db: Db<GiftCardDb>, now: Date): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select id::text as id, format('redeemed %s, void %s, and not in the wallet or refunded', redeemed_at, void_at) as text from gift_card.card
    where (redeemed_at < ${now}::timestamptz - interval '10 minutes' and credited_at is null)
      or (refund = 'wanted' and void_at < ${now}::timestamptz - interval '10 minutes')`.execute(db)
  return rows
}
