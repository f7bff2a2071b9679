import { createHash, randomBytes } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { AppError } from '../../kernel/errors.ts'
import { later } from '../../kernel/clock.ts'
import { type Origin, SESSION_DAYS, type Staff } from './context.ts'
import { me } from './me.ts'
import { hashPassword } from './password.ts'
import { accountByName, forgetFailures, insertSession, membershipsOf, noteLogin, sessionByToken, touchSession } from './queries.ts'
import { ofPlatform } from './platform.ts'
import { permissionsOf } from './roles.ts'
import { countTry, takeBack } from './throttle.ts'

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

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

/** Who holds this token, or null. A session in use is prolonged, at most once an hour. */
export async function whoIs(staff: Staff, input: { token: string }) {
  const now = staff.now()
  const found = await sessionByToken(staff.db, tokenHash(input.token), now)
  if (!found) return { staff: null }
  const { lastSeenAt, ...who } = found
  if (now.getTime() - lastSeenAt.getTime() > 3_600_000) await touchSession(staff.db, who.sessionId, now, later(now, { days: SESSION_DAYS }))
  return { staff: { ...who, permissions: [...permissionsOf[who.role]], platform: await ofPlatform(staff, who) } }
}
