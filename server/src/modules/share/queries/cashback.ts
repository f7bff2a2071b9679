import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShareDb } from '../db.ts'

/** The oldest order of a sharer in a campaign that waits for friends; nobody else changes it until the transaction ends. */
export async function openCashback(
  tx: Db<ShareDb>,
  { campaignId, sharerId }: { campaignId: string; sharerId: string },
): Promise<{ id: string; friends: number; orderFen: number; refundedFen: number } | undefined> {
  const { rows } = await sql<{ id: string; friends: number; orderFen: number; refundedFen: number }>`
    select id, friends, order_fen as "orderFen", refunded_fen as "refundedFen" from share.referral
    where campaign_id = ${campaignId} and inviter_id = ${sharerId} and state = 'open' and link_id is null
    order by created_at, id limit 1 for update`.execute(tx)
  return rows[0]
}

/** False: this order, or this friend, counts already in one of the campaign. */
export async function addFriend(
  tx: Db<ShareDb>,
  one: { campaignId: string; referralId: string; friendId: string; orderId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into share.friend (referral_id, friend_id, order_id)
    select ${one.referralId}, ${one.friendId}, ${one.orderId} where not exists (
      select from share.friend f join share.referral r on r.id = f.referral_id where r.campaign_id = ${one.campaignId} and f.order_id = ${one.orderId})
    on conflict do nothing returning friend_id`.execute(tx)
  if (rows.length === 0) return false
  await sql`update share.referral set friends = friends + 1 where id = ${one.referralId}`.execute(tx)
  return true
}

/** A friend's order came back before the cash-back was decided: it counts no more. Once. */
export async function dropFriend(tx: Db<ShareDb>, orderId: string): Promise<void> {
  await sql`
    with gone as (
      update share.friend f set back = true from share.referral r
      where r.id = f.referral_id and f.order_id = ${orderId} and not f.back and r.state in ('open', 'due') returning f.referral_id
    )
    update share.referral set friends = friends - 1 where id in (select referral_id from gone)`.execute(tx)
}

/** Cash-backs whose friends became too few before they were given. */
export async function tooFew(tx: Db<ShareDb>, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from share.referral r join share.friend f on f.referral_id = r.id join share.campaign c on c.id = r.campaign_id
    where f.order_id = ${orderId} and r.state = 'due' and r.friends < c.friends`.execute(tx)
  return rows.map((row) => row.id)
}

/** Cash-backs whose campaign is over. Returns how many. */
export async function endOpen(db: Db<ShareDb>, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update share.referral r set state = 'over', decided_at = ${now} from share.campaign c
    where c.id = r.campaign_id and r.state = 'open' and c.ends_at <= ${now}`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
