import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { type Item, whereItDiffers } from './sums.ts'

/** Pieces of a SKU: what the model did, what the shop booked, what orders and requests took, thread by thread. */
export async function whyStockDiffers(stage: Stage, skuId: string): Promise<string[]> {
  const { world, told } = stage
  const { rows: booked } = await sql<Item>`
    select 'booked as ' || kind || ' at ' || at::text as what, reference as ref, (-on_hand_change)::int as amount
      from inventory.movement where sku_id = ${skuId} and on_hand_change <> 0 and kind not in ('count', 'sync', 'lot', 'expiry') order by id`.execute(
    world.db,
  )
  const { rows: taken } = await sql<Item>`
    select 'left with order ' || o.number || ', ' || o.state || ', ' || l.quantity || ' of which ' || l.cancelled || ' cancelled' as what,
           o.id::text as ref, (l.cancelled - l.quantity)::int as amount
      from "order".line l join "order"."order" o on o.id = l.order_id left join "order".collection c on c.order_id = o.id
     where l.sku_id = ${skuId} and (o.paid_at is not null or c.state = 'due' or (c.state = 'refused' and not c.restock))
    union all
    select 'sent again by request ' || r.number, r.id::text, -l.accepted
      from after_sales.request_line l join after_sales.request r on r.id = l.request_id
     where coalesce(l.exchange_sku_id, l.sku_id) = ${skuId} and r.kind = 'exchange' and r.resend_tracking is not null
    union all
    select 'on sale again by request ' || r.number || ', ' || r.state, r.id::text, l.restocked
      from after_sales.request_line l join after_sales.request r on r.id = l.request_id where l.sku_id = ${skuId}
    union all
    select 'on its way', t.id::text, -l.quantity
      from inventory.transfer_line l join inventory.transfer t on t.id = l.transfer_id where l.sku_id = ${skuId} and t.state = 'in_transit'`.execute(
    world.db,
  )
  const byHand = told.hands
    .filter(({ of, amount }) => of === skuId && amount !== 0)
    .map(({ ref, amount }) => ({ what: 'by hand', ref, amount }))
  const all = [...byHand, ...booked, ...taken.filter(({ amount }) => amount !== 0)]
  // What lay there on the first day came before anybody played.
  const opening = (told.pieces.get(skuId) ?? 0) - byHand.reduce((sum, { amount }) => sum + amount, 0)
  const first = booked.find(({ amount }) => amount === -opening)
  return whereItDiffers(stage, `SKU ${skuId}`, [...all, { what: 'on the first day', ref: first?.ref ?? 'nowhere', amount: opening }])
}
