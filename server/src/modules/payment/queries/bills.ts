import { sql } from 'kysely'
import type { BillLine } from '../../../gateways/bill.ts'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

export interface BillOf {
  account: string
  day: string
}

/** Written before the provider is asked. */
export async function askBill(db: Db<PaymentDb>, { account, day }: BillOf, now: Date): Promise<void> {
  await sql`
    insert into payment.bill (account, day, tries, asked_at) values (${account}, ${day}, 1, ${now})
    on conflict (account, day) do update set tries = payment.bill.tries + 1, asked_at = excluded.asked_at`.execute(db)
}

/** Not had. What was matched before stays as it was. */
export async function billNotHad(
  db: Db<PaymentDb>,
  { account, day }: BillOf,
  end: { state: 'waiting' | 'failed'; note: string },
): Promise<void> {
  await sql`
    update payment.bill set state = case when state in ('matched', 'empty') then state else ${end.state} end, note = ${end.note.slice(0, 200)}
    where account = ${account} and day = ${day}`.execute(db)
}

/** One matching at a time: whoever holds this row. */
export async function lockBill(tx: Db<PaymentDb>, { account, day }: BillOf): Promise<void> {
  await sql`select 1 from payment.bill where account = ${account} and day = ${day} for update`.execute(tx)
}

export async function clearLines(tx: Db<PaymentDb>, { account, day }: BillOf): Promise<void> {
  await sql`delete from payment.bill_line where account = ${account} and day = ${day}`.execute(tx)
}

export async function insertLines(
  tx: Db<PaymentDb>,
  { account, day }: BillOf,
  batch: { from: number; lines: readonly BillLine[] },
): Promise<void> {
  await tx
    .insertInto('payment.bill_line')
    .values(
      batch.lines.map((line, index) => ({
        account,
        day: sql<string>`${day}::date`,
        line: batch.from + index,
        kind: line.kind,
        number: line.number.slice(0, 64),
        attempt_number: line.attemptNumber.slice(0, 64),
        channel_number: line.channelNumber.slice(0, 128),
        amount_fen: line.amountFen,
        fee_fen: line.feeFen,
        state: line.state,
        at: line.at,
      })),
    )
    .execute()
}

export async function billMatched(
  tx: Db<PaymentDb>,
  { account, day }: BillOf,
  found: { lines: number; fundsInFen: number | null; fundsOutFen: number | null; now: Date },
): Promise<void> {
  await sql`
    update payment.bill set state = ${found.lines === 0 ? 'empty' : 'matched'}, note = '', matched_at = ${found.now},
      funds_in_fen = ${found.fundsInFen}, funds_out_fen = ${found.fundsOutFen}
    where account = ${account} and day = ${day}`.execute(tx)
}

export interface FoundDifference {
  kind: 'missing_here' | 'missing_there' | 'amount_differs' | 'state_differs' | 'funds_differ'
  side: 'payment' | 'refund'
  number: string
  channelNumber: string
  oursFen: number | null
  theirsFen: number | null
  subject: string | null
}

const accountOf = (alias: string) => sql.raw(`${alias}.channel || '.' || ${alias}.merchant_id || '.' || ${alias}.app_id`)

/** Lines of the bill whose attempt is not paid here, or is paid otherwise. */
export async function paymentsUnlike(tx: Db<PaymentDb>, { account, day }: BillOf): Promise<FoundDifference[]> {
  const { rows } = await sql<FoundDifference>`
    select case when l.state <> 'done' then 'state_differs' when a.state = 'paid' then 'amount_differs' else 'missing_here' end as kind,
      'payment' as side, l.number, max(l.channel_number) as "channelNumber",
      max(a.amount_fen) filter (where a.state = 'paid') as "oursFen", sum(l.amount_fen)::bigint as "theirsFen", a.subject
    from payment.bill_line l left join payment.attempt a on a.number = l.number and ${accountOf('a')} = l.account
    where l.account = ${account} and l.day = ${day} and l.kind = 'payment'
    group by l.number, l.state, a.id
    having (l.state = 'done' and (a.state is distinct from 'paid' or a.amount_fen <> sum(l.amount_fen)))
      or (l.state <> 'done' and a.state = 'paid')`.execute(tx)
  return rows
}

/** The same of refunds: what is on its way here and done there is a state that differs. */
export async function refundsUnlike(tx: Db<PaymentDb>, { account, day }: BillOf): Promise<FoundDifference[]> {
  const { rows } = await sql<FoundDifference>`
    select case when r.id is null or a.id is null then 'missing_here'
        when r.amount_fen - r.wallet_fen <> l.amount_fen then 'amount_differs' else 'state_differs' end as kind,
      'refund' as side, l.number, l.channel_number as "channelNumber",
      r.amount_fen - r.wallet_fen as "oursFen", l.amount_fen as "theirsFen", a.subject
    from payment.bill_line l left join payment.refund r on r.number = l.number
      left join payment.attempt a on a.id = r.attempt_id and ${accountOf('a')} = l.account
    where l.account = ${account} and l.day = ${day} and l.kind = 'refund'
      and (a.id is null or r.amount_fen - r.wallet_fen <> l.amount_fen
        or (l.state = 'done' and r.state <> 'succeeded') or (l.state = 'failed' and r.state = 'succeeded'))`.execute(tx)
  return rows
}

/** What our books have on that day and the bill has not. A provider books a refund on the day it took it, which may be days before it ended. */
export async function missingThere(
  tx: Db<PaymentDb>,
  { account, day }: BillOf,
  span: { from: Date; to: Date },
): Promise<FoundDifference[]> {
  const { rows } = await sql<FoundDifference>`
    select 'missing_there' as kind, 'payment' as side, a.number, coalesce(a.channel_number, '') as "channelNumber",
      a.amount_fen as "oursFen", null::bigint as "theirsFen", a.subject
    from payment.attempt a
    where a.state = 'paid' and a.paid_at >= ${span.from} and a.paid_at < ${span.to} and ${accountOf('a')} = ${account}
      and not exists (select 1 from payment.bill_line l where l.account = ${account} and l.kind = 'payment' and l.number = a.number
        and l.day between ${day}::date - 1 and ${day}::date + 1)
    union all
    select 'missing_there', 'refund', r.number, coalesce(r.channel_number, ''), r.amount_fen - r.wallet_fen, null::bigint, a.subject
    from payment.refund r join payment.attempt a on a.id = r.attempt_id
    where r.state = 'succeeded' and r.done_at >= ${span.from} and r.done_at < ${span.to} and r.amount_fen > r.wallet_fen
      and ${accountOf('a')} = ${account}
      and not exists (select 1 from payment.bill_line l where l.account = ${account} and l.kind = 'refund' and l.number = r.number
        and l.day between ${day}::date - 31 and ${day}::date + 1)`.execute(tx)
  return rows
}

export async function lineSums(tx: Db<PaymentDb>, { account, day }: BillOf): Promise<{ inFen: number; outFen: number }> {
  const { rows } = await sql<{ inFen: number; outFen: number }>`
    select coalesce(sum(amount_fen) filter (where kind = 'payment'), 0)::bigint as "inFen",
      coalesce(sum(amount_fen) filter (where kind = 'refund'), 0)::bigint as "outFen"
    from payment.bill_line where account = ${account} and day = ${day} and state <> 'failed'`.execute(tx)
  return rows[0] ?? { inFen: 0, outFen: 0 }
}

/** Keeps what was found; what was found before and is not any more is gone. What a person has closed stays closed while it is the same. */
export async function keepDifferences(
  tx: Db<PaymentDb>,
  { account, day }: BillOf,
  found: { differences: readonly FoundDifference[]; newId: () => string; now: Date },
): Promise<void> {
  const keys = found.differences.map((one) => `${one.kind} ${one.side} ${one.number}`)
  await sql`
    update payment.bill_difference set state = 'gone', closed_at = ${found.now}
    where account = ${account} and day = ${day} and state = 'open' and not (kind || ' ' || side || ' ' || number = any(${keys}::text[]))`.execute(
    tx,
  )
  for (let from = 0; from < found.differences.length; from += 500) {
    const rows = found.differences.slice(from, from + 500).map((one) => ({
      id: found.newId(),
      account,
      day: sql<string>`${day}::date`,
      kind: one.kind,
      side: one.side,
      number: one.number,
      channel_number: one.channelNumber,
      ours_fen: one.oursFen,
      theirs_fen: one.theirsFen,
      subject: one.subject,
      found_at: found.now,
    }))
    // One transaction has one connection: its statements follow one another.
    // oxlint-disable-next-line eslint/no-await-in-loop
    await tx
      .insertInto('payment.bill_difference')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['account', 'day', 'kind', 'side', 'number']).doUpdateSet((eb) => ({
          ours_fen: eb.ref('excluded.ours_fen'),
          theirs_fen: eb.ref('excluded.theirs_fen'),
          channel_number: eb.ref('excluded.channel_number'),
          state: sql<'open'>`case when bill_difference.state = 'gone' then 'open' else bill_difference.state end`,
          closed_at: sql<Date | null>`case when bill_difference.state = 'gone' then null else bill_difference.closed_at end`,
        })),
      )
      .execute()
  }
}

/** Bills of the last days that are not had yet. */
export async function billsHad(db: Db<PaymentDb>, days: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select account || ' ' || to_char(day, 'YYYY-MM-DD') as key from payment.bill
    where day = any(${days}::date[]) and state in ('matched', 'empty')`.execute(db)
  return new Set(rows.map(({ key }) => key))
}
