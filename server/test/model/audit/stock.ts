import { sql } from 'kysely'
import { ApiError } from '../../harness.ts'
import type { Person, Stage } from '../play.ts'

interface Level {
  sku: string
  /** Lies in the shop or is on its way between its places. */
  here: number
  /** By counts and by the outside system, whose figures replace what is there. */
  replaced: number
  /** Left with orders that are paid or promised, or was lost at a door. */
  left: number
  /** Replacements that went out, and pieces of returns that went on sale again. */
  resent: number
  restocked: number
}

/** For each SKU: the pieces that came by what the model did lie there, or went out with orders that are paid or promised. */
export async function stockFits(stage: Stage): Promise<string[]> {
  const { world, told } = stage
  const { rows } = await sql<Level>`
    with sku as (select sku_id as id, sum(available + held + expired)::int + sum(sent - arrived)::int as here
                   from inventory.stock group by sku_id)
    select sku.id as sku, sku.here,
      (select coalesce(sum(on_hand_change), 0)::int from inventory.movement m where m.sku_id = sku.id and m.kind in ('count', 'sync')) as replaced,
      (select coalesce(sum(l.quantity - l.cancelled), 0)::int from "order".line l join "order"."order" o on o.id = l.order_id
        left join "order".collection c on c.order_id = o.id
        where l.sku_id = sku.id and (o.paid_at is not null or c.state = 'due' or (c.state = 'refused' and not c.restock))) as "left",
      (select coalesce(sum(l.accepted), 0)::int from after_sales.request_line l join after_sales.request r on r.id = l.request_id
        where coalesce(l.exchange_sku_id, l.sku_id) = sku.id and r.kind = 'exchange' and r.resend_tracking is not null) as resent,
      (select coalesce(sum(l.restocked), 0)::int from after_sales.request_line l where l.sku_id = sku.id) as restocked
      from sku`.execute(world.db)
  const off = rows.flatMap((level) => {
    const { sku, here, replaced, left, resent, restocked } = level
    const came = (told.pieces.get(sku) ?? 0) + replaced
    if (came !== here + left + resent - restocked) return [`SKU ${sku}: ${came} pieces came, ${JSON.stringify(level)}`]
    return here < 0 ? [`SKU ${sku}: ${-here} pieces more went out than there were`] : []
  })
  return [...off, ...(await keysFit(stage))]
}

/** Each card key went to one unit of one order, and none was made up. */
async function keysFit({ world, told, people }: Stage): Promise<string[]> {
  const { rows } = await sql<{ id: string; shopper: string; units: number; state: string; most: number }>`
    select o.id, o.shopper_id as shopper, sum(l.quantity - l.refunded)::int as units, sum(l.quantity)::int as most, o.state
      from "order".line l join "order"."order" o on o.id = l.order_id
     where l.delivery = 'card_key' and o.paid_at is not null group by o.id`.execute(world.db)
  const owners = new Map<string, string>()
  const found: string[] = []
  for (const { id, shopper, units, most, state } of rows) {
    const keys = await keysOf(
      people.find((person) => person.id === shopper),
      id,
    )
    if (keys.length > most || (keys.length < units && !['refunding', 'refunded'].includes(state)))
      found.push(`order ${id} is ${state} and has ${keys.length} keys for ${units} of ${most} units`)
    for (const key of keys) {
      if (owners.has(key)) found.push(`a key went to the orders ${owners.get(key)} and ${id}`)
      if (!told.keys.has(key)) found.push(`order ${id} has a key that nobody imported`)
      owners.set(key, id)
    }
  }
  return found
}

/** An order none of whose keys were delivered is one that the module does not know. */
async function keysOf(person: Person | undefined, id: string): Promise<string[]> {
  try {
    const { items } = (await person?.client.listOrderSecrets({ id })) ?? { items: [] }
    return items.filter(({ kind }) => kind === 'card_key').map(({ secret }) => secret)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return []
    throw error
  }
}
