import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { type Item, whereItDiffers } from './sums.ts'

/** Points of a shopper: what staff gave, what orders took and keep, what the book says, thread by thread. */
export async function whyPointsDiffer(stage: Stage, id: string): Promise<string[]> {
  const { rows } = await sql<Item>`
    select 'kept by order ' || o.number || ', ' || o.state as what, o.id::text as ref,
           (-sum(l.points_fen - l.points_fen::bigint * l.refunded / l.quantity))::int as amount
      from "order".line l join "order"."order" o on o.id = l.order_id
     where o.shopper_id = ${id} and o.state not in ('cancelled', 'closed', 'refunded') group by o.id
    union all
    select 'booked as ' || t.kind || ' by ' || t.event || ' at ' || t.at, t.event, (-e.change)::int
      from points.entry e join points.transaction t on t.id = e.transaction_id join points.account a on a.id = e.account_id
     where a.owner = ${id} and a.name = 'points' and t.kind not in ('earn', 'take_back')`.execute(stage.world.db)
  const hands = stage.told.hands.filter(({ of }) => of === `points ${id}`).map(({ ref, amount }) => ({ what: 'by hand', ref, amount }))
  return whereItDiffers(
    stage,
    `points of shopper ${id}`,
    [...hands, ...rows].filter(({ amount }) => amount !== 0),
  )
}

/** The same of red packets. */
export async function whyPacketsDiffer(stage: Stage, id: string): Promise<string[]> {
  const { told, people, world } = stage
  const { rows } = await sql<Item>`
    select 'kept by order ' || o.number || ', ' || o.state as what, o.id::text as ref,
           (-sum(l.red_packet_fen - l.red_packet_fen::bigint * l.refunded / l.quantity))::int as amount
      from "order".line l join "order"."order" o on o.id = l.order_id
     where o.shopper_id = ${id} and o.state not in ('cancelled', 'closed', 'refunded') group by o.id
    union all
    select 'booked as ' || t.kind || ' by ' || t.event || ' at ' || t.at, t.event, (-sum(e.change))::int
      from redpacket.entry e join redpacket.transaction t on t.id = e.transaction_id join redpacket.account a on a.id = e.account_id
     where a.owner = ${id} and a.name like 'packet:%' and t.kind <> 'expire' group by t.id`.execute(world.db)
  const given = [...told.packets]
    .filter(([, { shopper }]) => people[shopper]?.id === id)
    .map(([ref, { amountFen }]) => ({ what: 'given', ref, amount: amountFen }))
  return whereItDiffers(
    stage,
    `red packets of shopper ${id}`,
    [...given, ...rows].filter(({ amount }) => amount !== 0),
  )
}
