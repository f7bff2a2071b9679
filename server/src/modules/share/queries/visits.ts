import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { Violation } from '../../../kernel/doctor.ts'
import type { ShareDb } from '../db.ts'

/** Once for each visitor; again only when they opened it last is noted. */
export async function countVisit(tx: Db<ShareDb>, { linkId, visitor, now }: { linkId: string; visitor: Buffer; now: Date }): Promise<void> {
  const { rows } = await sql<{ fresh: boolean }>`
    insert into share.visit as v (link_id, visitor, first_at, at) values (${linkId}, ${visitor}, ${now}, ${now})
    on conflict (link_id, visitor) do update set at = greatest(v.at, excluded.at) returning (xmax = 0) as fresh`.execute(tx)
  if (rows[0]?.fresh)
    await tx
      .updateTable('share.link')
      .set((eb) => ({ visits: eb('visits', '+', 1) }))
      .where('id', '=', linkId)
      .execute()
}

export async function noteReach(
  db: Db<ShareDb>,
  { kind, campaignId, visitor, now }: { kind: string; campaignId: string; visitor: Buffer; now: Date },
): Promise<void> {
  await db
    .insertInto('share.reach')
    .values({ kind, campaign_id: campaignId, visitor, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** All that this visitor opened since then, but their own, is what the shopper came by. */
export async function bindVisits(
  db: Db<ShareDb>,
  { shopperId, visitor, createdAt, since }: { shopperId: string; visitor: Buffer; createdAt: Date; since: Date },
): Promise<void> {
  await sql`
    insert into share.touch as t (shopper_id, link_id, first_at, at, joined)
    select ${shopperId}, v.link_id, v.first_at, v.at, v.first_at <= ${createdAt} from share.visit v join share.link l on l.id = v.link_id
    where v.visitor = ${visitor} and v.at >= ${since} and l.sharer_id <> ${shopperId}
    on conflict (shopper_id, link_id) do update set at = greatest(t.at, excluded.at)`.execute(db)
}

export async function noteDevice(
  db: Db<ShareDb>,
  { shopperId, visitor, address, now }: { shopperId: string; visitor: Buffer; address: Buffer; now: Date },
): Promise<void> {
  await sql`insert into share.device as d (shopper_id, visitor, address, at) values (${shopperId}, ${visitor}, ${address}, ${now})
    on conflict (shopper_id, visitor, address) do update set at = excluded.at`.execute(db)
}

export async function forgetDevices(db: Db<ShareDb>, before: Date): Promise<void> {
  await db.deleteFrom('share.device').where('at', '<', before).execute()
}

interface Reach {
  campaignId: string
  visitors: number
  shares: number
  sharedVisits: number
}
export async function reachOf(db: Db<ShareDb>, { kind, campaignIds }: { kind: string; campaignIds: readonly string[] }): Promise<Reach[]> {
  const { rows } = await sql<Reach>`
    select c.id as "campaignId",
      (select count(*) from share.reach r where r.kind = ${kind} and r.campaign_id = c.id)::int as visitors,
      coalesce(l.shares, 0) as shares, coalesce(l.visits, 0) as "sharedVisits"
    from unnest(${campaignIds}::uuid[]) as c (id)
    left join lateral (select count(*)::int as shares, sum(visits)::int as visits from share.link
      where kind = ${kind} and target_id = c.id) l on true`.execute(db)
  return rows
}

export async function cameByShare(
  db: Db<ShareDb>,
  { kind, campaignId, shopperIds }: { kind: string; campaignId: string; shopperIds: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct t.shopper_id as id from share.touch t join share.link l on l.id = t.link_id
    where l.kind = ${kind} and l.target_id = ${campaignId} and t.shopper_id = any(${shopperIds}::uuid[])`.execute(db)
  return rows.map((row) => row.id)
}

/** Shares that count other visitors than there were. */
export async function visitsOff(db: Db<ShareDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select l.id::text as id, format('counts %s visitors, there were %s', l.visits, count(v.visitor)) as text
    from share.link l left join share.visit v on v.link_id = l.id group by l.id having l.visits <> count(v.visitor)`.execute(db)
  return rows
}

/** Shares that their sharer came by, or that are not one step after the one they came by. */
export async function chainsOff(db: Db<ShareDb>): Promise<Violation[]> {
  const { rows } = await sql<Violation>`
    select l.id::text as id, format('depth %s below depth %s', l.depth, p.depth) as text
    from share.link l left join share.link p on p.id = l.parent_id
    where l.depth <> coalesce(p.depth + 1, 0)
    union all
    select l.id::text, format('its own sharer %s came by it', l.sharer_id) from share.touch t join share.link l on l.id = t.link_id
    where t.shopper_id = l.sharer_id`.execute(db)
  return rows
}
