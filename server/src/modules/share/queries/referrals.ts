import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Reward } from '../contract-referral.ts'
import type { ShareDb } from '../db.ts'

type Tx = Db<ShareDb>
export type State = 'open' | 'review' | 'due' | 'given' | 'refused' | 'full' | 'void' | 'over'
export interface ReferralRow {
  id: string
  campaignId: string
  inviterId: string
  inviteeId: string
  linkId: string | null
  orderId: string | null
  orderFen: number
  refundedFen: number
  friends: number
  state: State
  reasons: string[]
  countedOn: string | null
  dueAt: Date | null
  createdAt: Date
  decidedBy: string
  note: string
}
const columns = sql`r.id, r.campaign_id as "campaignId", r.inviter_id as "inviterId", r.invitee_id as "inviteeId", r.link_id as "linkId",
  r.order_id as "orderId", r.order_fen as "orderFen", r.refunded_fen as "refundedFen", r.friends, r.state, r.reasons, r.counted_on as "countedOn",
  r.due_at as "dueAt", r.created_at as "createdAt", r.decided_by as "decidedBy", r.note`

export type NewReferral = Pick<
  ReferralRow,
  'id' | 'campaignId' | 'inviterId' | 'inviteeId' | 'linkId' | 'orderId' | 'orderFen' | 'state' | 'reasons'
> & {
  now: Date
}
/** False: this new customer, or this order, is in the campaign already. */
export async function insertReferral(tx: Tx, one: NewReferral): Promise<boolean> {
  const { rows } = await sql`
    insert into share.referral (id, campaign_id, inviter_id, invitee_id, link_id, order_id, order_fen, state, reasons, created_at)
    values (${one.id}, ${one.campaignId}, ${one.inviterId}, ${one.inviteeId}, ${one.linkId}, ${one.orderId}, ${one.orderFen}, ${one.state},
      ${one.reasons}::text[], ${one.now})
    on conflict do nothing returning id`.execute(tx)
  return rows.length === 1
}

export async function referralOf(db: Tx, id: string, lock = false): Promise<ReferralRow | undefined> {
  const { rows } =
    await sql<ReferralRow>`select ${columns} from share.referral r where r.id = ${id} ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

/** From the state it is said to be in to another; false when it is not in it (any more). */
export async function moveReferral(
  tx: Tx,
  id: string,
  to: {
    from: State
    state: State
    reasons?: string[]
    countedOn?: string | null
    dueAt?: Date
    decidedBy?: string
    note?: string
    now: Date
  },
): Promise<boolean> {
  const row = await tx
    .updateTable('share.referral')
    .set({
      state: to.state,
      decided_at: to.now,
      ...(to.reasons ? { reasons: to.reasons } : {}),
      ...(to.countedOn === undefined ? {} : { counted_on: to.countedOn }),
      ...(to.dueAt ? { due_at: to.dueAt } : {}),
      ...(to.decidedBy ? { decided_by: to.decidedBy } : {}),
      ...(to.note ? { note: to.note } : {}),
    })
    .where('id', '=', id)
    .where('state', '=', to.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface Payout {
  referralId: string
  side: 'inviter' | 'invitee'
  shopperId: string
  reward: Reward
  worthFen: number
  state: 'due' | 'giving' | 'given' | 'lost' | 'void' | 'taking' | 'taken' | 'kept'
}
export async function insertPayout(tx: Tx, one: Omit<Payout, 'state'> & { now: Date }): Promise<void> {
  await tx
    .insertInto('share.payout')
    .values({
      referral_id: one.referralId,
      side: one.side,
      shopper_id: one.shopperId,
      reward: jsonb(one.reward),
      worth_fen: one.worthFen,
      state: 'due',
      at: one.now,
    })
    .execute()
}
const payoutColumns = sql`p.referral_id as "referralId", p.side, p.shopper_id as "shopperId", p.reward, p.worth_fen as "worthFen", p.state`

/** What is to be given now, and what was attempted and is not known to be given; then what is to be taken back. */
export async function todo(db: Tx, now: Date, limit: number): Promise<Payout[]> {
  const { rows } = await sql<Payout>`
    select ${payoutColumns} from share.payout p join share.referral r on r.id = p.referral_id
    where p.state in ('giving', 'taking') or (p.state = 'due' and r.state = 'due' and r.due_at <= ${now})
    order by r.due_at limit ${limit}`.execute(db)
  return rows
}

/** False: it is not in that state any more. */
export async function movePayout(
  db: Tx,
  { referralId, side }: Pick<Payout, 'referralId' | 'side'>,
  move: { from: Payout['state']; to: Payout['state']; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('share.payout')
    .set({ state: move.to, at: move.now })
    .where('referral_id', '=', referralId)
    .where('side', '=', side)
    .where('state', '=', move.from)
    .returning('side')
    .executeTakeFirst()
  return row !== undefined
}

/** A referral of which nothing is left to be given is given. */
export async function closeGiven(db: Tx, referralId: string): Promise<void> {
  await sql`update share.referral r set state = 'given' where r.id = ${referralId} and r.state = 'due'
    and not exists (select from share.payout p where p.referral_id = r.id and p.state in ('due', 'giving'))`.execute(db)
}

export async function referralsOfOrder(db: Tx, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from share.referral where order_id = ${orderId} order by id`.execute(db)
  return rows.map((row) => row.id)
}

export async function addRefund(tx: Tx, id: string, amountFen: number): Promise<void> {
  await sql`update share.referral set refunded_fen = refunded_fen + ${amountFen} where id = ${id}`.execute(tx)
}

/** What was never attempted is void; what was is to be taken back. Gives whether anything was attempted. */
export async function stopPayouts(tx: Tx, referralId: string, now: Date): Promise<boolean> {
  await sql`update share.payout set state = 'void', at = ${now} where referral_id = ${referralId} and state = 'due'`.execute(tx)
  const { rows } = await sql`update share.payout set state = 'taking', at = ${now}
    where referral_id = ${referralId} and state in ('giving', 'given') returning side`.execute(tx)
  return rows.length > 0
}

interface Of {
  campaignId: string
  state?: State | undefined
  limit: number
  offset: number
}
export async function board(db: Tx, of: Of): Promise<{ items: (ReferralRow & { worthFen: number })[]; total: number }> {
  const which = sql`r.campaign_id = ${of.campaignId} ${of.state ? sql`and r.state = ${of.state}` : sql``}`
  const { rows: items } = await sql<ReferralRow & { worthFen: number }>`
    select ${columns}, coalesce((select sum(worth_fen) from share.payout p where p.referral_id = r.id), 0)::bigint as "worthFen"
    from share.referral r where ${which} order by r.created_at desc, r.id desc limit ${of.limit} offset ${of.offset}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from share.referral r where ${which}`.execute(db)
  return { items, total: rows[0]?.total ?? 0 }
}

export interface Mine extends ReferralRow {
  kind: 'invite' | 'cashback'
  needed: number
  reward: Reward | null
}
export async function mineOf(db: Tx, of: { shopperId: string; before: string | null; limit: number }): Promise<Mine[]> {
  const { rows } = await sql<Mine>`
    select ${columns}, c.kind, c.friends as needed,
      coalesce((select p.reward from share.payout p where p.referral_id = r.id and p.side = 'inviter'), c.inviter_reward) as reward
    from share.referral r join share.campaign c on c.id = r.campaign_id
    where r.inviter_id = ${of.shopperId} and (${of.before}::uuid is null or r.id < ${of.before}::uuid)
    order by r.id desc limit ${of.limit}`.execute(db)
  return rows
}

export interface Invites {
  visits: number
  joined: number
  rewarded: number
  points: number
  moneyFen: number
  coupons: number
}
/** What somebody's sharing has come to. */
export async function invitesOf(db: Tx, shopperId: string): Promise<Invites> {
  const { rows } = await sql<Invites>`
    with l as (select id, visits from share.link where sharer_id = ${shopperId}),
      p as (select reward from share.payout where shopper_id = ${shopperId} and side = 'inviter' and state in ('given', 'kept'))
    select (select coalesce(sum(visits), 0) from l)::int as visits,
      (select count(distinct t.shopper_id) from share.touch t join l on l.id = t.link_id where t.joined)::int as joined,
      (select count(*) from p)::int as rewarded,
      (select coalesce(sum((reward->>'points')::bigint), 0) from p)::bigint as points,
      (select coalesce(sum((reward->>'amountFen')::bigint), 0) from p)::bigint as "moneyFen",
      (select count(*) from p where reward->>'kind' = 'coupon')::int as coupons`.execute(db)
  return rows[0]! // there is one row
}
