import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { RiskKind, RiskPolicy, RuleInput } from '../contract.ts'
import type { RiskDb } from '../db.ts'

const columns = [
  'id',
  'name',
  'kinds',
  'measure',
  'dimension',
  'most',
  'window_minutes as windowMinutes',
  'account_hours as accountHours',
  'score',
  'action',
  'enabled',
  'updated_at as updatedAt',
] as const

type Row = RuleInput & { id: string; updatedAt: Date }
/** Kinds are written from the contract's. */
const shaped = <R extends { kinds: string[] }>(row: R) => ({ ...row, kinds: row.kinds as RiskKind[] })

export async function enabledRules(db: Db<RiskDb>): Promise<Row[]> {
  return (await db.selectFrom('risk.rule').select(columns).where('enabled', '=', true).orderBy('created_at').execute()).map(shaped)
}

/** All rules, oldest first, with how often each has hit since. */
export async function allRules(db: Db<RiskDb>, since: Date): Promise<(Row & { hits: number })[]> {
  const rows = await db.selectFrom('risk.rule').select(columns).orderBy('created_at').orderBy('id').execute()
  const { rows: counts } = await sql<{ id: string; hits: number }>`
    select r ->> 'ruleId' as id, count(*)::int as hits from risk.hit h cross join lateral jsonb_array_elements(h.reasons) r
    where h.at > ${since} and r ->> 'ruleId' is not null group by 1`.execute(db)
  const hits = new Map(counts.map((one) => [one.id, one.hits]))
  return rows.map((row) => ({ ...shaped(row), hits: hits.get(row.id) ?? 0 }))
}

export async function countRules(db: Db<RiskDb>): Promise<number> {
  const { n } = await db
    .selectFrom('risk.rule')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  return n
}

const written = ({ windowMinutes, accountHours, kinds, ...rule }: RuleInput) => ({
  ...rule,
  kinds: [...kinds],
  window_minutes: windowMinutes,
  account_hours: accountHours,
})

export async function insertRule(db: Db<RiskDb>, rule: RuleInput & { id: string }, now: Date): Promise<void> {
  await db
    .insertInto('risk.rule')
    .values({ id: rule.id, ...written(rule), created_at: now, updated_at: now })
    .execute()
}

export async function changeRule(db: Db<RiskDb>, { id, ...rule }: RuleInput & { id: string }, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('risk.rule')
    .set({ ...written(rule), updated_at: now })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function removeRule(db: Db<RiskDb>, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('risk.rule').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

export async function policyOf(db: Db<RiskDb>): Promise<RiskPolicy | undefined> {
  return db
    .selectFrom('risk.policy')
    .select(['challenge_from as challengeFrom', 'review_from as reviewFrom', 'block_from as blockFrom', 'keep_days as keepDays'])
    .executeTakeFirst()
}

export async function putPolicy(db: Db<RiskDb>, policy: RiskPolicy): Promise<void> {
  const row = {
    challenge_from: policy.challengeFrom,
    review_from: policy.reviewFrom,
    block_from: policy.blockFrom,
    keep_days: policy.keepDays,
  }
  await db
    .insertInto('risk.policy')
    .values(row)
    .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
    .execute()
}
