import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { StaffDb } from './db.ts'

type Role = StaffDb['staff.membership']['role']

export async function accountByName(db: Db<StaffDb>, account: string) {
  return db
    .selectFrom('staff.account')
    .select(['id', 'account', 'name', 'password_hash as passwordHash', 'disabled'])
    .where('account', '=', account)
    .executeTakeFirst()
}

export async function accountById(db: Db<StaffDb>, id: string) {
  return db
    .selectFrom('staff.account')
    .select(['id', 'account', 'name', 'password_hash as passwordHash', 'disabled'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Nothing when the account name is taken. */
export async function insertAccount(
  db: Db<StaffDb>,
  account: { id: string; account: string; name: string; passwordHash: string },
): Promise<boolean> {
  const row = await db
    .insertInto('staff.account')
    .values({ id: account.id, account: account.account, name: account.name, password_hash: account.passwordHash })
    .onConflict((conflict) => conflict.column('account').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setPassword(db: Db<StaffDb>, id: string, passwordHash: string): Promise<void> {
  await db.updateTable('staff.account').set({ password_hash: passwordHash }).where('id', '=', id).execute()
}

export async function renameAccount(db: Db<StaffDb>, id: string, name: string): Promise<void> {
  await db.updateTable('staff.account').set({ name }).where('id', '=', id).execute()
}

export async function noteLogin(db: Db<StaffDb>, id: string, at: Date): Promise<void> {
  await db.updateTable('staff.account').set({ last_login_at: at }).where('id', '=', id).execute()
}

export async function putMembership(db: Db<StaffDb>, member: { shopId: string; accountId: string; role: Role }): Promise<void> {
  await db
    .insertInto('staff.membership')
    .values({ shop_id: member.shopId, account_id: member.accountId, role: member.role })
    .onConflict((conflict) => conflict.columns(['shop_id', 'account_id']).doUpdateSet({ role: member.role, disabled: false }))
    .execute()
}

/** Shops where this person is not disabled. */
export async function membershipsOf(db: Db<StaffDb>, accountId: string) {
  return db
    .selectFrom('staff.membership')
    .select(['shop_id as shopId', 'role'])
    .where('account_id', '=', accountId)
    .where('disabled', '=', false)
    .orderBy('created_at')
    .orderBy('shop_id')
    .execute()
}

const memberColumns = [
  'a.id as id',
  'a.account as account',
  'a.name as name',
  'm.role as role',
  sql<boolean>`m.disabled or a.disabled`.as('disabled'),
  'a.last_login_at as lastLoginAt',
  'm.created_at as createdAt',
] as const

export async function memberPage(db: Db<StaffDb>, shopId: string, page: { limit: number; offset: number }) {
  const members = db
    .selectFrom('staff.membership as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .where('m.shop_id', '=', shopId)
  const items = await members.select(memberColumns).orderBy('m.created_at').orderBy('a.id').limit(page.limit).offset(page.offset).execute()
  const { total } = await members.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { items, total }
}

export async function member(db: Db<StaffDb>, shopId: string, accountId: string) {
  return db
    .selectFrom('staff.membership as m')
    .innerJoin('staff.account as a', 'a.id', 'm.account_id')
    .select(memberColumns)
    .where('m.shop_id', '=', shopId)
    .where('m.account_id', '=', accountId)
    .executeTakeFirst()
}

/** Locks the owners of a shop, so that two of them cannot demote each other at the same moment. */
export async function lockOwners(db: Db<StaffDb>, shopId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staff.membership')
    .select('account_id')
    .where('shop_id', '=', shopId)
    .where('role', '=', 'owner')
    .where('disabled', '=', false)
    .orderBy('account_id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.account_id)
}

export async function setMembership(
  db: Db<StaffDb>,
  key: { shopId: string; accountId: string },
  set: { role?: Role; disabled?: boolean },
): Promise<void> {
  await db.updateTable('staff.membership').set(set).where('shop_id', '=', key.shopId).where('account_id', '=', key.accountId).execute()
}

export interface NewSession {
  id: string
  tokenHash: Buffer
  accountId: string
  shopId: string
  at: Date
  expiresAt: Date
  ip: string
  userAgent: string
}

export async function insertSession(db: Db<StaffDb>, session: NewSession): Promise<void> {
  await db
    .insertInto('staff.session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      shop_id: session.shopId,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      ip: session.ip,
      user_agent: session.userAgent,
    })
    .execute()
}

/** Who holds a token, with the role in the session's shop; nobody when anything of it ended. */
export async function sessionByToken(db: Db<StaffDb>, tokenHash: Buffer, now: Date) {
  return db
    .selectFrom('staff.session as s')
    .innerJoin('staff.account as a', 'a.id', 's.account_id')
    .innerJoin('staff.membership as m', (join) => join.onRef('m.account_id', '=', 's.account_id').onRef('m.shop_id', '=', 's.shop_id'))
    .select(['a.id as id', 'a.name as name', 's.id as sessionId', 's.shop_id as shopId', 'm.role as role', 's.last_seen_at as lastSeenAt'])
    .where('s.token_hash', '=', tokenHash)
    .where('s.expires_at', '>', now)
    .where('a.disabled', '=', false)
    .where('m.disabled', '=', false)
    .executeTakeFirst()
}

export async function touchSession(db: Db<StaffDb>, id: string, now: Date, expiresAt: Date): Promise<void> {
  await db.updateTable('staff.session').set({ last_seen_at: now, expires_at: expiresAt }).where('id', '=', id).execute()
}

export async function setSessionShop(db: Db<StaffDb>, id: string, shopId: string): Promise<void> {
  await db.updateTable('staff.session').set({ shop_id: shopId }).where('id', '=', id).execute()
}

export async function sessionsOf(db: Db<StaffDb>, accountId: string, now: Date) {
  return db
    .selectFrom('staff.session')
    .select(['id', 'created_at as createdAt', 'last_seen_at as lastSeenAt', 'ip', 'user_agent as userAgent'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .limit(100)
    .execute()
}

/** Ends sessions of one person; all, all but one, one, or those in one shop. Returns the ids. */
export async function endSessions(
  db: Db<StaffDb>,
  which: { accountId: string; only?: string; except?: string; shopId?: string },
): Promise<string[]> {
  let query = db.deleteFrom('staff.session').where('account_id', '=', which.accountId)
  if (which.only) query = query.where('id', '=', which.only)
  if (which.except) query = query.where('id', '<>', which.except)
  if (which.shopId) query = query.where('shop_id', '=', which.shopId)
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}

export async function forgetOld(db: Db<StaffDb>, now: Date, failedBefore: Date): Promise<void> {
  await db.deleteFrom('staff.session').where('expires_at', '<', now).execute()
  await db.deleteFrom('staff.failed_login').where('at', '<', failedBefore).execute()
}

/** Whoever counts the failures of a key does so alone until the transaction ends. */
export async function lockFailures(tx: Db<StaffDb>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`staff.failed_login:${key}`}, 0))`.execute(tx)
}

export async function failuresSince(db: Db<StaffDb>, key: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('staff.failed_login')
    .select(sql<number>`count(*)`.as('count'))
    .where('key', '=', key)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function noteFailures(db: Db<StaffDb>, failures: readonly { id: string; key: string; at: Date }[]): Promise<void> {
  await db
    .insertInto('staff.failed_login')
    .values([...failures])
    .execute()
}

export async function forgetFailures(db: Db<StaffDb>, key: string): Promise<void> {
  await db.deleteFrom('staff.failed_login').where('key', '=', key).execute()
}

export async function dropFailures(db: Db<StaffDb>, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('staff.failed_login')
    .where('id', 'in', [...ids])
    .execute()
}
