import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import type { MiniProgramPlatform } from '../../gateways/mini-program-platform.ts'
import { later, startOfDay, dayOf } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { forgetSession } from '../../kernel/session.ts'
import { type Origin, SESSION_DAYS, type Shoppers } from './context.ts'
import { type loginByMiniProgram, type Platform, type Shopper, shopperJoined } from './contract.ts'
import {
  identity,
  insertIdentity,
  insertShopper,
  keepSessionKey,
  keepUnion,
  shopperById,
  shopperByPhone,
  type ShopperRecord,
  shopperByUnion,
  shoppersByUnion,
} from './queries/people.ts'
import {
  attemptsSince,
  codeSentAt,
  endSession,
  insertSession,
  lockAttempts,
  noteAttempt,
  putCode,
  sessionByToken,
  touchSession,
  tryCode,
  useCode,
} from './queries/sessions.ts'
import { mergeAccounts } from './merge.ts'
import { view } from './people.ts'

const CODE_MINUTES = 5
const CODE_PAUSE_SECONDS = 60
const CODES_PER_DAY = 10
const CODES_PER_ADDRESS_AND_HOUR = 30
const CODES_PER_ADDRESS_AND_DAY = 100
const TRIES_PER_CODE = 5
const LOGINS_PER_ADDRESS_AND_QUARTER = 60

const codeHash = (shoppers: Shoppers, phone: string, code: string): Buffer =>
  createHmac('sha256', shoppers.secretKey).update(`login-code:${phone}:${code}`).digest()
const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Sends a six-digit code, at most one a minute and ten a day to a phone. In the demo the code is also in the answer. */
export async function sendCode(
  shoppers: Shoppers,
  phone: string,
  origin: Origin,
): Promise<{ retryAfterSeconds: number; demoCode?: string }> {
  const now = shoppers.now()
  await throttle(shoppers, `code:${origin.ip}`, { most: CODES_PER_ADDRESS_AND_HOUR, minutes: 60, code: 'code_throttled' })
  await throttle(shoppers, `code-day:${origin.ip}`, { most: CODES_PER_ADDRESS_AND_DAY, minutes: 24 * 60, code: 'code_throttled' })
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const placed = await putCode(shoppers.db, {
    phone,
    hash: codeHash(shoppers, phone, code),
    now,
    expiresAt: later(now, { minutes: CODE_MINUTES }),
    notBefore: later(now, { seconds: -CODE_PAUSE_SECONDS }),
    dayStart: startOfDay(dayOf(now)),
    perDay: CODES_PER_DAY,
  })
  if (!placed) {
    const sentAt = (await codeSentAt(shoppers.db, phone)) ?? now
    const waitSeconds = Math.ceil((sentAt.getTime() + CODE_PAUSE_SECONDS * 1000 - now.getTime()) / 1000)
    throw new AppError('limited', 'code_throttled', { retryAfterSeconds: waitSeconds > 0 ? waitSeconds : 3600 })
  }
  const sent = await shoppers.sms()?.send({ id: shoppers.newId(), phone, template: 'login-code', values: [code, String(CODE_MINUTES)] })
  if (!sent || sent.result === 'refused') throw new AppError('unavailable', 'sms_unavailable')
  return { retryAfterSeconds: CODE_PAUSE_SECONDS, ...(shoppers.demo ? { demoCode: code } : {}) }
}

export async function throttle(shoppers: Shoppers, key: string, limit: { most: number; minutes: number; code: string }): Promise<void> {
  if (!shoppers.limitAddresses) return
  const now = shoppers.now()
  await inTx(shoppers.db, async (tx) => {
    // One after the other, so that a burst counts like a queue.
    await lockAttempts(tx, key)
    if ((await attemptsSince(tx, key, later(now, { minutes: -limit.minutes }))) >= limit.most)
      throw new AppError('limited', limit.code, { retryAfterSeconds: limit.minutes * 60 })
    await noteAttempt(tx, { id: shoppers.newId(), key, at: now })
  })
}

/** Whoever knows the code has the phone. A code works once; five wrong tries end it. Throws `code_wrong`, `code_expired`, `login_throttled`. */
export async function proveByCode(shoppers: Shoppers, input: { phone: string; code: string }, origin: Origin): Promise<void> {
  await throttle(shoppers, `login:${origin.ip}`, { most: LOGINS_PER_ADDRESS_AND_QUARTER, minutes: 15, code: 'login_throttled' })
  const kept = await tryCode(shoppers.db, input.phone, TRIES_PER_CODE)
  if (!kept || kept.expiresAt <= shoppers.now()) throw new AppError('conflict', 'code_expired')
  const hash = codeHash(shoppers, input.phone, input.code)
  if (!timingSafeEqual(hash, kept.hash)) throw new AppError('conflict', 'code_wrong')
  if (!(await useCode(shoppers.db, input.phone, hash, shoppers.now()))) throw new AppError('conflict', 'code_expired')
}

type Session = { token: string; shopper: z.input<typeof Shopper>; isNew: boolean }

/** A code works once; five wrong tries end it. A phone nobody has makes a new shopper. */
export async function loginByCode(shoppers: Shoppers, input: { phone: string; code: string }, origin: Origin): Promise<Session> {
  await proveByCode(shoppers, input, origin)
  const known = await shopperByPhone(shoppers.db, input.phone)
  if (known) return open(shoppers, known, { origin, isNew: false })
  const id = shoppers.newId()
  const isNew = await inTx(shoppers.db, async (tx) => {
    if (!(await insertShopper(tx, { id, nickname: `用户${input.phone.slice(-4)}`, phone: input.phone, at: shoppers.now() }))) return false
    await emit(tx, shopperJoined, { shopperId: id })
    return true
  })
  const person = await shopperByPhone(shoppers.db, input.phone)
  if (!person) throw new Error('the shopper just made is not there')
  return open(shoppers, person, { origin, isNew })
}

/** The platform's code becomes a session; one person over platforms by union id. */
export async function loginByPlatform(
  shoppers: Shoppers,
  input: z.output<typeof loginByMiniProgram.body>,
  origin: Origin,
): Promise<Session> {
  await throttle(shoppers, `login:${origin.ip}`, { most: LOGINS_PER_ADDRESS_AND_QUARTER, minutes: 15, code: 'login_throttled' })
  const platform = platformOf(shoppers, input.platform)
  const answer = await platform?.login(input.code)
  if (!answer || answer.result === 'unknown') throw new AppError('unavailable', 'platform_unavailable')
  if (answer.result === 'refused')
    throw new AppError(
      answer.retry === 'later' ? 'unavailable' : 'conflict',
      answer.retry === 'later' ? 'platform_unavailable' : 'login_code_bad',
    )
  const { openId, unionId, sessionKey } = answer.value
  const who = { platform: input.platform, openId, unionId: unionId ?? null, sessionKey }
  const known = await identity(shoppers.db, input.platform, openId)
  if (!known) return firstLogin(shoppers, who, origin)
  await keepSessionKey(shoppers.db, { ...who, at: shoppers.now() })
  if (unionId && known.unionId !== unionId) await keepUnion(shoppers.db, { ...who, unionId })
  const shopperId = await oneByUnion(shoppers, known.shopperId, unionId)
  return open(shoppers, await must(shoppers, shopperId), { origin, isNew: false })
}

export const platformOf = (shoppers: Shoppers, platform: z.output<typeof Platform>): MiniProgramPlatform | undefined =>
  ({ weapp: shoppers.weapp, alipay: shoppers.alipay, tt: shoppers.tt })[platform]()

/** Everybody with this union id is one person: their accounts become one. Gives which. */
async function oneByUnion(shoppers: Shoppers, shopperId: string, unionId: string | undefined): Promise<string> {
  if (!unionId) return shopperId
  let one = shopperId
  for (const other of await shoppersByUnion(shoppers.db, unionId))
    if (other !== one) one = await mergeAccounts(shoppers, [one, other], 'union_id')
  return one
}

async function firstLogin(
  shoppers: Shoppers,
  who: { platform: z.output<typeof Platform>; openId: string; unionId: string | null; sessionKey: string },
  origin: Origin,
): Promise<Session> {
  const same = who.unionId ? await shopperByUnion(shoppers.db, who.unionId) : undefined
  const shopperId = same?.shopperId ?? shoppers.newId()
  try {
    await inTx(shoppers.db, async (tx) => {
      if (!same) {
        await insertShopper(tx, {
          id: shopperId,
          nickname: `${{ weapp: '微信', alipay: '支付宝', tt: '抖音' }[who.platform]}用户${who.openId.slice(-4)}`,
          phone: null,
          at: shoppers.now(),
        })
        await emit(tx, shopperJoined, { shopperId })
      }
      if (!(await insertIdentity(tx, { ...who, shopperId }))) throw new AlreadyThere()
    })
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error
    const known = await identity(shoppers.db, who.platform, who.openId)
    return open(shoppers, await must(shoppers, known?.shopperId ?? ''), { origin, isNew: false })
  }
  // Somebody who signs in for the first time from two programs at once is one person as well.
  const one = await oneByUnion(shoppers, shopperId, who.unionId ?? undefined)
  return open(shoppers, await must(shoppers, one), { origin, isNew: !same && one === shopperId })
}

/** Another login of the same person was quicker; what this one began is undone. */
class AlreadyThere extends Error {}

async function must(shoppers: Shoppers, id: string): Promise<ShopperRecord> {
  const person = await shopperById(shoppers.db, id)
  if (!person) throw new Error(`shopper ${id} is not there`)
  return person
}

async function open(shoppers: Shoppers, person: ShopperRecord, how: { origin: Origin; isNew: boolean }): Promise<Session> {
  if (person.disabled) throw new AppError('forbidden', 'account_disabled')
  const token = `sh_${randomBytes(32).toString('base64url')}`
  const at = shoppers.now()
  await insertSession(shoppers.db, {
    id: shoppers.newId(),
    tokenHash: tokenHash(token),
    shopperId: person.id,
    at,
    expiresAt: later(at, { days: SESSION_DAYS }),
    ip: how.origin.ip,
    userAgent: how.origin.userAgent.slice(0, 300),
  })
  return { token, shopper: view(person), isNew: how.isNew }
}

/** Who holds this token, or null. A session in use is prolonged, at most once an hour. */
export async function whoIs(shoppers: Shoppers, input: { token: string }): Promise<{ shopper: { id: string; sessionId: string } | null }> {
  const now = shoppers.now()
  const found = await sessionByToken(shoppers.db, tokenHash(input.token), now)
  if (!found) return { shopper: null }
  const { lastSeenAt, ...shopper } = found
  if (now.getTime() - lastSeenAt.getTime() > 3_600_000)
    await touchSession(shoppers.db, shopper.sessionId, now, later(now, { days: SESSION_DAYS }))
  return { shopper }
}

export async function logout(shoppers: Shoppers, session: { id: string; sessionId: string }): Promise<{ ok: true }> {
  await endSession(shoppers.db, session.id, session.sessionId)
  forgetSession(session.sessionId)
  return { ok: true }
}
