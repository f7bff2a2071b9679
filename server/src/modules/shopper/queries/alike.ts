import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

/** Whether two shoppers share a phone number or the place that things are sent to. */
export async function alike(db: Db<ShopperDb>, one: string, other: string): Promise<{ phone: boolean; address: boolean }> {
  const { rows } = await sql<{ phone: boolean; address: boolean }>`
    with phones as (
      select id as shopper_id, phone from shopper.shopper where id in (${one}, ${other}) and phone is not null
      union select shopper_id, phone from shopper.address where shopper_id in (${one}, ${other})),
      places as (select shopper_id, district_code || regexp_replace(detail, '[[:space:]]', '', 'g') as place
        from shopper.address where shopper_id in (${one}, ${other}))
    select exists (select from phones a join phones b on b.phone = a.phone where a.shopper_id = ${one} and b.shopper_id = ${other}) as phone,
      exists (select from places a join places b on b.place = a.place where a.shopper_id = ${one} and b.shopper_id = ${other}) as address`.execute(
    db,
  )
  return rows[0]! // there is one row
}
