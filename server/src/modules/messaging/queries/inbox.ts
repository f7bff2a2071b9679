import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { MessagingDb } from '../db.ts'

export interface InboxRow {
  id: string
  kind: 'service' | 'marketing'
  trigger: string
  title: string
  text: string
  link: string | null
  shopId: string | null
  at: Date
  readAt: Date | null
}

const columns = ['id', 'kind', 'trigger', 'title', 'text', 'link', 'shop_id as shopId', 'at', 'read_at as readAt'] as const

export async function inboxPage(
  db: Db<MessagingDb>,
  of: { shopperId: string; kind?: 'service' | 'marketing' | undefined; unread: boolean; after?: string | undefined; limit: number },
): Promise<InboxRow[]> {
  let query = db.selectFrom('messaging.inbox').select(columns).where('shopper_id', '=', of.shopperId)
  if (of.kind) query = query.where('kind', '=', of.kind)
  if (of.unread) query = query.where('read_at', 'is', null)
  if (of.after)
    query = query.where(
      sql<boolean>`(at, id) < (select at, id from messaging.inbox where id = ${of.after} and shopper_id = ${of.shopperId})`,
    )
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(of.limit).execute()
}

export async function unreadOf(db: Db<MessagingDb>, shopperId: string): Promise<{ service: number; marketing: number }> {
  const { rows } = await sql<{ service: number; marketing: number }>`
    select (count(*) filter (where kind = 'service'))::int as service, (count(*) filter (where kind = 'marketing'))::int as marketing
    from messaging.inbox where shopper_id = ${shopperId} and read_at is null`.execute(db)
  return rows[0] ?? { service: 0, marketing: 0 }
}

export async function markRead(
  db: Db<MessagingDb>,
  of: { shopperId: string; ids?: readonly string[] | undefined; kind?: 'service' | 'marketing' | undefined; now: Date },
): Promise<void> {
  let query = db.updateTable('messaging.inbox').set({ read_at: of.now }).where('shopper_id', '=', of.shopperId).where('read_at', 'is', null)
  if (of.ids) query = query.where('id', 'in', [...of.ids])
  if (of.kind) query = query.where('kind', '=', of.kind)
  await query.execute()
}

export async function markOpened(db: Db<MessagingDb>, of: { shopperId: string; id: string; now: Date }): Promise<InboxRow | undefined> {
  return db
    .updateTable('messaging.inbox')
    .set({ read_at: sql<Date>`coalesce(read_at, ${of.now})`, opened_at: sql<Date>`coalesce(opened_at, ${of.now})` })
    .where('id', '=', of.id)
    .where('shopper_id', '=', of.shopperId)
    .returning(columns)
    .executeTakeFirst()
}
