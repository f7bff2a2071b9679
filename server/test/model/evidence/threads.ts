import { sql } from 'kysely'
import type { Stage } from '../play.ts'

/** What belongs together: an order, its checkouts, its attempts to pay, its refunds and requests are one thread. */
export interface Threads {
  /** The thread that a text names by an id or number; the text itself when it names none that is known. */
  of: (text: string) => string
  /** All ids and numbers of a thread. */
  members: (thread: string) => string[]
}

const names = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[PRW]\d{10,}/g

export async function threadsOf({ world }: Stage): Promise<Threads> {
  const { rows } = await sql<{ a: string; b: string }>`
    select id::text as a, checkout_id::text as b from "order"."order"
    union all select id::text, replaced_by::text from "order".checkout where replaced_by is not null
    union all select id::text, order_id::text from "order".line
    union all select id::text, checkout_id::text from "order".bank_transfer
    union all select number, subject::text from payment.attempt
    union all select number, subject::text from payment.refund
    union all select id::text, order_id::text from after_sales.request
    union all select id::text, order_id::text from after_sales.complaint
    union all select id::text, id::text from funds.top_up
    union all select id::text, number from funds.withdrawal
    union all select id::text, request_id::text from inventory.receipt
    union all select id::text, request_id::text from card_key.import
    union all select id::text, source from redpacket.packet`.execute(world.db)
  const above = new Map<string, string>()
  const top = (name: string): string => {
    const next = above.get(name) ?? name
    return next === name ? name : top(next)
  }
  for (const { a, b } of rows) {
    for (const name of [a, b]) if (!above.has(name)) above.set(name, name)
    above.set(top(a), top(b))
  }
  const of = (text: string): string => {
    const source = text.replace(/^[a-z]+:/, '')
    if (above.has(source)) return top(source)
    const named = text.match(names) ?? []
    const known = named.find((name) => above.has(name))
    return known ? top(known) : (named.at(-1) ?? text)
  }
  return { of, members: (thread) => [...new Set([thread, ...[...above.keys()].filter((name) => top(name) === thread)])] }
}
