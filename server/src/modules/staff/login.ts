import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { later } from '../../kernel/clock.ts'
import { forgetSession } from '../../kernel/session.ts'
import { type Origin, SESSION_DAYS, type Staff } from './context.ts'
import { me } from './me.ts'
import {
  accountByName,
  dropFailures,
  endSessions,
  failuresSince,
  forgetFailures,
  insertSession,
  lockFailures,
  membershipsOf,
  noteFailures,
  noteLogin,
  sessionByToken,
  touchSession,
} from './queries.ts'
import { permissionsOf } from './roles.ts'

/** argon2id with the parameters that OWASP names first: 19 MiB, two passes, one lane. */
export const hashPassword = (password: string): Promise<string> => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

const WINDOW_MINUTES = 15
const PER_ACCOUNT = 8
const PER_ADDRESS = 40

/** What an unknown account is checked against, so that it takes as long as a known one. */
let decoy: Promise<string> | undefined

/** Signs staff in. Throws `login_failed` for a wrong name and a wrong password alike, `login_throttled` after too many, `account_disabled`. */
export async function login(staff: Staff, input: { account: string; password: string }, origin: Origin) {
  const counted = await countTry(staff, input.account, origin.ip)
  const account = await accountByName(staff.db, input.account)
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  const right = await verify(account?.passwordHash ?? (await decoy), input.password)
  if (!account || !right) throw new AppError('unauthenticated', 'login_failed')
  await takeBack(staff, counted)
  const [first] = account.disabled ? [] : await membershipsOf(staff.db, account.id)
  if (!first) throw new AppError('forbidden', 'account_disabled')
  await forgetFailures(staff.db, `account:${input.account}`)
  const token = await openSession(staff, { accountId: account.id, shopId: first.shopId }, origin)
  await noteLogin(staff.db, account.id, staff.now())
  return { token, me: await me(staff, { id: account.id, shopId: first.shopId }) }
}

async function openSession(staff: Staff, who: { accountId: string; shopId: string }, origin: Origin): Promise<string> {
  const token = `st_${randomBytes(32).toString('base64url')}`
  const at = staff.now()
  await insertSession(staff.db, {
    id: staff.newId(),
    tokenHash: tokenHash(token),
    ...who,
    at,
    expiresAt: later(at, { days: SESSION_DAYS }),
    ip: origin.ip,
    userAgent: origin.userAgent.slice(0, 300),
  })
  return token
}

/** A try at a password that was counted; taken back when the password was right. */
export interface Try {
  ids: string[]
}

/**
 * Counts a try before the password is looked at: however many come at the same moment, no more than the limit are looked at. Throws
 * `login_throttled` when this account, or this address, failed too often lately.
 */
export async function countTry(staff: Staff, account: string, ip: string): Promise<Try> {
  const at = staff.now()
  const since = later(at, { minutes: -WINDOW_MINUTES })
  const limits = [
    { key: `account:${account}`, most: PER_ACCOUNT },
    { key: `ip:${ip}`, most: PER_ADDRESS },
  ]
  const tries = limits.map(({ key }) => ({ id: staff.newId(), key, at }))
  await inTx(staff.db, async (tx) => {
    for (const { key, most } of limits) {
      await lockFailures(tx, key)
      if ((await failuresSince(tx, key, since)) >= most) throw new AppError('limited', 'login_throttled', { minutes: WINDOW_MINUTES })
    }
    await noteFailures(tx, tries)
  })
  return { ids: tries.map((one) => one.id) }
}

/** The password was right. */
export async function takeBack(staff: Staff, counted: Try): Promise<void> {
  await dropFailures(staff.db, counted.ids)
}

/** Who holds this token, or null. A session in use is prolonged, at most once an hour. */
export async function whoIs(staff: Staff, input: { token: string }) {
  const now = staff.now()
  const found = await sessionByToken(staff.db, tokenHash(input.token), now)
  if (!found) return { staff: null }
  const { lastSeenAt, ...who } = found
  if (now.getTime() - lastSeenAt.getTime() > 3_600_000) await touchSession(staff.db, who.sessionId, now, later(now, { days: SESSION_DAYS }))
  return { staff: { ...who, permissions: [...permissionsOf[who.role]] } }
}

/** Ends sessions and makes this process refuse them at once. */
export async function end(staff: Staff, which: Parameters<typeof endSessions>[1]): Promise<number> {
  const ids = await endSessions(staff.db, which)
  for (const id of ids) forgetSession(id)
  return ids.length
}
