import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

export interface NewAlarm {
  id: string
  kind: string
  number: string
  text: string
  subject: string | null
  detail: unknown
  /** Alarms with the same are one alarm that is counted. */
  sameness: string
  now: Date
}

export async function raiseAlarm(db: Db<PaymentDb>, alarm: NewAlarm): Promise<void> {
  await db
    .insertInto('payment.alarm')
    .values({
      id: alarm.id,
      kind: alarm.kind,
      number: alarm.number,
      text: alarm.text,
      subject: alarm.subject,
      detail: jsonb(alarm.detail),
      sameness: alarm.sameness,
      at: alarm.now,
      last_at: alarm.now,
    })
    .onConflict((conflict) => conflict.column('sameness').doUpdateSet({ times: sql<number>`payment.alarm.times + 1`, last_at: alarm.now }))
    .execute()
}

/** Alarms about payments in which this shop has a part, and those about no payment of ours; newest first. */
export async function listAlarms(db: Db<PaymentDb>, shopId: string) {
  return db
    .selectFrom('payment.alarm as a')
    .leftJoin('payment.intent as i', 'i.subject', 'a.subject')
    .select(['a.id', 'a.last_at as at', 'a.kind', 'a.number', 'a.text', 'a.times'])
    .where((eb) => eb.or([eb('a.subject', 'is', null), eb(sql<string>`${shopId}::uuid`, '=', eb.fn.any('i.shop_ids'))]))
    .orderBy('a.last_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(200)
    .execute()
}

export interface NewNotification {
  id: string
  channel: string
  channelId: string
  kind: string
  number: string
  outcome: 'booked' | 'repeated' | 'refused'
  now: Date
}

export async function recordNotification(db: Db<PaymentDb>, notification: NewNotification): Promise<void> {
  await db
    .insertInto('payment.notification')
    .values({
      id: notification.id,
      channel: notification.channel,
      channel_id: notification.channelId,
      kind: notification.kind,
      number: notification.number,
      outcome: notification.outcome,
      at: notification.now,
    })
    .execute()
}

/** Payments of these subjects with all that belongs to them; those of one shop with its own refunds only, when given. */
export async function paymentsOf(db: Db<PaymentDb>, subjects: readonly string[], shopId: string | null) {
  const intents = await db
    .selectFrom('payment.intent')
    .select(['subject', 'state', 'amount_fen', 'wallet_fen', 'on_delivery', 'paid_at'])
    .where('subject', '=', sql<string>`any(${subjects}::uuid[])`)
    .$if(shopId !== null, (query) => query.where(sql<boolean>`${shopId}::uuid = any(shop_ids)`))
    .orderBy('created_at')
    .execute()
  const found = intents.map(({ subject }) => subject)
  const [attempts, refunds] = await Promise.all([
    db
      .selectFrom('payment.attempt')
      .select(['subject', 'id', 'number', 'method', 'state', 'amount_fen', 'channel_number', 'created_at', 'paid_at', 'note'])
      .where('subject', '=', sql<string>`any(${found}::uuid[])`)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('payment.refund')
      .select([
        'subject',
        'id',
        'number',
        'order_id',
        'cause',
        'amount_fen',
        'wallet_fen',
        'reason',
        'state',
        'tries',
        'created_at',
        'done_at',
        'abnormal_at',
        'note',
      ])
      .where('subject', '=', sql<string>`any(${found}::uuid[])`)
      .$if(shopId !== null, (query) => query.where((eb) => eb.or([eb('shop_id', 'is', null), eb('shop_id', '=', shopId)])))
      .orderBy('created_at')
      .execute(),
  ])
  return { intents, attempts, refunds }
}
