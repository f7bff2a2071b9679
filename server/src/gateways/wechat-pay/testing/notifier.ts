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
  originalType: 'transaction' | 'refund' | 'mch_payment'
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

interface State extends NotifierOptions {
  timers: Map<string, NodeJS.Timeout>
}

/** Sends notifications until each is taken or its tries are used up; goes on where it was after a restart. */
export function createNotifier(options: NotifierOptions): Notifier {
  const state: State = { ...options, timers: new Map() }
  for (const notification of state.book.notifications.values()) schedule(state, notification)
  return {
    add: (notice) => add(state, notice),
    send: (id, flaw = {}) => send(state, id, flaw),
    stop: () => state.timers.forEach((timer) => clearTimeout(timer)),
  }
}

function add(state: State, notice: Notice): string {
  const now = state.side.now()
  const id = randomUUID()
  const { delayMs = 0, ...rest } = notice
  const dueAt = new Date(now.getTime() + delayMs).toISOString()
  const notification = { ...rest, id, createdAt: now.toISOString(), attempts: 0, delivered: false, dueAt }
  state.book.saveNotification(notification)
  schedule(state, notification)
  return id
}

function schedule(state: State, notification: BookedNotification): void {
  if (state.mode === 'manual' || !notification.dueAt) return
  const wait = Math.max(0, Date.parse(notification.dueAt) - state.side.now().getTime())
  const timer = setTimeout(() => void attempt(state, notification.id), wait)
  state.timers.set(notification.id, timer)
}

async function attempt(state: State, id: string): Promise<void> {
  state.timers.delete(id)
  const notification = state.book.notifications.get(id)
  if (!notification?.dueAt) return
  const status = await send(state, id, {})
  const taken = status === 200 || status === 204
  const pause = retrySeconds[notification.attempts]
  const dueAt = taken || pause === undefined ? undefined : new Date(state.side.now().getTime() + pause * 1000 * state.factor).toISOString()
  const next = { ...notification, attempts: notification.attempts + 1, delivered: taken, dueAt }
  state.book.saveNotification(next)
  schedule(state, next)
}

async function send({ book, side }: State, id: string, flaw: Flaw & { apiV3Key?: string }): Promise<number> {
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

function wire(notification: BookedNotification, apiV3Key: string): Record<string, unknown> {
  const sealed = seal(JSON.stringify(notification.resource), apiV3Key, notification.originalType)
  return {
    id: `EV-${notification.id.replaceAll('-', '')}`.slice(0, 36),
    create_time: notification.createdAt,
    resource_type: 'encrypt-resource',
    event_type: notification.eventType,
    summary: { transaction: '支付成功', refund: '退款通知', mch_payment: '商家转账单据终态通知' }[notification.originalType],
    resource: { original_type: notification.originalType, ...sealed },
  }
}
