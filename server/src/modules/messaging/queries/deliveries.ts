import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { OutChannel, PushChannel } from '../contract.ts'
import type { MessagingDb } from '../db.ts'
import type { Params } from '../words.ts'

export interface DueDelivery {
  id: string
  noteId: string
  channel: OutChannel
  attempts: number
  shopperId: string
  shopId: string | null
  trigger: string
  kind: 'service' | 'marketing'
  params: Params
  link: string | null
  test: boolean
}

export async function dueDeliveries(db: Db<MessagingDb>, now: Date, limit: number): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    select d.id, d.note_id as "noteId", d.channel, d.attempts, d.shopper_id as "shopperId", n.shop_id as "shopId", n.trigger, n.kind, n.params,
      n.link, n.test
    from messaging.delivery d join messaging.note n on n.id = d.note_id
    where d.state = 'waiting' and d.due_at <= ${now} order by d.due_at, d.id limit ${limit}`.execute(db)
  return rows
}

/** Begins an attempt; false when another process was quicker. */
export async function beginDelivery(
  tx: Db<MessagingDb>,
  of: { id: string; templateRef: string | null; leaseUntil: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('messaging.delivery')
    .set({
      state: 'sending',
      lease_until: of.leaseUntil,
      template_ref: of.templateRef,
      attempts: sql<number>`attempts + 1`,
    })
    .where('id', '=', of.id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Later: nothing was begun, or the attempt came to nothing for now. */
export async function postponeDelivery(
  tx: Db<MessagingDb>,
  of: { id: string; from: 'waiting' | 'sending'; dueAt: Date; reason: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('messaging.delivery')
    .set({ state: 'waiting', lease_until: null, template_ref: null, due_at: of.dueAt, reason: of.reason })
    .where('id', '=', of.id)
    .where('state', '=', of.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function endDelivery(
  tx: Db<MessagingDb>,
  of: {
    id: string
    from: 'waiting' | 'sending'
    to: 'sent' | 'refused' | 'unknown' | 'skipped' | 'dead'
    reason: string
    channelId?: string
    now: Date
  },
): Promise<boolean> {
  const row = await tx
    .updateTable('messaging.delivery')
    .set({
      state: of.to,
      lease_until: null,
      reason: of.reason.slice(0, 300),
      ended_at: of.now,
      ...(of.channelId === undefined ? {} : { channel_id: of.channelId }),
      ...(of.to === 'sent' || of.to === 'unknown' ? {} : { template_ref: null }),
    })
    .where('id', '=', of.id)
    .where('state', '=', of.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Attempts whose process is gone: whether they went out is not known, so they are not made again. */
export async function giveUpLost(db: Db<MessagingDb>, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update messaging.delivery set state = 'unknown', lease_until = null, ended_at = ${now},
    reason = 'interrupted' where state = 'sending' and lease_until < ${now}`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** How the subscribe messages of a note stand. */
export async function pushesOf(db: Db<MessagingDb>, noteId: string): Promise<{ state: string }[]> {
  return db.selectFrom('messaging.delivery').select('state').where('note_id', '=', noteId).where('channel', '!=', 'sms').execute()
}

/** Of a shop (or, for the platform, of none): what was given up or refused waits again. */
export async function retryDelivery(db: Db<MessagingDb>, of: { id: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('messaging.delivery')
    .set({ state: 'waiting', ended_at: null, due_at: of.now, attempts: 0 })
    .where('id', '=', of.id)
    .where('state', 'in', ['dead', 'refused', 'skipped'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deliveryOf(db: Db<MessagingDb>, id: string) {
  return db
    .selectFrom('messaging.delivery as d')
    .innerJoin('messaging.note as n', 'n.id', 'd.note_id')
    .select(['d.id', 'd.state', 'n.shop_id as shopId'])
    .where('d.id', '=', id)
    .executeTakeFirst()
}

interface Allowance {
  shopperId: string
  channel: PushChannel
  templateRef: string
}

const theirs = (of: Allowance) => sql`shopper_id = ${of.shopperId} and channel = ${of.channel} and template_ref = ${of.templateRef}`

/** Takes one of what the person has allowed, if any is left. */
export async function takeAllowance(tx: Db<MessagingDb>, of: Allowance): Promise<boolean> {
  const { numAffectedRows } = await sql`update messaging.quota set used = used + 1
    where ${theirs(of)} and used + voided < given`.execute(tx)
  return numAffectedRows === 1n
}

/** The message was not sent: it is there again. */
export async function returnAllowance(tx: Db<MessagingDb>, of: Allowance): Promise<void> {
  await sql`update messaging.quota set used = used - 1 where ${theirs(of)}`.execute(tx)
}

/** The platform says that nothing is left: what was taken was none, and what is counted beside it neither. */
export async function voidAllowance(tx: Db<MessagingDb>, of: Allowance): Promise<void> {
  await sql`update messaging.quota set used = used - 1, voided = given - (used - 1) where ${theirs(of)}`.execute(tx)
}

/** Notes an answer; false when it was noted before. */
export async function insertConsent(
  tx: Db<MessagingDb>,
  of: Allowance & { requestId: string; result: 'accept' | 'reject' | 'ban' | 'filter'; now: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('messaging.consent')
    .values({
      shopper_id: of.shopperId,
      request_id: of.requestId,
      channel: of.channel,
      template_ref: of.templateRef,
      result: of.result,
      at: of.now,
    })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'request_id', 'template_ref']).doNothing())
    .returning('request_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function addAllowance(tx: Db<MessagingDb>, of: Allowance): Promise<void> {
  await sql`insert into messaging.quota as q (shopper_id, channel, template_ref, given)
    values (${of.shopperId}, ${of.channel}, ${of.templateRef}, 1)
    on conflict (shopper_id, channel, template_ref) do update set given = q.given + 1`.execute(tx)
}
