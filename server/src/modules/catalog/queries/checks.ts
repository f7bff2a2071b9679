import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CatalogDb } from '../db.ts'

interface Found {
  id: string
  text: string
}

/** Products whose listed price is not that of their cheapest SKU on offer. */
export async function pricesOffTheSkus(db: Db<CatalogDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with offered as (
      select product_id, coalesce(min(price_fen) filter (where enabled), min(price_fen)) as price_fen
      from catalog.sku where removed_at is null group by product_id
    )
    select p.id::text, format('lists %s fen, its SKUs start at %s', p.price_fen, coalesce(o.price_fen::text, 'none')) as text
    from catalog.product p left join offered o on o.product_id = p.id where p.price_fen is distinct from o.price_fen`.execute(db)
  return rows
}

/** Categories that say another depth than they have, or hang in no tree (a circle). */
export async function treeOutOfShape(db: Db<CatalogDb>): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with recursive reached as (
      select id, 1 as depth from catalog.category where parent_id is null
      union all select c.id, r.depth + 1 from catalog.category c join reached r on c.parent_id = r.id
    )
    select c.id::text, format('says depth %s, has %s', c.depth, coalesce(r.depth::text, 'none')) as text
    from catalog.category c left join reached r using (id) where c.depth is distinct from r.depth`.execute(db)
  return rows
}
