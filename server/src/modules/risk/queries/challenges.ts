import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { RiskDb } from '../db.ts'

export async function insertChallenge(
  db: Db<RiskDb>,
  one: { id: string; subject: string; kept: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('risk.challenge')
    .values({ id: one.id, subject: one.subject, kept: one.kept, created_at: one.createdAt, expires_at: one.expiresAt })
    .execute()
}

/** One try of the five there are; undefined: over. */
export async function takeTry(db: Db<RiskDb>, one: { id: string; subject: string; now: Date }): Promise<string | undefined> {
  const row = await db
    .updateTable('risk.challenge')
    .set({ tries: sql<number>`tries + 1` })
    .where('id', '=', one.id)
    .where('subject', '=', one.subject)
    .where('expires_at', '>', one.now)
    .where('pass_hash', 'is', null)
    .where('tries', '<', 5)
    .returning('kept')
    .executeTakeFirst()
  return row?.kept
}

export async function passChallenge(db: Db<RiskDb>, one: { id: string; hash: Buffer; expiresAt: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('risk.challenge')
    .set({ pass_hash: one.hash, expires_at: one.expiresAt })
    .where('id', '=', one.id)
    .where('pass_hash', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** One of the uses of a pass, by whom it was given to. */
export async function takeUse(db: Db<RiskDb>, one: { hash: Buffer; subject: string; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('risk.challenge')
    .set({ uses: sql<number>`uses + 1` })
    .where('pass_hash', '=', one.hash)
    .where('subject', '=', one.subject)
    .where('expires_at', '>', one.now)
    .where('uses', '<', 3)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function forgetChallenges(db: Db<RiskDb>, before: Date): Promise<void> {
  await db.deleteFrom('risk.challenge').where('expires_at', '<', before).execute()
}
