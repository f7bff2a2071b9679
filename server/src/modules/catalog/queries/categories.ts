import { sql } from 'kysely'
import type { z } from 'zod'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { AttributeDef, Category } from '../contract.ts'
import type { CatalogDb } from '../db.ts'
import { onSaleNow } from './rows.ts'

export interface Node {
  id: string
  parentId: string | null
  name: string
  picture: Picture | null
  sort: number
  depth: number
  attributes: AttributeDef[]
}

/** Whoever changes the shape of the tree does so alone: two moves could else make a circle between them. */
export async function lockTree(db: Db<CatalogDb>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog.category'))`.execute(db)
}

export async function allCategories(db: Db<CatalogDb>): Promise<Node[]> {
  const rows = await db.selectFrom('catalog.category').selectAll().orderBy('depth').orderBy('sort').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    picture: row.picture as Picture | null, // as written
    sort: row.sort,
    depth: row.depth,
    attributes: row.attributes as AttributeDef[], // as written
  }))
}

/** The tree with, for each category, how many products on sale it and those below it hold; a product counts once. */
export async function countedCategories(db: Db<CatalogDb>, now: Date): Promise<z.output<typeof Category>[]> {
  const { rows } = await sql<{ id: string; products: number }>`
    with recursive inside as (
      select id as top, id from catalog.category
      union all select inside.top, c.id from catalog.category c join inside on c.parent_id = inside.id
    )
    select inside.top as id, count(distinct product.id) as products
    from inside join catalog.product_category pc on pc.category_id = inside.id
    join catalog.product product on product.id = pc.product_id
    where ${onSaleNow(now)} group by inside.top`.execute(db)
  const counts = new Map(rows.map((row) => [row.id, row.products]))
  return (await allCategories(db)).map(({ depth: _depth, ...node }) => ({ ...node, products: counts.get(node.id) ?? 0 }))
}

/** False: a sibling has that name. */
export async function insertCategory(db: Db<CatalogDb>, node: Node): Promise<boolean> {
  const result = await db
    .insertInto('catalog.category')
    .values({
      id: node.id,
      parent_id: node.parentId,
      name: node.name,
      picture: node.picture && jsonb(node.picture),
      sort: node.sort,
      depth: node.depth,
      attributes: jsonb(node.attributes),
    })
    .onConflict((conflict) => conflict.columns(['parent_id', 'name']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Rewrites a category and carries everything below it along. Throws the database's own error when a sibling has the name. */
export async function rewriteCategory(db: Db<CatalogDb>, node: Node, below: { ids: readonly string[]; deeper: number }): Promise<void> {
  await db
    .updateTable('catalog.category')
    .set({
      parent_id: node.parentId,
      name: node.name,
      picture: node.picture && jsonb(node.picture),
      sort: node.sort,
      depth: node.depth,
      attributes: jsonb(node.attributes),
    })
    .where('id', '=', node.id)
    .execute()
  if (below.deeper === 0) return
  await sql`update catalog.category set depth = depth + ${below.deeper}::int where id = any(${below.ids}::uuid[])`.execute(db)
}

export async function categoryHasProducts(db: Db<CatalogDb>, id: string): Promise<boolean> {
  return (
    (await db.selectFrom('catalog.product_category').select('product_id').where('category_id', '=', id).limit(1).executeTakeFirst()) !==
    undefined
  )
}

export async function deleteCategoryRow(db: Db<CatalogDb>, id: string): Promise<void> {
  await db.deleteFrom('catalog.category').where('id', '=', id).execute()
}
