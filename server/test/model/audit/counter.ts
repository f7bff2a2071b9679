import { sql } from 'kysely'
import { shopOf, type Stage } from '../play.ts'
import { PLACES } from '../stage.ts'

/** What was handed out, used and received at the counter is as the shop says, and nothing twice. */
export async function counterFits(stage: Stage): Promise<string[]> {
  const parts = [await placesFit(stage), await handedOutFits(stage), await vouchersFit(stage), await purchasesFit(stage)]
  return parts.flat()
}

/** No time has more orders than places. */
async function placesFit({ world }: Stage): Promise<string[]> {
  const { rows } = await sql<{ day: string; span: string; orders: number }>`
    select day::text, span, count(*)::int as orders from shipping.delivery where state in ('held', 'kept', 'ready', 'taken')
     group by point_id, day, span having count(*) > ${PLACES}`.execute(world.db)
  return rows.map(({ day, span, orders }) => `${orders} orders are to be fetched on ${day} ${span}, where ${PLACES} can be`)
}

/** Who was told that it was handed out has it, and paid it. */
async function handedOutFits({ world, told }: Stage): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from "order"."order" where id = any(${[...told.handedOut]}::uuid[])
       and (state not in ('received', 'completed', 'refunding', 'refunded') or paid_at is null)`.execute(world.db)
  return rows.map(({ id, state }) => `order ${id} was handed out and is ${state}`)
}

/** A voucher that was used is not paid back. */
async function vouchersFit({ world, told }: Stage): Promise<string[]> {
  const used = new Map<string, number>()
  for (const order of told.vouchersUsed.values()) used.set(order, (used.get(order) ?? 0) + 1)
  const { rows } = await sql<{ id: string; left: number; given: number }>`
    select l.order_id as id, sum(l.quantity - l.refunded)::int as left,
      (select count(*)::int from card_key.secret s where s.order_id = l.order_id and s.kind = 'voucher' and s.state <> 'void') as given
      from "order".line l where l.delivery = 'voucher' and l.order_id = any(${[...used.keys()]}::uuid[]) group by l.order_id`.execute(
    world.db,
  )
  return rows
    .filter(({ id, left, given }) => (used.get(id) ?? 0) > Math.min(left, given))
    .map(({ id, left, given }) => `order ${id} has ${left} vouchers that stay and ${given} that were given, ${used.get(id)} were used`)
}

/** What came of a purchase order is what people were told, and not more than was ordered. */
async function purchasesFit(stage: Stage): Promise<string[]> {
  const looked = stage.told.purchases.map(async ({ id, shop, came }) => {
    const { received, pieces } = await shopOf(stage, shop).staff.getPurchase({ id })
    return received === came && received <= pieces ? [] : [`purchase ${id} of ${pieces} pieces: ${came} came, the shop says ${received}`]
  })
  return (await Promise.all(looked)).flat()
}
