import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { whyPacketsDiffer, whyPointsDiffer } from './assets.ts'
import { whyMoneyDiffers } from './money.ts'
import { rowsNaming } from './rows.ts'
import { whyStockDiffers } from './stock.ts'

const MOST_FAULTS = 6
const id = '([0-9a-f]{8}-[0-9a-f-]{27})'

/** By what a fault says, where to look; the rest names rows. */
const looks: { of: RegExp; look: (stage: Stage, id: string) => Promise<string[]> }[] = [
  { of: new RegExp(`^SKU ${id}`), look: whyStockDiffers },
  { of: new RegExp(`^shopper ${id}: .* fen came and stayed`), look: whyMoneyDiffers },
  { of: new RegExp(`^shopper ${id}: .* points should`), look: whyPointsDiffer },
  { of: new RegExp(`^shopper ${id}: red packets`), look: whyPacketsDiffer },
]

/** Enough to find the cause without a second run: the sums that differ, every row and fact of what is complained of, and what was said. */
export async function evidence(stage: Stage, found: readonly string[]): Promise<string> {
  const lines: string[] = []
  for (const fault of found.slice(0, MOST_FAULTS)) {
    lines.push(`— ${fault}`)
    const fitting = looks.find(({ of }) => of.test(fault))
    const [, named = ''] = fitting?.of.exec(fault) ?? []
    lines.push(...(fitting ? await fitting.look(stage, named) : await history(stage, fault)))
  }
  lines.push('the processes said last:', ...stage.fleet.complaints.slice(-60).map((line) => `  ${line.slice(0, 1500)}`))
  return lines.join('\n')
}

/** All that is written of what a fault names, and of the orders of its requests, lines, coupons and keys. */
async function history(stage: Stage, fault: string): Promise<string[]> {
  const ids = fault.match(new RegExp(id, 'g')) ?? []
  const numbers = fault.match(/[PRWA]\d{10,}/g) ?? []
  if (ids.length + numbers.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select order_id::text as id from after_sales.request where id = any(${ids}::uuid[])
    union select order_id::text from "order".line where id = any(${ids}::uuid[])
    union select order_id::text from card_key.secret where id = any(${ids}::uuid[]) and order_id is not null
    union select id::text from "order"."order" where coupon_ids::text[] && ${ids}::text[]
    union select id::text from "order"."order" where checkout_id = any(${ids}::uuid[])
    union select checkout_id::text from "order"."order" where id = any(${ids}::uuid[])
    union select order_id::text from payment.refund where number = any(${numbers}::text[]) and order_id is not null
    union select subject::text from payment.attempt where number = any(${numbers}::text[])
    limit 12`.execute(stage.world.db)
  return rowsNaming(stage, [...new Set([...ids, ...numbers, ...rows.map((row) => row.id)])])
}
