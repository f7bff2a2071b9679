import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

const columns = [
  'id',
  'number',
  'subject',
  'channel',
  'method',
  'state',
  'amount_fen',
  'app_id',
  'merchant_id',
  'payer_id',
  'title',
  'ip',
  'return_url',
  'action',
  'action_until',
  'expires_at',
  'asked',
  'channel_number',
  'paid_at',
  'created_at',
] as const
const live = ['starting', 'open', 'unknown'] as const
/** Can still be paid, as far as we know: alive, or left behind at a channel that does not answer. */
const unsettled = [...live, 'left'] as const

export type Attempt = NonNullable<Awaited<ReturnType<typeof findAttempt>>>

export async function findAttempt(db: Db<PaymentDb>, number: string) {
  return db.selectFrom('payment.attempt').select(columns).where('number', '=', number).executeTakeFirst()
}

export async function attemptById(db: Db<PaymentDb>, id: string): Promise<Attempt> {
  return db.selectFrom('payment.attempt').select(columns).where('id', '=', id).executeTakeFirstOrThrow()
}

export async function attemptOf(db: Db<PaymentDb>, id: string): Promise<Attempt | undefined> {
  return db.selectFrom('payment.attempt').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The one attempt of a subject that may still be paid. */
export async function liveAttempt(db: Db<PaymentDb>, subject: string): Promise<Attempt | undefined> {
  return db.selectFrom('payment.attempt').select(columns).where('subject', '=', subject).where('state', 'in', live).executeTakeFirst()
}

export interface NewAttempt {
  id: string
  number: string
  subject: string
  channel: string
  method: string
  amountFen: number
  appId: string
  merchantId: string
  payerId: string | null
  title: string
  ip: string
  returnUrl: string | null
  expiresAt: Date
  askAt: Date | null
  createdAt: Date
}

export async function insertAttempt(tx: Db<PaymentDb>, attempt: NewAttempt): Promise<Attempt> {
  return tx
    .insertInto('payment.attempt')
    .values({
      id: attempt.id,
      number: attempt.number,
      subject: attempt.subject,
      channel: attempt.channel,
      method: attempt.method,
      state: 'starting',
      amount_fen: attempt.amountFen,
      app_id: attempt.appId,
      merchant_id: attempt.merchantId,
      payer_id: attempt.payerId,
      title: attempt.title,
      ip: attempt.ip,
      return_url: attempt.returnUrl,
      expires_at: attempt.expiresAt,
      ask_at: attempt.askAt,
      created_at: attempt.createdAt,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

/** The channel opened it. False: it was closed or paid in the meantime, and its action must not be given out. */
export async function openAttempt(
  db: Db<PaymentDb>,
  id: string,
  opened: { action: unknown; actionUntil: Date; returnUrl: string | null },
): Promise<boolean> {
  const row = await db
    .updateTable('payment.attempt')
    .set({ state: 'open', action: jsonb(opened.action), action_until: opened.actionUntil, return_url: opened.returnUrl, note: '' })
    .where('id', '=', id)
    .where('state', 'in', live)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** From unsettled to an end without money, or from alive to `unknown`, which is alive. Asks again at `askAt`, when given. */
export async function settleAttempt(
  db: Db<PaymentDb>,
  id: string,
  end: { state: 'closed' | 'failed' | 'unknown'; note: string; askAt?: Date | null },
): Promise<void> {
  await db
    .updateTable('payment.attempt')
    .set({ state: end.state, note: end.note, ...(end.askAt === undefined ? {} : { ask_at: end.askAt }) })
    .where('id', '=', id)
    .where('state', 'in', end.state === 'unknown' ? live : unsettled)
    .execute()
}

/** From alive to left behind: no longer the one attempt of its subject, but asked about until it is known. */
export async function leaveAttempt(db: Db<PaymentDb>, id: string, left: { note: string; askAt: Date }): Promise<void> {
  await db
    .updateTable('payment.attempt')
    .set({ state: 'left', note: left.note, ask_at: left.askAt })
    .where('id', '=', id)
    .where('state', 'in', live)
    .execute()
}

/** From any state but paid to paid; false when it was paid before. Money wins over every other state. */
export async function payAttempt(tx: Db<PaymentDb>, id: string, paid: { at: Date; channelNumber: string | null }): Promise<boolean> {
  const row = await tx
    .updateTable('payment.attempt')
    .set({ state: 'paid', paid_at: paid.at, channel_number: paid.channelNumber, ask_at: null, note: '' })
    .where('id', '=', id)
    .where('state', '<>', 'paid')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The attempts of a subject that are alive after another one was paid: they are to be closed at once. */
export async function askSoon(tx: Db<PaymentDb>, subject: string, now: Date): Promise<void> {
  await tx.updateTable('payment.attempt').set({ ask_at: now }).where('subject', '=', subject).where('state', 'in', unsettled).execute()
}

/** Takes attempts whose time to be asked about has come; until `leaseUntil` nobody else takes them. */
export async function claimAsks(db: Db<PaymentDb>, due: { now: Date; leaseUntil: Date; limit: number }): Promise<Attempt[]> {
  return db
    .updateTable('payment.attempt')
    .set({ ask_at: due.leaseUntil, asked: sql<number>`asked + 1` })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('payment.attempt')
        .select('id')
        .where('ask_at', '<=', due.now)
        .orderBy('ask_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(columns)
    .execute()
}

/** Takes the right to ask about an attempt because somebody waits; false when it was asked about a moment ago. */
export async function takeAsk(db: Db<PaymentDb>, id: string, turn: { now: Date; notAfter: Date }): Promise<boolean> {
  const row = await db
    .updateTable('payment.attempt')
    .set({ asked_at: turn.now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('asked_at', 'is', null), eb('asked_at', '<=', turn.notAfter)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function askAt(db: Db<PaymentDb>, id: string, at: Date | null): Promise<void> {
  await db.updateTable('payment.attempt').set({ ask_at: at }).where('id', '=', id).where('state', '<>', 'paid').execute()
}

/** Takes the turn to refund from a payment; false when its last refund is not long enough ago. */
export async function takeRefundTurn(db: Db<PaymentDb>, attemptId: string, turn: { now: Date; notAfter: Date }): Promise<boolean> {
  const row = await db
    .updateTable('payment.attempt')
    .set({ last_refund_at: turn.now })
    .where('id', '=', attemptId)
    .where((eb) => eb.or([eb('last_refund_at', 'is', null), eb('last_refund_at', '<=', turn.notAfter)]))
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
