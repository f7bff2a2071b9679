import { sql } from 'kysely'
import type { AnyDb } from './db.ts'
import { AppError } from './errors.ts'
import { at, type Change, HELD, HOUSE, isBooked, type Ledger, post } from './ledger.ts'

export interface Part {
  name: string
  amount: number
}

export interface Hold {
  key: string
  owner: string
  wish: string
  amount: number
  state: 'held' | 'captured' | 'released'
  lapsed: boolean
  returned: number
  reference: string
}

export interface HoldWish {
  key: string
  owner: string
  /** What was asked for, in words that differ when the wish does. */
  wish: string
  reference?: string
  expiresAt: Date
  at: Date
}

/** The hold of this key, claimed now (`new`) or found. Throws `hold_ended`, `key_reused`. */
export async function claimHold(tx: AnyDb, ledger: Ledger, wish: HoldWish): Promise<Hold | 'new'> {
  const { rows } = await sql`
    insert into ${at(ledger, 'hold')} (key, owner, wish, amount, state, reference, expires_at, created_at)
    values (${wish.key}, ${wish.owner}, ${wish.wish}, 0, 'held', ${wish.reference ?? ''}, ${wish.expiresAt}, ${wish.at})
    on conflict (key) do nothing returning key`.execute(tx)
  if (rows.length > 0) return 'new'
  const known = await findHold(tx, ledger, wish.key)
  if (!known || (known.state === 'released' && !known.lapsed)) throw new AppError('conflict', 'hold_ended', { key: wish.key })
  if (known.wish !== wish.wish || known.owner !== wish.owner) throw new AppError('conflict', 'key_reused', { key: wish.key })
  if (known.state === 'released') throw new AppError('conflict', 'hold_ended', { key: wish.key })
  return known
}

/**
 * Sets the parts of a claimed hold aside, out of the owner's accounts; with `from`, out of that account of the house: what comes in from outside
 * for this one purpose. Throws `balance_short`.
 */
export async function fillHold(
  tx: AnyDb,
  ledger: Ledger,
  { hold, parts, kind, from }: { hold: HoldWish; parts: readonly Part[]; kind: string; from?: string },
): Promise<number> {
  const amount = parts.reduce((sum, part) => sum + part.amount, 0)
  const taken = parts.filter((part) => part.amount > 0)
  await sql`update ${at(ledger, 'hold')} set amount = ${amount} where key = ${hold.key}`.execute(tx)
  if (amount === 0) return 0
  await sql`insert into ${at(ledger, 'hold_part')} (key, position, name, amount)
    select ${hold.key}, * from unnest(${taken.map((_, index) => index)}::int[], ${taken.map((one) => one.name)}::text[], ${taken.map((one) => one.amount)}::bigint[])`.execute(
    tx,
  )
  await post(tx, ledger, {
    event: `hold:${hold.key}`,
    kind,
    changes: [
      ...(from ? [{ owner: HOUSE, name: from, amount: -amount }] : takeFrom(hold.owner, taken)),
      { owner: hold.owner, name: HELD, amount },
    ],
    reference: hold.reference ?? '',
    at: hold.at,
  })
  return amount
}

const takeFrom = (owner: string, parts: readonly Part[]): Change[] => parts.map(({ name, amount }) => ({ owner, name, amount: -amount }))

export interface Ending {
  key: string
  kind: string
  at: Date
}

/**
 * What was set aside is spent, into an account of the house. Twice is once. A hold whose time was over is taken again, if all of it is still
 * there. Throws `hold_unknown`, `hold_ended`, `balance_short`.
 */
export async function captureHold(tx: AnyDb, ledger: Ledger, { key, to, ...end }: Ending & { to: string }): Promise<void> {
  const hold = await lockHold(tx, ledger, key)
  if (!hold) throw new AppError('conflict', 'hold_unknown', { key })
  if (hold.state === 'captured') return
  if (hold.state === 'released' && !hold.lapsed) throw new AppError('conflict', 'hold_ended', { key })
  await endHold(tx, ledger, { key, state: 'captured', lapsed: false, at: end.at })
  const from =
    hold.state === 'held' ? [{ owner: hold.owner, name: HELD, amount: -hold.amount }] : takeFrom(hold.owner, await partsOf(tx, ledger, key))
  const changes = [...from, { owner: HOUSE, name: to, amount: hold.amount }]
  if (hold.amount > 0) await post(tx, ledger, { event: `capture:${key}`, kind: end.kind, changes, reference: hold.reference, at: end.at })
}

/**
 * What was set aside is free again: `lapse` when its time is over, else for good. Twice is once; a hold that never was cannot be taken
 * afterwards. What was spent stays spent.
 */
export async function releaseHold(
  tx: AnyDb,
  ledger: Ledger,
  { key, lapse = false, ...end }: Ending & { lapse?: boolean },
): Promise<boolean> {
  await sql`insert into ${at(ledger, 'hold')} (key, owner, wish, amount, state, expires_at, created_at, ended_at)
    values (${key}, ${HOUSE}, '', 0, 'released', ${end.at}, ${end.at}, ${end.at}) on conflict (key) do nothing`.execute(tx)
  const hold = await lockHold(tx, ledger, key)
  if (!hold || hold.state === 'captured') return false
  await endHold(tx, ledger, { key, state: 'released', lapsed: lapse && hold.state === 'held', at: end.at })
  if (hold.state !== 'held' || hold.amount === 0) return false
  const parts = await partsOf(tx, ledger, key)
  const back = parts.map(({ name, amount }) => ({ owner: hold.owner, name, amount }))
  const changes = [...back, { owner: hold.owner, name: HELD, amount: -hold.amount }]
  return post(tx, ledger, { event: `release:${key}`, kind: end.kind, changes, reference: hold.reference, at: end.at })
}

export interface GivingBack {
  key: string
  returnKey: string
  amount: number
  from: string
  /** Each part by its share, instead of what was taken last first. For two parts at most. */
  evenly?: boolean
  kind: string
  note?: string
  at: Date
}

/**
 * Some of what was spent comes back, keyed by `returnKey`: what was taken last comes back first, or each part by its share, so that any
 * sequence of returns gives exactly the parts that were taken. Gives what came back to which account; empty when it had come before. Throws `return_too_much`.
 */
export async function giveBackHold(tx: AnyDb, ledger: Ledger, back: GivingBack): Promise<Part[]> {
  const hold = await lockHold(tx, ledger, back.key)
  if (!hold || hold.state !== 'captured') throw new AppError('conflict', 'hold_unknown', { key: back.key })
  const event = `return:${back.returnKey}`
  if (back.amount === 0 || (await isBooked(tx, ledger, event))) return []
  const { rows } = await sql`update ${at(ledger, 'hold')} set returned = returned + ${back.amount}
    where key = ${back.key} and returned + ${back.amount} <= amount returning key`.execute(tx)
  if (rows.length === 0) throw new AppError('conflict', 'return_too_much', { key: back.key })
  const share = back.evenly ? returnedEvenly : returnedParts
  const parts = share(await partsOf(tx, ledger, back.key), { before: hold.returned, amount: back.amount })
  const changes = [
    ...parts.map(({ name, amount }) => ({ owner: hold.owner, name, amount })),
    { owner: HOUSE, name: back.from, amount: -back.amount },
  ]
  await post(tx, ledger, { event, kind: back.kind, changes, reference: hold.reference, note: back.note ?? '', at: back.at })
  return parts
}

/** Which parts a return fills, when so much has come back before: the last first. */
export function returnedParts(parts: readonly Part[], { before, amount }: { before: number; amount: number }): Part[] {
  const found: Part[] = []
  let passed = 0
  for (const part of parts.toReversed()) {
    const share = Math.max(0, Math.min(passed + part.amount, before + amount) - Math.max(passed, before))
    if (share > 0) found.push({ name: part.name, amount: share })
    passed += part.amount
  }
  return found
}

/**
 * The same by share: of all that came back so far the last part has its share of the whole, rounded down; of what is then left the part before it its
 * share of the rest, and so on; the first has what remains. None ever goes back, or beyond what it was.
 */
export function returnedEvenly(parts: readonly Part[], { before, amount }: { before: number; amount: number }): Part[] {
  const [had, has] = [shares(parts, before), shares(parts, before + amount)]
  return parts
    .map((part, at) => ({ name: part.name, amount: (has[at] ?? 0) - (had[at] ?? 0) }))
    .toReversed()
    .filter((part) => part.amount > 0)
}

/** What each part has when so much of the whole came back. */
function shares(parts: readonly Part[], returned: number): number[] {
  const found: number[] = []
  let [left, whole] = [BigInt(returned), BigInt(parts.reduce((sum, part) => sum + part.amount, 0))]
  for (const [at, part] of [...parts.entries()].toReversed()) {
    const share = at === 0 || whole === 0n ? left : (BigInt(part.amount) * left) / whole
    found[at] = Number(share)
    left -= share
    whole -= BigInt(part.amount)
  }
  return found
}

/** The lease lasts until then, if it has not ended. False: it has. */
export async function prolongHold(db: AnyDb, ledger: Ledger, { key, until }: { key: string; until: Date }): Promise<boolean> {
  const { rows } = await sql`update ${at(ledger, 'hold')} set expires_at = greatest(expires_at, ${until})
    where key = ${key} and state = 'held' returning key`.execute(db)
  return rows.length > 0
}

const holdColumns = sql`key, owner, wish, amount, state, lapsed, returned, reference`

export async function findHold(db: AnyDb, ledger: Ledger, key: string): Promise<Hold | undefined> {
  return (await sql<Hold>`select ${holdColumns} from ${at(ledger, 'hold')} where key = ${key}`.execute(db)).rows[0]
}

async function lockHold(tx: AnyDb, ledger: Ledger, key: string): Promise<Hold | undefined> {
  return (await sql<Hold>`select ${holdColumns} from ${at(ledger, 'hold')} where key = ${key} for update`.execute(tx)).rows[0]
}

export async function holdsOf(db: AnyDb, ledger: Ledger, keys: readonly string[]): Promise<Hold[]> {
  return (await sql<Hold>`select ${holdColumns} from ${at(ledger, 'hold')} where key = any(${[...keys]}::text[])`.execute(db)).rows
}

export async function partsOf(db: AnyDb, ledger: Ledger, key: string): Promise<Part[]> {
  return (await sql<Part>`select name, amount from ${at(ledger, 'hold_part')} where key = ${key} order by position`.execute(db)).rows
}

async function endHold(
  tx: AnyDb,
  ledger: Ledger,
  end: { key: string; state: 'captured' | 'released'; lapsed: boolean; at: Date },
): Promise<void> {
  await sql`update ${at(ledger, 'hold')} set state = ${end.state}, lapsed = ${end.lapsed}, ended_at = ${end.at} where key = ${end.key}`.execute(
    tx,
  )
}

/** Some keys whose lease is over; those another process is at are passed over. */
export async function lapsedKeys(tx: AnyDb, ledger: Ledger, { now, limit }: { now: Date; limit: number }): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select key from ${at(ledger, 'hold')} where state = 'held' and expires_at <= ${now}
    order by expires_at limit ${limit} for update skip locked`.execute(tx)
  return rows.map((row) => row.key)
}

/** The same, whatever became of the hold: one that is not spent yet is spent first; one that is free took nothing, and never will. */
export async function undoHold(tx: AnyDb, ledger: Ledger, back: GivingBack): Promise<Part[]> {
  const hold = await lockHold(tx, ledger, back.key)
  if (hold?.state === 'held') await captureHold(tx, ledger, { key: back.key, kind: 'spent', to: back.from, at: back.at })
  if (hold?.state === 'held' || hold?.state === 'captured') return giveBackHold(tx, ledger, back)
  await releaseHold(tx, ledger, { key: back.key, kind: back.kind, at: back.at })
  return []
}
