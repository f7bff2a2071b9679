import pg from 'pg'

/** Tables whose rows are copied, and which of their columns name a product or must stay unique. */
const copies: readonly { table: string; set: string }[] = [
  { table: 'catalog.product', set: `'id', pg_temp.copied(t.id, n), 'code', t.code || '-' || n, 'sold', t.sold * (n % 7) / 7` },
  {
    table: 'catalog.sku',
    set: `'id', pg_temp.copied(t.id, n), 'product_id', pg_temp.copied(t.product_id, n), 'code', t.code || '-' || n`,
  },
  { table: 'catalog.product_category', set: `'product_id', pg_temp.copied(t.product_id, n)` },
  {
    table: 'search.document',
    set: `'product_id', pg_temp.copied(t.product_id, n), 'popularity', t.popularity * (0.5 + (n % 97) / 97.0), 'price_fen', t.price_fen + n % 50 * 100`,
  },
]

/** Copies the demo's goods until there are so many products, each with its SKUs, categories and what search knows of it. */
export async function multiply(url: string, products: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: number }>('select count(*)::int as count from search.document')
    const there = rows[0]?.count ?? 0
    const rounds = there === 0 ? 0 : Math.ceil(products / there) - 1
    if (rounds < 1) return
    console.log(`copying ${there} products ${rounds} times …`)
    await client.query(
      `create function pg_temp.copied(id uuid, n int) returns uuid language sql immutable as $$
         select overlay(overlay(md5(id::text || n) placing '4' from 13) placing 'a' from 17)::uuid $$`,
    )
    for (const { table, set } of copies) {
      await client.query(
        // Lateral: made once for each row, not once for each of its columns.
        `insert into ${table} select made.* from ${table} t cross join generate_series(1, ${rounds}) n
         cross join lateral jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object(${set})) made`,
      )
      await client.query(`analyze ${table}`)
    }
  } finally {
    await client.end()
  }
}
