import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { MergeItem } from '../../../kernel/merge.ts'
import type { ShopperDb } from '../db.ts'

export interface Account {
  id: string
  phone: string | null
  disabled: boolean
  createdAt: Date
  mergedInto: string | null
}

/** These accounts, locked in one order for everybody. */
export async function lockAccounts(tx: Db<ShopperDb>, ids: readonly string[]): Promise<Account[]> {
  const { rows } = await sql<Account>`select id, phone, disabled, created_at as "createdAt", merged_into as "mergedInto"
    from shopper.shopper where id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  return rows
}

export interface NewMerge {
  id: string
  from: Account
  into: Account
  reason: 'phone' | 'union_id'
  at: Date
}

/** The one goes into the other: sign-ins, sessions and phone at once, everything else by the steps that follow. */
export async function insertMerge(tx: Db<ShopperDb>, { id, from, into, reason, at }: NewMerge): Promise<void> {
  await sql`insert into shopper.merge (id, from_id, into_id, reason, at, next_at) values (${id}, ${from.id}, ${into.id}, ${reason}, ${at}, ${at})`.execute(
    tx,
  )
  const phone = into.phone === null ? from.phone : null
  await sql`update shopper.shopper set merged_into = ${into.id}, phone = case when ${phone}::text is null then phone end where id = ${from.id}`.execute(
    tx,
  )
  // Who went into that one before is here now as well.
  await sql`update shopper.shopper set merged_into = ${into.id} where merged_into = ${from.id}`.execute(tx)
  await sql`update shopper.shopper i set phone = coalesce(i.phone, ${phone}), avatar = coalesce(i.avatar, f.avatar), birthday = coalesce(i.birthday, f.birthday),
    created_at = least(i.created_at, f.created_at) from shopper.shopper f where i.id = ${into.id} and f.id = ${from.id}`.execute(tx)
  await sql`update shopper.identity set shopper_id = ${into.id} where shopper_id = ${from.id}`.execute(tx)
  await sql`update shopper.session set shopper_id = ${into.id} where shopper_id = ${from.id}`.execute(tx)
}

export async function sessionIdsOf(db: Db<ShopperDb>, shopperId: string): Promise<string[]> {
  const rows = await db.selectFrom('shopper.session').select('id').where('shopper_id', '=', shopperId).execute()
  return rows.map((row) => row.id)
}

export interface DueMerge {
  id: string
  from: string
  /** Where everything of the one that went is now. */
  into: string
  round: number
}

/** One merge that is due, for this worker alone until then. `id`: that one, if it is due. */
export async function claimMerge(
  db: Db<ShopperDb>,
  { now, until, id }: { now: Date; until: Date; id?: string },
): Promise<DueMerge | undefined> {
  const { rows } = await sql<DueMerge>`
    update shopper.merge m set claimed_until = ${until} from shopper.shopper f
    where f.id = m.from_id and m.id = (
      select id from shopper.merge where next_at <= ${now} and (claimed_until is null or claimed_until <= ${now}) ${id ? sql`and id = ${id}` : sql``}
      order by next_at limit 1 for update skip locked)
    returning m.id, m.from_id as "from", f.merged_into as "into", m.round`.execute(db)
  return rows[0]
}

/** Adds what a module did to what it did before; a failure in place of the last one. */
export async function noteStep(
  db: Db<ShopperDb>,
  step: { mergeId: string; module: string; items: readonly MergeItem[]; failure: string; at: Date },
): Promise<void> {
  await sql`insert into shopper.merge_step as s (merge_id, module, items, failure, at)
    values (${step.mergeId}, ${step.module}, ${jsonb(step.items)}, ${step.failure}, ${step.at})
    on conflict (merge_id, module) do update set items = s.items || excluded.items, failure = excluded.failure,
      at = case when excluded.items = '[]'::jsonb and excluded.failure = s.failure then s.at else excluded.at end`.execute(db)
}

export async function endRound(
  db: Db<ShopperDb>,
  end: { id: string; round: number; whole: boolean; nextAt: Date | null; now: Date },
): Promise<void> {
  await sql`update shopper.merge set claimed_until = null, next_at = ${end.nextAt}, round = round + ${end.whole ? 1 : 0},
    moved_at = case when ${end.whole} then coalesce(moved_at, ${end.now}) else moved_at end
    where id = ${end.id} and round = ${end.round}`.execute(db)
}

export async function mergedPairs(db: Db<ShopperDb>, { after, limit, before }: { after: string; limit: number; before: Date }) {
  const { rows } = await sql<{ from: string; into: string }>`
    select m.from_id as "from", f.merged_into as "into" from shopper.merge m join shopper.shopper f on f.id = m.from_id
    where m.from_id > ${after}::uuid and m.at < ${before} order by m.from_id limit ${limit}`.execute(db)
  return rows
}

/** Merges whose steps fail or that nobody works on, and sums that do not add up. */
export async function mergesOff(db: Db<ShopperDb>, before: Date): Promise<{ id: string; text: string }[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select m.id::text as id, format('due since %s', m.next_at) as text from shopper.merge m where m.next_at < ${before}
    union all
    select s.merge_id::text, format('%s: %s', s.module, s.failure) from shopper.merge_step s where s.failure <> '' and s.at < ${before}
    union all
    select s.merge_id::text, format('%s: %s', s.module, item) from shopper.merge_step s, jsonb_array_elements(s.items) item
    where item -> 'sums' <> 'null'::jsonb and (item -> 'sums' ->> 'from')::bigint + (item -> 'sums' ->> 'into')::bigint <> (item -> 'sums' ->> 'after')::bigint
    union all
    select s.id::text, 'is merged, and its sign-ins are not' from shopper.shopper s
    where s.merged_into is not null and exists (select 1 from shopper.identity i where i.shopper_id = s.id)
    union all
    select s.id::text, 'is merged into one that is merged itself' from shopper.shopper s join shopper.shopper i on i.id = s.merged_into
    where i.merged_into is not null`.execute(db)
  return rows
}

/** The merges into a shopper, newest first, with their steps. */
export async function mergesInto(db: Db<ShopperDb>, shopperId: string) {
  const { rows } = await sql<{
    id: string
    fromId: string
    nickname: string
    phone: string | null
    joinedAt: Date
    reason: 'phone' | 'union_id'
    at: Date
    movedAt: Date | null
    steps: { module: string; items: MergeItem[]; failure: string }[]
  }>`
    select m.id, m.from_id as "fromId", f.nickname, f.phone, f.created_at as "joinedAt", m.reason, m.at, m.moved_at as "movedAt",
      coalesce((select jsonb_agg(jsonb_build_object('module', s.module, 'items', s.items, 'failure', s.failure) order by s.module)
        from shopper.merge_step s where s.merge_id = m.id and (s.items <> '[]'::jsonb or s.failure <> '')), '[]'::jsonb) as steps
    from shopper.merge m join shopper.shopper f on f.id = m.from_id
    where f.merged_into = ${shopperId} order by m.at desc limit 50`.execute(db)
  return rows
}
