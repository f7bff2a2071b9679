import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { assetsFit } from './assets.ts'
import { counterFits } from './counter.ts'
import { couponsFit } from './coupons.ts'
import { invoicesFit } from './invoices.ts'
import { moneyFits } from './money.ts'
import { playsFit } from './plays.ts'
import { stockFits } from './stock.ts'

/**
 * Compares what the outside knows with what the shop says, by other code than the shop's: the platforms' own books, what clients were
 * told, and plain sums. Gives everything that does not fit.
 */
export async function audit(stage: Stage): Promise<string[]> {
  const parts = [moneyFits, assetsFit, stockFits, couponsFit, invoicesFit, counterFits, playsFit, nothingLost]
  const found = await Promise.all(parts.map((part) => part(stage)))
  return [...found.flat(), ...stage.told.lies]
}

/** Every placing that was acknowledged is there, once. An event that cannot be delivered is as good as lost. */
async function nothingLost({ world, told }: Stage): Promise<string[]> {
  const { rows } = await sql<{ id: string; checkout: string; key: string }>`
    select o.id, coalesce(p.checkout_id::text, '') as checkout, p.request_id as key
      from "order".placement p left join "order"."order" o on o.checkout_id = p.checkout_id`.execute(world.db)
  const there = new Map(rows.map((row) => [row.key, row.checkout]))
  const dead = await sql<{ handler: string; error: string }>`
    select handler, coalesce(last_error, '') as error from kernel.delivery where attempts > 1`.execute(world.db)
  const { rows: orders } = await sql<{ id: string }>`select id from "order"."order"`.execute(world.db)
  const all = new Set(orders.map(({ id }) => id))
  return [
    ...[...told.placed].filter(([key, checkout]) => there.get(key) !== checkout).map(([key]) => `the checkout of key ${key} is gone`),
    ...told.orders.filter(({ id }) => !all.has(id)).map(({ id }) => `order ${id} is gone`),
    ...dead.rows.map(({ handler, error }) => `an event does not reach ${handler}: ${error}`),
  ]
}
