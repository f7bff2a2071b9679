import { type RawBuilder, sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { RiskDecision, RiskDimension, RiskKind, RiskReason, RuleInput } from '../contract.ts'
import type { RiskDb } from '../db.ts'

export interface Fact {
  kinds: readonly RiskKind[]
  at: Date
  shopperId: string | null
  device: string | null
  ip: string
  phoneKey: string | null
  addressKey: string | null
  person: string
  joinedAt: Date | null
  amountFen: number
}

const columnOf: Record<RiskDimension, string> = {
  shopper: 'shopper_id',
  device: 'device',
  ip: 'ip',
  phone: 'phone_key',
  address: 'address_key',
}
export const keyOf = (fact: Fact, dimension: RiskDimension): string | null =>
  ({ shopper: fact.shopperId, device: fact.device, ip: fact.ip, phone: fact.phoneKey, address: fact.addressKey })[dimension]

/** Acts that share something are judged one after the other, so that a burst counts like a queue. */
export async function lockKeys(tx: Db<RiskDb>, keys: readonly string[]): Promise<void> {
  const sorted = [...new Set(keys)].sort()
  await sql`select pg_advisory_xact_lock(hashtextextended('risk ' || k, 0)) from unnest(${sorted}::text[]) with ordinality as u(k, n) order by n`.execute(
    tx,
  )
}

const values = (fact: Fact) => ({
  kinds: [...fact.kinds],
  at: fact.at,
  shopper_id: fact.shopperId,
  device: fact.device,
  ip: fact.ip,
  phone_key: fact.phoneKey,
  address_key: fact.addressKey,
  person: fact.person,
  joined_at: fact.joinedAt,
  amount_fen: fact.amountFen,
})

export async function insertFacts(db: Db<RiskDb>, facts: readonly Fact[]): Promise<number> {
  const rows = await db.insertInto('risk.fact').values(facts.map(values)).returning('seq').execute()
  return rows.at(-1)?.seq ?? 0
}

/** Beyond so many acts in a window nothing is counted any more: no rule is about more. */
const MOST_COUNTED = 5000

interface Asked {
  key: RawBuilder<unknown>
  at: RawBuilder<unknown>
  seq: RawBuilder<unknown>
  joinedAt: RawBuilder<unknown>
}

/**
 * What a rule counts for an act that has this key, at this time, as the so-manieth: live and in trying out on the past it is this same
 * expression. A rule about new accounts counts nothing for an old one.
 */
function countedBy(rule: RuleInput, act: Asked): RawBuilder<number> {
  const { measure, dimension, windowMinutes, accountHours, kinds } = rule
  const what: Record<RuleInput['measure'], RawBuilder<number>> = {
    velocity: sql`count(*)`,
    concentration: sql`count(distinct t.person)`,
    new_accounts: sql`count(distinct t.person)`,
    cash_out: sql`coalesce(sum(t.amount_fen), 0)`,
  }
  const age = sql`${accountHours ?? 0} * interval '1 hour'`
  const counted = sql<number>`(select ${what[measure]}::bigint from (
    select f2.person, f2.amount_fen, f2.joined_at, f2.at from risk.fact f2
    where ${sql.ref(`f2.${columnOf[dimension]}`)} = ${act.key} and f2.at > ${act.at} - ${windowMinutes} * interval '1 minute'
      and f2.seq <= ${act.seq} and f2.kinds && ${[...kinds]}::text[]
    order by f2.at desc limit ${MOST_COUNTED}) t ${accountHours === null ? sql`` : sql`where t.joined_at > t.at - ${age}`})`
  return accountHours === null ? counted : sql<number>`case when ${act.joinedAt} > ${act.at} - ${age} then ${counted} else 0 end`
}

/** One query for all rules of an act. */
export async function count<R extends RuleInput & { id: string }>(
  db: Db<RiskDb>,
  fact: Fact & { seq: number },
  rules: readonly R[],
): Promise<{ rule: R; value: number }[]> {
  const asked = rules.filter((rule) => keyOf(fact, rule.dimension) !== null)
  if (asked.length === 0) return []
  const parts = asked.map((rule) => {
    const key = keyOf(fact, rule.dimension)
    const typed = rule.dimension === 'shopper' ? sql`${key}::uuid` : sql`${key}::text`
    const at = sql`${fact.at}::timestamptz`
    return countedBy(rule, { key: typed, at, seq: sql`${fact.seq}::bigint`, joinedAt: sql`${fact.joinedAt}::timestamptz` })
  })
  const { rows } = await sql<{ counted: string[] }>`select array[${sql.join(parts)}]::text[] as counted`.execute(db)
  return asked.map((rule, at) => ({ rule, value: Number(rows[0]?.counted[at] ?? 0) }))
}

/** The same for everything that was done since, in one go. */
export async function tryOut(db: Db<RiskDb>, rule: RuleInput, since: Date, examples: number) {
  const column = sql.ref(`f.${columnOf[rule.dimension]}`)
  const counted = countedBy(rule, { key: column, at: sql`f.at`, seq: sql`f.seq`, joinedAt: sql`f.joined_at` })
  const { rows } = await sql<{ acts: number; hits: number; persons: number; examples: Example[] | null }>`
    with act as (
      select f.at, f.kinds, f.shopper_id, f.ip, f.person, f.seq, case when ${column} is null then 0 else ${counted} end as value
      from risk.fact f where f.at > ${since} and f.kinds && ${[...rule.kinds]}::text[]
    ), hit as (select * from act where value > ${rule.most})
    select (select count(*)::int from act) as acts, (select count(*)::int from hit) as hits,
      (select count(distinct person)::int from hit) as persons,
      (select json_agg(e) from (select at, kinds, shopper_id as "shopperId", ip, value from hit order by seq desc limit ${examples}) e) as examples`.execute(
    db,
  )
  const [row] = rows
  return { acts: row?.acts ?? 0, hits: row?.hits ?? 0, persons: row?.persons ?? 0, examples: row?.examples ?? [] }
}
export interface Example {
  at: string
  kinds: RiskKind[]
  shopperId: string | null
  ip: string
  value: number
}

export interface Hit {
  id: string
  fact: number
  kind: RiskKind
  at: Date
  shopperId: string | null
  device: string | null
  ip: string
  score: number
  decision: RiskDecision
  passed: boolean
  reasons: readonly RiskReason[]
}

export async function insertHit(db: Db<RiskDb>, { shopperId, reasons, ...hit }: Hit): Promise<void> {
  await db
    .insertInto('risk.hit')
    .values({ ...hit, shopper_id: shopperId, reasons: jsonb<unknown>(reasons) })
    .execute()
}

/** What was said of the last order that this shopper was about to place then, by the clock of the database. */
export async function lastOrderHit(db: Db<RiskDb>, shopperId: string, between: { from: Date; to: Date }): Promise<Hit | undefined> {
  const { rows } = await sql<Hit>`
    select h.id, h.fact, h.kind, h.at, h.shopper_id as "shopperId", h.device, h.ip, h.score, h.decision, h.passed, h.reasons
    from (select seq from risk.fact where shopper_id = ${shopperId} and 'order' = any(kinds) and noted_at between ${between.from} and ${between.to}
      order by seq desc limit 1) f join risk.hit h on h.fact = f.seq`.execute(db)
  return rows[0]
}

/** Facts and what was said of them are forgotten. Returns how many facts. */
export async function forget(db: Db<RiskDb>, before: Date): Promise<number> {
  await db.deleteFrom('risk.hit').where('at', '<', before).execute()
  const { numDeletedRows } = await db.deleteFrom('risk.fact').where('at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

export async function hitsPage(
  db: Db<RiskDb>,
  query: { kind?: RiskKind | undefined; decision?: RiskDecision | undefined; page: number; pageSize: number },
) {
  const { kind, decision, page, pageSize } = query
  const found = db
    .selectFrom('risk.hit')
    .$if(kind !== undefined, (of) => of.where('kind', '=', kind ?? ''))
    .$if(decision !== undefined, (of) => of.where('decision', '=', decision ?? 'allow'))
  const [items, { total }] = await Promise.all([
    found
      .select(['id', 'fact', 'kind', 'at', 'shopper_id as shopperId', 'device', 'ip', 'score', 'decision', 'passed', 'reasons'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
    found.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow(),
  ])
  // Written by `insertHit` only.
  return { items: items.map((row) => ({ ...row, kind: row.kind as RiskKind, reasons: row.reasons as RiskReason[] })), total }
}
