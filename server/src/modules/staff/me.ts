import { verify } from '@node-rs/argon2'
import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { forgetSession } from '../../kernel/session.ts'
import type { Staff } from './context.ts'
import type { StaffMe } from './contract.ts'
import { end } from './end-sessions.ts'
import { hashPassword } from './password.ts'
import { accountById, membershipsOf, sessionsOf, setPassword, setSessionShop } from './queries.ts'
import { ofPlatform } from './platform.ts'
import { permissionsOf } from './roles.ts'
import { countTry, takeBack } from './throttle.ts'

interface Who {
  id: string
  shopId: string
  sessionId: string
}

/** The signed-in person with the rights in the current shop and the shops to switch to. */
export async function me(staff: Staff, who: Omit<Who, 'sessionId'>): Promise<z.input<typeof StaffMe>> {
  const [account, memberships] = await Promise.all([accountById(staff.db, who.id), membershipsOf(staff.db, who.id)])
  const current = memberships.find((one) => one.shopId === who.shopId)
  if (!account || !current) throw new AppError('unauthenticated', 'session_expired')
  const { items } = await staff.shop.find({ ids: memberships.map((one) => one.shopId) })
  const names = new Map(items.map((shop) => [shop.id, shop.name]))
  const { role } = current
  return {
    id: account.id,
    account: account.account,
    name: account.name,
    role,
    permissions: [...permissionsOf[role]],
    shopId: who.shopId,
    platform: await ofPlatform(staff, current),
    shops: memberships.map((one) => ({ id: one.shopId, name: names.get(one.shopId) ?? '', role: one.role })),
  }
}

/** Moves this session to another shop of the same person. */
export async function switchTo(staff: Staff, who: Who, shopId: string): Promise<z.input<typeof StaffMe>> {
  const memberships = await membershipsOf(staff.db, who.id)
  if (!memberships.some((one) => one.shopId === shopId)) throw new AppError('not_found', 'shop_not_found')
  await setSessionShop(staff.db, who.sessionId, shopId)
  forgetSession(who.sessionId)
  return me(staff, { id: who.id, shopId })
}

interface PasswordChange {
  oldPassword: string
  newPassword: string
  ip: string
}

/** A new password against the old one; every other session of the person ends. */
export async function changePassword(staff: Staff, who: Who, input: PasswordChange): Promise<{ ok: true }> {
  const account = await accountById(staff.db, who.id)
  if (!account) throw new AppError('unauthenticated', 'session_expired')
  const counted = await countTry(staff, account.account, input.ip)
  if (!(await verify(account.passwordHash, input.oldPassword))) throw new AppError('conflict', 'password_wrong')
  await takeBack(staff, counted)
  await setPassword(staff.db, who.id, await hashPassword(input.newPassword))
  await end(staff, { accountId: who.id, except: who.sessionId })
  return { ok: true }
}

export async function mySessions(staff: Staff, who: Who) {
  const rows = await sessionsOf(staff.db, who.id, staff.now())
  return {
    items: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      current: row.id === who.sessionId,
    })),
  }
}

export async function revoke(staff: Staff, who: Who, sessionId: string): Promise<{ ok: true }> {
  if ((await end(staff, { accountId: who.id, only: sessionId })) === 0) throw new AppError('not_found', 'session_not_found')
  return { ok: true }
}
