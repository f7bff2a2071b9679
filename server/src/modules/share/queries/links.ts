import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShareDb } from '../db.ts'

interface What {
  shopperId: string
  kind: string
  targetId: string | null
  joinId: string | null
}
export interface Link {
  id: string
  code: string
  sharerId: string
  kind: string
  targetId: string | null
  joinId: string | null
  depth: number
}
const columns = sql`id, code, sharer_id as "sharerId", kind, target_id as "targetId", join_id as "joinId", depth`

export async function linkOf(db: Db<ShareDb>, { shopperId, kind, targetId, joinId }: What): Promise<Link | undefined> {
  const { rows } = await sql<Link>`select ${columns} from share.link where sharer_id = ${shopperId} and kind = ${kind}
    and target_id is not distinct from ${targetId}::uuid and join_id is not distinct from ${joinId}::uuid and not old`.execute(db)
  return rows[0]
}

export async function linkByCode(db: Db<ShareDb>, code: string): Promise<Link | undefined> {
  const { rows } = await sql<Link>`select ${columns} from share.link
    where code = ${code} or id = (select link_id from share.alias where code = ${code}) order by link.code = ${code} desc limit 1`.execute(
    db,
  )
  return rows[0]
}

/** Nothing when the shopper has one of it already, or the code is taken. */
export async function insertLink(
  db: Db<ShareDb>,
  link: What & { id: string; code: string; title: string; parent: { id: string; depth: number } | undefined; now: Date },
): Promise<void> {
  await db
    .insertInto('share.link')
    .values({
      id: link.id,
      code: link.code,
      sharer_id: link.shopperId,
      kind: link.kind,
      target_id: link.targetId,
      join_id: link.joinId,
      title: link.title,
      parent_id: link.parent?.id ?? null,
      depth: link.parent ? link.parent.depth + 1 : 0,
      created_at: link.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Nothing when the code is taken. */
export async function insertAlias(db: Db<ShareDb>, { code, linkId }: { code: string; linkId: string }): Promise<void> {
  await sql`insert into share.alias (code, link_id) select ${code}, ${linkId}
    where not exists (select from share.link where code = ${code}) on conflict do nothing`.execute(db)
}

/** The share by which this shopper came to the same thing last. */
export async function parentOf(db: Db<ShareDb>, { shopperId, kind, targetId }: What): Promise<{ id: string; depth: number } | undefined> {
  const { rows } = await sql<{ id: string; depth: number }>`
    select l.id, l.depth from share.touch t join share.link l on l.id = t.link_id
    where t.shopper_id = ${shopperId} and l.kind = ${kind} and l.target_id is not distinct from ${targetId}::uuid
    order by t.at desc limit 1`.execute(db)
  return rows[0]
}

/** Two accounts are one: where both pass on the same thing, links of the one go on and count for the other. */
export async function ageLinks(tx: Db<ShareDb>, { from, into }: { from: string; into: string }): Promise<void> {
  await sql`update share.link t set old = true where t.sharer_id = ${from} and not t.old and exists (
    select from share.link o where o.sharer_id = ${into} and not o.old and o.kind = t.kind
      and o.target_id is not distinct from t.target_id and o.join_id is not distinct from t.join_id)`.execute(tx)
}

/** What this shopper came to by their own shares, since two accounts are one. */
export async function dropOwnTouches(tx: Db<ShareDb>, shopperId: string): Promise<void> {
  await sql`delete from share.touch t using share.link l where l.id = t.link_id and l.sharer_id = t.shopper_id and t.shopper_id = ${shopperId}`.execute(
    tx,
  )
}

export async function linksSince(db: Db<ShareDb>, sharerId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from share.link where sharer_id = ${sharerId} and created_at >= ${since}`.execute(db)
  return rows[0]?.count ?? 0
}

interface MineRow {
  id: string
  code: string
  kind: string
  targetId: string | null
  joinId: string | null
  title: string
  visits: number
  came: number
  joined: number
  createdAt: Date
}
/** What somebody passed on, the latest first; ids are in order of time. */
export async function linksOf(db: Db<ShareDb>, of: { sharerId: string; before: string | null; limit: number }): Promise<MineRow[]> {
  const { rows } = await sql<MineRow>`
    select id, code, kind, target_id as "targetId", join_id as "joinId", title, visits, created_at as "createdAt",
      (select count(*) from share.touch t where t.link_id = l.id)::int as came,
      (select count(*) from share.touch t where t.link_id = l.id and t.joined)::int as joined
    from share.link l where sharer_id = ${of.sharerId} and (${of.before}::uuid is null or id < ${of.before}::uuid)
    order by id desc limit ${of.limit}`.execute(db)
  return rows
}
