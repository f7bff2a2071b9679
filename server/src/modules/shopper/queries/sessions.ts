import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShopperDb } from '../db.ts'

export interface NewSession {
  id: string
  tokenHash: Buffer
  shopperId: string
  at: Date
  expiresAt: Date
  ip: string
  userAgent: string
}

export async function insertSession(db: Db<ShopperDb>, session: NewSession): Promise<void> {
  await db
    .insertInto('shopper.session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      shopper_id: session.shopperId,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      ip: session.ip,
      user_agent: session.userAgent,
    })
    .execute()
  await db.updateTable('shopper.shopper').set({ last_seen_at: session.at }).where('id', '=', session.shopperId).execute()
}

export async function sessionByToken(db: Db<ShopperDb>, tokenHash: Buffer, now: Date) {
  return (
    db
      .selectFrom('shopper.session as s')
      .innerJoin('shopper.shopper as own', 'own.id', 's.shopper_id')
      // A session that was opened while its account was merged is one of the account that stays.
      .innerJoin('shopper.shopper as p', (join) => join.on('p.id', '=', sql<string>`coalesce(own.merged_into, own.id)`))
      .select(['p.id as id', 's.id as sessionId', 's.last_seen_at as lastSeenAt'])
      .where('s.token_hash', '=', tokenHash)
      .where('s.expires_at', '>', now)
      .where('p.disabled', '=', false)
      .executeTakeFirst()
  )
}

export async function touchSession(db: Db<ShopperDb>, id: string, now: Date, expiresAt: Date): Promise<void> {
  await db.updateTable('shopper.session').set({ last_seen_at: now, expires_at: expiresAt }).where('id', '=', id).execute()
}

export async function endSession(db: Db<ShopperDb>, shopperId: string, id: string): Promise<void> {
  await db.deleteFrom('shopper.session').where('shopper_id', '=', shopperId).where('id', '=', id).execute()
}

/** Puts a new code in place of the phone's old one, unless one was sent too lately or too many were sent today. */
export async function putCode(
  db: Db<ShopperDb>,
  code: { phone: string; hash: Buffer; now: Date; expiresAt: Date; notBefore: Date; dayStart: Date; perDay: number },
): Promise<boolean> {
  const { rows } = await sql<{ phone: string }>`
    insert into shopper.login_code as c (phone, code_hash, sent_at, expires_at)
    values (${code.phone}, ${code.hash}, ${code.now}, ${code.expiresAt})
    on conflict (phone) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0,
      sent_today = case when c.sent_at >= ${code.dayStart} then c.sent_today + 1 else 1 end
    where c.sent_at <= ${code.notBefore} and (c.sent_at < ${code.dayStart} or c.sent_today < ${code.perDay})
    returning phone`.execute(db)
  return rows.length === 1
}

export async function codeSentAt(db: Db<ShopperDb>, phone: string): Promise<Date | undefined> {
  const row = await db.selectFrom('shopper.login_code').select('sent_at').where('phone', '=', phone).executeTakeFirst()
  return row?.sent_at
}

/** Counts a try at a code and hands it out for comparison; nothing when there is none or it was tried too often. */
export async function tryCode(db: Db<ShopperDb>, phone: string, most: number) {
  return db
    .updateTable('shopper.login_code')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('phone', '=', phone)
    .where('tries', '<', most)
    .returning(['code_hash as hash', 'expires_at as expiresAt'])
    .executeTakeFirst()
}

/** A code works once: true for the one who takes it. It stays for the count of the day. */
export async function useCode(db: Db<ShopperDb>, phone: string, hash: Buffer, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('shopper.login_code')
    .set({ expires_at: now, tries: 1000 })
    .where('phone', '=', phone)
    .where('code_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Whoever counts the attempts of a key does so alone until the transaction ends. */
export async function lockAttempts(tx: Db<ShopperDb>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`shopper.attempt:${key}`}, 0))`.execute(tx)
}

export async function attemptsSince(db: Db<ShopperDb>, key: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('shopper.attempt')
    .select(sql<number>`count(*)`.as('count'))
    .where('key', '=', key)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function noteAttempt(db: Db<ShopperDb>, attempt: { id: string; key: string; at: Date }): Promise<void> {
  await db.insertInto('shopper.attempt').values(attempt).execute()
}

export async function forgetOld(db: Db<ShopperDb>, now: Date, before: Date): Promise<void> {
  await db.deleteFrom('shopper.session').where('expires_at', '<', now).execute()
  await db.deleteFrom('shopper.attempt').where('at', '<', before).execute()
  await db.deleteFrom('shopper.login_code').where('sent_at', '<', before).execute()
}
