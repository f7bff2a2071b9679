import { randomUUID } from 'node:crypto'
import type { Book, BookedNotification } from './book.ts'
import { type Flaw, type PlatformSide, seal, signedHeaders } from './protocol.ts'

/** Seconds between the tries of one notification, as the platform documents them: 24 h 4 min in all. */
export const retrySeconds = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600] as const

export interface NotifierOptions {
  side: PlatformSide
  book: Book
  /** Multiplies the pauses between tries: 1 is the real schedule. */
  factor: number
  /** `manual`: nothing is sent until a test says so. */
  mode: 'scheduled' | 'manual'
}

export interface Notice {
  url: string
  eventType: string
  originalType: 'transaction' | 'refund'
  resource: Record<string, unknown>
  /** Before the first try. */
  delayMs?: number
}

export interface Notifier {
  /** Keeps the notification and, when scheduled, sends it until it is taken. Returns its id. */
  add: (notice: Notice) => string
  /** One try, now. Gives the HTTP status, or 0 when nobody answered. */
  send: (id: string, flaw?: Flaw & { apiV3Key?: string }) => Promise<number>
  stop: () => void
}

/** Sends notifications until each is taken or its tries are used up; goes on where it was after a restart. */
export function createNotifier(options: NotifierOptions): Notifier {
  const timers = new Map<string, NodeJS.Timeout>()
  const { book, side } = options

  const schedule = (notification: BookedNotification): void => {
    if (options.mode === 'manual' || !notification.dueAt) return
    const wait = Math.max(0, Date.parse(notification.dueAt) - side.now().getTime())
    timers.set(
      notification.id,
      setTimeout(() => void attempt(notification.id), wait),
    )
  }

  const attempt = async (id: string): Promise<void> => {
    timers.delete(id)
    const notification = book.notifications.get(id)
    if (!notification?.dueAt) return
    const status = await send(id)
    const taken = status === 200 || status === 204
    const pause = retrySeconds[notification.attempts]
    const dueAt = taken || pause === undefined ? undefined : new Date(side.now().getTime() + pause * 1000 * options.factor).toISOString()
    const next = { ...notification, attempts: notification.attempts + 1, delivered: taken, dueAt }
    book.saveNotification(next)
    schedule(next)
  }

  const send = async (id: string, flaw: Flaw & { apiV3Key?: string } = {}): Promise<number> => {
    const notification = book.notifications.get(id)
    if (!notification) throw new Error(`no notification ${id}`)
    const body = JSON.stringify(wire(notification, flaw.apiV3Key ?? side.keys.apiV3Key))
    try {
      const response = await fetch(notification.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0', ...signedHeaders(side, body, { flaw }) },
        body,
        signal: AbortSignal.timeout(5000),
      })
      await response.arrayBuffer()
      return response.status
    } catch {
      // The merchant cannot be reached: a try like any other, the schedule goes on.
      return 0
    }
  }

  for (const notification of book.notifications.values()) schedule(notification)
  return {
    add: (notice) => {
      const now = side.now()
      const id = randomUUID()
      const { delayMs = 0, ...rest } = notice
      const notification = {
        ...rest,
        id,
        createdAt: now.toISOString(),
        attempts: 0,
        delivered: false,
        dueAt: new Date(now.getTime() + delayMs).toISOString(),
      }
      book.saveNotification(notification)
      schedule(notification)
      return id
    },
    send,
    stop: () => timers.forEach((timer) => clearTimeout(timer)),
  }
}

function wire(notification: BookedNotification, apiV3Key: string): Record<string, unknown> {
  const sealed = seal(JSON.stringify(notification.resource), apiV3Key, notification.originalType)
  return {
    id: `EV-${notification.id.replaceAll('-', '')}`.slice(0, 36),
    create_time: notification.createdAt,
    resource_type: 'encrypt-resource',
    event_type: notification.eventType,
    summary: notification.originalType === 'transaction' ? '支付成功' : '退款通知',
    resource: { original_type: notification.originalType, ...sealed },
  }
}
