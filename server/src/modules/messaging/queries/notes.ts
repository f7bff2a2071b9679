import { type RawBuilder, sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { OutChannel } from '../contract.ts'
import type { MessagingDb } from '../db.ts'
import type { Params } from '../words.ts'

type Held = 'muted' | 'declined' | 'capped'

export interface NewNote {
  id: string
  key: string
  trigger: string
  kind: 'service' | 'marketing'
  shopId: string | null
  shopperId: string
  params: Params
  link: string | null
  held: Held | null
  test: boolean
  at: Date
}

/** By which ways a note is told: in the app, and what is to go out. */
export interface Ways {
  inbox: { title: string; text: string; readAt: Date | null } | null
  out: readonly { id: string; channel: OutChannel; dueAt: Date }[]
}

const writing = (note: NewNote) => sql`
  insert into messaging.note (id, key, trigger, kind, shop_id, shopper_id, params, link, held, test, created_at)
  values (${note.id}, ${note.key}, ${note.trigger}, ${note.kind}, ${note.shopId}, ${note.shopperId}, ${jsonb(note.params)}, ${note.link},
    ${note.held}, ${note.test}, ${note.at})
  on conflict (key) do nothing returning *`

/** `which`: gives the row of the note, or none. */
async function write(db: Db<MessagingDb>, which: RawBuilder<unknown>, { inbox, out }: Ways): Promise<void> {
  await sql`
    with told as (${which}), shown as (
      insert into messaging.inbox (id, shopper_id, shop_id, kind, trigger, title, text, link, at, read_at)
      select id, shopper_id, shop_id, kind, trigger, ${inbox?.title ?? ''}::text, ${inbox?.text ?? ''}::text, link, created_at, ${inbox?.readAt ?? null}::timestamptz
      from told where ${inbox !== null}::bool
    )
    insert into messaging.delivery (id, note_id, shopper_id, channel, state, due_at)
    select way.id, told.id, told.shopper_id, way.channel, 'waiting', way.due_at
    from told, unnest(${out.map(({ id }) => id)}::uuid[], ${out.map(({ channel }) => channel)}::text[], ${out.map(({ dueAt }) => dueAt)}::timestamptz[])
      as way (id, channel, due_at)`.execute(db)
}

/** A note with all its ways, by one statement; nothing if it was told before. */
export const writeNote = (db: Db<MessagingDb>, note: NewNote, ways: Ways): Promise<void> => write(db, writing(note), ways)

/** The ways of a note that is there. */
export const writeWays = (tx: Db<MessagingDb>, noteId: string, ways: Ways): Promise<void> =>
  write(tx, sql`select * from messaging.note where id = ${noteId}`, ways)

/** The note alone. False: it was told before. */
export async function insertNote(tx: Db<MessagingDb>, note: NewNote): Promise<boolean> {
  const { rows } = await writing(note).execute(tx)
  return rows.length > 0
}

export async function holdNote(tx: Db<MessagingDb>, id: string, held: Held): Promise<void> {
  await tx.updateTable('messaging.note').set({ held }).where('id', '=', id).execute()
}

/** Counts one more of a day; false when there are as many as may be. */
export async function countOne(
  tx: Db<MessagingDb>,
  of: { shopperId: string; shopKey: string; day: string; what: string; most: number },
): Promise<boolean> {
  if (of.most < 1) return false
  const { rows } = await sql`
    insert into messaging.cap as c (shopper_id, shop_key, day, what, used, most)
    values (${of.shopperId}, ${of.shopKey}, ${of.day}, ${of.what}, 1, ${of.most})
    on conflict (shopper_id, shop_key, day, what) do update set used = c.used + 1, most = excluded.most where c.used < excluded.most
    returning used`.execute(tx)
  return rows.length > 0
}

/** Notes that are older than they are kept, with all that came of them. */
export async function forgetBefore(db: Db<MessagingDb>, at: Date, day: string): Promise<void> {
  await db.deleteFrom('messaging.note').where('created_at', '<', at).execute()
  await db.deleteFrom('messaging.plan').where('done_at', '<', at).execute()
  await sql`delete from messaging.cap where day < ${day}`.execute(db)
}

export interface LogQuery {
  /** Null: everything of the mall. */
  shopId: string
  /** Also what is of no shop. */
  platform: boolean
  shopperIds?: readonly string[] | undefined
  trigger?: string | undefined
  state?: string | undefined
  page: number
  pageSize: number
}

const ofShop = (query: Pick<LogQuery, 'shopId' | 'platform'>) =>
  query.platform ? sql`(n.shop_id = ${query.shopId} or n.shop_id is null)` : sql`n.shop_id = ${query.shopId}`

export interface LogRow {
  id: string
  at: Date
  trigger: string
  kind: 'service' | 'marketing'
  shopperId: string
  test: boolean
  held: Held | null
  title: string | null
  text: string | null
  read: boolean
  opened: boolean
}

export async function logPage(db: Db<MessagingDb>, query: LogQuery): Promise<{ items: LogRow[]; total: number; dead: number }> {
  const which = sql`${ofShop(query)}
    ${query.shopperIds ? sql`and n.shopper_id = any(${[...query.shopperIds]}::uuid[])` : sql``}
    ${query.trigger ? sql`and n.trigger = ${query.trigger}` : sql``}
    ${query.state ? sql`and exists (select 1 from messaging.delivery d where d.note_id = n.id and d.state = ${query.state})` : sql``}`
  const { rows: items } = await sql<LogRow>`
    select n.id, n.created_at as at, n.trigger, n.kind, n.shopper_id as "shopperId", n.test, n.held, i.title, i.text,
      i.read_at is not null as read, i.opened_at is not null as opened
    from messaging.note n left join messaging.inbox i on i.id = n.id where ${which}
    order by n.created_at desc, n.id desc limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from messaging.note n where ${which}`.execute(db)
  const { rows: dead } = await sql<{ dead: number }>`
    select count(*)::int as dead from messaging.delivery d join messaging.note n on n.id = d.note_id
    where d.state = 'dead' and ${ofShop(query)}`.execute(db)
  return { items, total: rows[0]?.total ?? 0, dead: dead[0]?.dead ?? 0 }
}

export async function deliveriesOf(db: Db<MessagingDb>, noteIds: readonly string[]) {
  if (noteIds.length === 0) return []
  return db
    .selectFrom('messaging.delivery')
    .select(['id', 'note_id as noteId', 'channel', 'state', 'reason', 'attempts', 'due_at as dueAt', 'ended_at as endedAt'])
    .where('note_id', 'in', [...noteIds])
    .orderBy('channel')
    .execute()
}

export interface Numbers {
  trigger: string
  channel: string
  told: number
  sent: number
  refused: number
  skipped: number
  read: number
  clicked: number
}

/** What came of each template of a shop since then; tests are not counted. */
export async function numbersSince(db: Db<MessagingDb>, of: { shopId: string; platform: boolean; since: Date }): Promise<Numbers[]> {
  const { rows } = await sql<Numbers>`
    select n.trigger, 'inbox' as channel, count(*)::int as told, count(*)::int as sent, 0 as refused, 0 as skipped,
      count(i.read_at)::int as read, count(i.opened_at)::int as clicked
    from messaging.note n join messaging.inbox i on i.id = n.id where ${ofShop(of)} and n.created_at >= ${of.since} and not n.test group by 1
    union all
    select n.trigger, d.channel, count(*)::int, (count(*) filter (where d.state = 'sent'))::int,
      (count(*) filter (where d.state in ('refused', 'unknown', 'dead')))::int, (count(*) filter (where d.state = 'skipped'))::int, 0, 0
    from messaging.note n join messaging.delivery d on d.note_id = n.id where ${ofShop(of)} and n.created_at >= ${of.since} and not n.test
    group by 1, 2`.execute(db)
  return rows
}
