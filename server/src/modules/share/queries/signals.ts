import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShareDb } from '../db.ts'

export interface Seen {
  sameDevice: boolean
  onDevice: number
  fromAddress: number
  brought: number
  bought: number
}
/** What devices and addresses tell of a new customer and of who brought them. */
export async function seenOf(
  db: Db<ShareDb>,
  { inviterId, inviteeId, since }: { inviterId: string; inviteeId: string; since: Date },
): Promise<Seen> {
  const { rows } = await sql<Seen>`
    with mine as (select visitor, address from share.device where shopper_id = ${inviteeId}),
      came as (select t.shopper_id, t.first_at from share.touch t join share.link l on l.id = t.link_id
        where l.sharer_id = ${inviterId} and t.joined)
    select exists (select from share.device d where d.shopper_id = ${inviterId} and d.visitor in (select visitor from mine)) as "sameDevice",
      (select count(distinct d.shopper_id) from share.device d where d.visitor in (select visitor from mine))::int as "onDevice",
      (select count(distinct c.shopper_id) from came c join share.device d on d.shopper_id = c.shopper_id
        where c.first_at >= ${since} and d.address in (select address from mine))::int as "fromAddress",
      (select count(distinct shopper_id) from came)::int as brought,
      (select count(distinct s.shopper_id) from share.sale s join came c on c.shopper_id = s.shopper_id)::int as bought`.execute(db)
  return rows[0]! // there is one row
}

export interface Touch {
  linkId: string
  sharerId: string
  joined: boolean
  at: Date
}
/** The share by which somebody came last, within the window. */
export async function lastTouch(
  db: Db<ShareDb>,
  { shopperId, since, until }: { shopperId: string; since: Date; until: Date },
): Promise<Touch | undefined> {
  const { rows } = await sql<Touch>`
    select t.link_id as "linkId", l.sharer_id as "sharerId", t.joined, t.at from share.touch t join share.link l on l.id = t.link_id
    where t.shopper_id = ${shopperId} and t.at >= ${since} and t.at <= ${until} order by t.at desc, t.link_id limit 1`.execute(db)
  return rows[0]
}

/** Once for each order. */
export async function insertSale(
  db: Db<ShareDb>,
  sale: { orderId: string; linkId: string; shopperId: string; shopId: string; paidFen: number; now: Date },
): Promise<void> {
  await db
    .insertInto('share.sale')
    .values({
      order_id: sale.orderId,
      link_id: sale.linkId,
      shopper_id: sale.shopperId,
      shop_id: sale.shopId,
      paid_fen: sale.paidFen,
      at: sale.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** False: this refund was heard of before. */
export async function noteRefund(
  tx: Db<ShareDb>,
  refund: { key: string; orderId: string; amountFen: number; now: Date },
): Promise<boolean> {
  const { rows } =
    await sql`insert into share.sale_refund (refund_key, order_id, at) values (${refund.key}, ${refund.orderId}, ${refund.now})
    on conflict do nothing returning refund_key`.execute(tx)
  if (rows.length === 0) return false
  await sql`update share.sale set refunded_fen = refunded_fen + ${refund.amountFen} where order_id = ${refund.orderId}`.execute(tx)
  return true
}
