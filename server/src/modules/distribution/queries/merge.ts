import { sql } from 'kysely'
import type { AnyDb } from '../../../kernel/db.ts'

export interface Twins {
  shopId: string
  /** The distributor of the account that goes, and of the one that stays. */
  gone: string
  stands: string
}

/** Shops that both accounts sell for. */
export async function twinsOf(tx: AnyDb, { from, into }: { from: string; into: string }): Promise<Twins[]> {
  const { rows } = await sql<Twins>`
    select a.shop_id as "shopId", a.id as gone, b.id as stands from distribution.distributor a
    join distribution.distributor b on b.shop_id = a.shop_id and b.shopper_id = ${into}::uuid
    where a.shopper_id = ${from}::uuid order by a.id for update of a, b`.execute(tx)
  return rows
}

/** All of the one distributor is the other's: team, customers, commission, withdrawals and samples. The tree's lock is held. */
export async function handOver(tx: AnyDb, { gone, stands }: Twins, at: Date): Promise<void> {
  // Who stood below the one that goes stands where that one stood, before its team comes to them.
  await sql`with recursive up as (
      select id, parent_id from distribution.distributor where id = ${stands}::uuid
      union select d.id, d.parent_id from distribution.distributor d join up on d.id = up.parent_id
    ) update distribution.distributor s set parent_id = (select parent_id from distribution.distributor where id = ${gone}::uuid)
    where s.id = ${stands}::uuid and exists (select 1 from up where id = ${gone}::uuid)`.execute(tx)
  await sql`update distribution.distributor set parent_id = ${stands}::uuid where parent_id = ${gone}::uuid and id <> ${stands}::uuid`.execute(
    tx,
  )
  await sql`update distribution.distributor s set state = g.state, decided_at = coalesce(s.decided_at, ${at}) from distribution.distributor g
    where s.id = ${stands}::uuid and g.id = ${gone}::uuid and s.state in ('applied', 'rejected') and g.state in ('approved', 'stopped')`.execute(
    tx,
  )
  await sql`update distribution.distributor set state = 'stopped', reason = '账号已合并', decided_at = ${at}, merged_id = ${stands}::uuid, parent_id = null
    where id = ${gone}::uuid and merged_id is null`.execute(tx)
  for (const table of ['customer', 'visit', 'binding', 'commission', 'withdrawal'])
    await sql`update ${sql.id('distribution', table)} set distributor_id = ${stands}::uuid where distributor_id = ${gone}::uuid`.execute(tx)
  await sql`update distribution.sample_request r set distributor_id = ${stands}::uuid where distributor_id = ${gone}::uuid
    and not exists (select 1 from distribution.sample_request o where o.sample_id = r.sample_id and o.distributor_id = ${stands}::uuid)`.execute(
    tx,
  )
}

/** Nobody is their own customer, also when that comes about by a merge. */
export async function forgetOneself(tx: AnyDb, shopperId: string): Promise<void> {
  for (const table of ['customer', 'visit'])
    await sql`delete from ${sql.id('distribution', table)} c using distribution.distributor d
      where c.shopper_id = ${shopperId}::uuid and d.id = c.distributor_id and d.shopper_id = ${shopperId}::uuid`.execute(tx)
}
