import { sql } from 'kysely'
import type { Stage } from '../play.ts'
import { PERSON_LIMIT } from '../stage.ts'

/** Never more coupons than there were, never more for one than allowed; each lies in one living order at most, and knows it. */
export async function couponsFit(stage: Stage): Promise<string[]> {
  return [...(await issued(stage)), ...(await used(stage)), ...(await limitsHold(stage))]
}

async function issued({ world, shops, told }: Stage): Promise<string[]> {
  const { rows } = await sql<{ id: string; template: string; shopper: string; passed: boolean }>`
    select id, template_id as template, coalesce(claimed_by, shopper_id)::text as shopper, claimed_by is not null as passed
      from promotion.coupon`.execute(world.db)
  const there = new Set(rows.map(({ id }) => id))
  const known = new Set(told.coupons.map(({ id }) => id))
  const lost = ['claim a coupon', 'claim a coupon by code', 'pass a coupon'].reduce(
    (sum, name) => sum + (told.tally.get(name)?.get('lost') ?? 0),
    0,
  )
  const unknown = rows.filter(({ id }) => !known.has(id)).length
  return [
    ...[...known].filter((id) => !there.has(id)).map((id) => `coupon ${id} is gone`),
    ...(unknown > lost * 3 ? [`${unknown} coupons were given to nobody`] : []),
    ...shops.flatMap(({ coupons }) =>
      coupons.flatMap(({ id, stock, perShopper }) => {
        const mine = rows.filter(({ template }) => template === id)
        const each = new Map<string, number>()
        for (const { shopper } of mine) each.set(shopper, (each.get(shopper) ?? 0) + 1)
        const greedy = [...each].filter(([, n]) => n > perShopper).map(([shopper, n]) => `shopper ${shopper} claimed ${n} of ${id}`)
        return [...(mine.length > stock ? [`${mine.length} coupons of ${id}, ${stock} there were`] : []), ...greedy]
      }),
    ),
  ]
}

async function used({ world }: Stage): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: string; unpaid: number; paid: number; over: number }>`
    select c.id, c.state, count(o.id) filter (where o.state = 'pending_payment')::int as unpaid,
           count(o.id) filter (where o.state not in ('pending_payment', 'cancelled', 'closed', 'refunded'))::int as paid,
           count(o.id) filter (where o.state in ('cancelled', 'closed', 'refunded'))::int as over
      from promotion.coupon c left join "order"."order" o on c.id = any(o.coupon_ids::uuid[]) group by c.id, c.state`.execute(world.db)
  return rows.flatMap(({ id, state, unpaid, paid, over }) => {
    if (unpaid + paid > 1) return [`coupon ${id} lies in ${unpaid + paid} living orders`]
    if (state === 'usable' && unpaid + paid > 0) return [`coupon ${id} can be used again, and lies in a living order`]
    if (state === 'held' && unpaid !== 1) return [`coupon ${id} is held, and no order waits with it`]
    return state === 'used' && paid === 0 && over === 0 ? [`coupon ${id} is used, and no order had it`] : []
  })
}

/** What one person may have of a product is all they have, whatever came back. */
async function limitsHold({ world, shops }: Stage): Promise<string[]> {
  const limited = shops.flatMap(({ goods }) => goods.filter(({ kind }) => kind === 'limited').map(({ productId }) => productId))
  const { rows } = await sql<{ shopper: string; product: string; n: number }>`
    select o.shopper_id as shopper, l.product_id as product, sum(l.quantity - l.refunded)::int as n
      from "order".line l join "order"."order" o on o.id = l.order_id
     where l.product_id = any(${limited}::uuid[]) and o.state not in ('cancelled', 'closed') group by 1, 2`.execute(world.db)
  return rows.filter(({ n }) => n > PERSON_LIMIT).map(({ shopper, product, n }) => `shopper ${shopper} has ${n} of product ${product}`)
}
