import { sql } from 'kysely'
import type { Stage } from './play.ts'

interface Row {
  checkout: string
  owed: number
  net: number
}

/**
 * Compares what the outside knows with what the shop says, by other code than the shop's: the channel's own book of money, what
 * clients were told, and plain sums over the tables. Gives everything that does not fit.
 */
export async function audit(stage: Stage): Promise<string[]> {
  return [...(await moneyFits(stage)), ...(await stockFits(stage)), ...(await nothingLost(stage)), ...stage.told.lies]
}

/** For each checkout: what the channel took and did not give back is what its living orders cost and did not refund. */
async function moneyFits({ world }: Stage): Promise<string[]> {
  const { rows: attempts } = await sql<{ number: string; subject: string }>`select number, subject from payment.attempt`.execute(world.db)
  const net = new Map<string, number>()
  for (const { number, subject } of attempts) {
    const trade = world.pay.trade(number)
    if (!trade || trade.successTime === undefined) continue
    const back = trade.refunds.filter((refund) => refund.status === 'SUCCESS').reduce((sum, refund) => sum + refund.amountFen, 0)
    net.set(subject, (net.get(subject) ?? 0) + trade.totalFen - back)
  }
  const { rows } = await sql<Omit<Row, 'net'>>`
    select checkout_id as checkout,
           sum(case when paid_at is null then 0 else payable_fen - refunded_fen end)::int as owed
      from "order"."order" group by checkout_id`.execute(world.db)
  const known = new Map(rows.map((row) => [row.checkout, row.owed]))
  const all = [...new Set([...known.keys(), ...net.keys()])].map((checkout): Row => {
    return { checkout, owed: known.get(checkout) ?? 0, net: net.get(checkout) ?? 0 }
  })
  return all
    .filter((row) => row.owed !== row.net)
    .map((row) => `checkout ${row.checkout}: orders keep ${row.owed} fen, the channel ${row.net}`)
}

/** For each SKU: pieces of paid orders that left or will leave the shop are those that stock says are sold; of unpaid ones, held. */
async function stockFits({ world }: Stage): Promise<string[]> {
  const { rows } = await sql<{ sku: string; sold: number; wanted: number }>`
    select s.sku_id as sku, sum(s.sold)::int as sold, coalesce((
      select sum(l.quantity - l.cancelled) from "order".line l join "order"."order" o on o.id = l.order_id
       where l.sku_id = s.sku_id and o.paid_at is not null), 0)::int as wanted
      from inventory.stock s group by s.sku_id`.execute(world.db)
  return rows.filter((row) => row.sold !== row.wanted).map((row) => `SKU ${row.sku}: ${row.sold} sold, orders have ${row.wanted}`)
}

/** Every placing that was acknowledged is there, once. */
async function nothingLost({ world, told }: Stage): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select distinct checkout_id as id from "order".placement where checkout_id is not null`.execute(world.db)
  const there = new Set(rows.map((row) => row.id))
  return [...told.placed]
    .filter(([, checkout]) => !there.has(checkout))
    .map(([key, checkout]) => `checkout ${checkout} of key ${key} is gone`)
}
