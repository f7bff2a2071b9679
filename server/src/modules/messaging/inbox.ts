import { AppError } from '../../kernel/errors.ts'
import type { Messaging } from './context.ts'
import { inboxPage, type InboxRow, markOpened, markRead, unreadOf } from './queries/inbox.ts'

type Kind = 'service' | 'marketing'

const view = ({ readAt, at, ...row }: InboxRow) => ({ ...row, at: at.toISOString(), read: readAt !== null })

export async function inboxOf(
  messaging: Messaging,
  shopperId: string,
  query: { cursor?: string | undefined; limit: number; kind?: Kind | undefined; unread?: boolean | undefined },
) {
  const rows = await inboxPage(messaging.db, {
    shopperId,
    kind: query.kind,
    unread: query.unread ?? false,
    after: isId(query.cursor) ? query.cursor : undefined,
    limit: query.limit + 1,
  })
  const items = rows.slice(0, query.limit)
  return { items: items.map(view), nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}

const isId = (text: string | undefined): boolean => text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export const unread = (messaging: Messaging, shopperId: string) => unreadOf(messaging.db, shopperId)

export async function read(messaging: Messaging, shopperId: string, which: { ids?: string[] | undefined; kind?: Kind | undefined }) {
  await markRead(messaging.db, { shopperId, ...which, now: messaging.now() })
  return unread(messaging, shopperId)
}

export async function open(messaging: Messaging, shopperId: string, id: string) {
  const row = await markOpened(messaging.db, { shopperId, id, now: messaging.now() })
  if (!row) throw new AppError('not_found', 'message_not_found')
  return view(row)
}
