import { sql } from 'kysely'
import { type Db, jsonb } from '../../kernel/db.ts'
import type { FundsDb } from './db.ts'

export async function settingValue(db: Db<FundsDb>): Promise<unknown> {
  return (await db.selectFrom('funds.setting').select('value').executeTakeFirst())?.value
}

export async function putSetting(db: Db<FundsDb>, value: unknown): Promise<void> {
  await db
    .insertInto('funds.setting')
    .values({ value: jsonb(value) })
    .onConflict((conflict) => conflict.column('single').doUpdateSet({ value: jsonb(value), updated_at: sql<Date>`now()` }))
    .execute()
}

const topUpColumns = [
  'id',
  'shopper_id as shopperId',
  'amount_fen as amountFen',
  'gift_fen as giftFen',
  'state',
  'pay_before as payBefore',
  'created_at as createdAt',
  'paid_at as paidAt',
] as const
export type TopUpRow = NonNullable<Awaited<ReturnType<typeof findTopUp>>>

export async function findTopUp(db: Db<FundsDb>, id: string) {
  return db.selectFrom('funds.top_up').select(topUpColumns).where('id', '=', id).executeTakeFirst()
}

export interface NewTopUp {
  id: string
  shopperId: string
  requestId: string
  amountFen: number
  giftFen: number
  payBefore: Date
  now: Date
}

/** The top-up of this request: this one, or the one that was begun before. */
export async function insertTopUp(db: Db<FundsDb>, topUp: NewTopUp) {
  await db
    .insertInto('funds.top_up')
    .values({
      id: topUp.id,
      shopper_id: topUp.shopperId,
      request_id: topUp.requestId,
      amount_fen: topUp.amountFen,
      gift_fen: topUp.giftFen,
      state: 'open',
      pay_before: topUp.payBefore,
      close_try_at: topUp.payBefore,
      created_at: topUp.now,
    })
    .onConflict((conflict) => conflict.constraint('top_up_request').doNothing())
    .execute()
  return db
    .selectFrom('funds.top_up')
    .select(topUpColumns)
    .where('shopper_id', '=', topUp.shopperId)
    .where('request_id', '=', topUp.requestId)
    .executeTakeFirstOrThrow()
}

/** From open to its end; money wins over closed. */
export async function endTopUp(db: Db<FundsDb>, id: string, end: { state: 'paid' | 'closed'; at: Date }): Promise<void> {
  await db
    .updateTable('funds.top_up')
    .set({ state: end.state, paid_at: end.state === 'paid' ? end.at : null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

/** Top-ups whose time to pay is over; each is handed out once in half a minute. */
export async function overdueTopUps(db: Db<FundsDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update funds.top_up set close_try_at = ${now}::timestamptz + interval '30 seconds'
    where id in (select id from funds.top_up where state = 'open' and close_try_at <= ${now} order by close_try_at limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

const withdrawalColumns = [
  'id',
  'number',
  'shopper_id as shopperId',
  'amount_fen as amountFen',
  'payee_id as payeeId',
  'state',
  'package_info as packageInfo',
  'mismatch',
  'note',
  'reviewer',
  'tries',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const
export type WithdrawalRow = NonNullable<Awaited<ReturnType<typeof findWithdrawal>>>

export async function findWithdrawal(db: Db<FundsDb>, id: string) {
  return db.selectFrom('funds.withdrawal').select(withdrawalColumns).where('id', '=', id).executeTakeFirst()
}

export async function withdrawalByNumber(db: Db<FundsDb>, number: string): Promise<WithdrawalRow | undefined> {
  return db.selectFrom('funds.withdrawal').select(withdrawalColumns).where('number', '=', number).executeTakeFirst()
}

export interface NewWithdrawal {
  id: string
  number: string
  shopperId: string
  requestId: string
  amountFen: number
  payeeId: string
  dueAt: Date
  now: Date
}

/** The withdrawal of this request: this one, or the one that was asked for before. */
export async function insertWithdrawal(db: Db<FundsDb>, wish: NewWithdrawal) {
  await db
    .insertInto('funds.withdrawal')
    .values({
      id: wish.id,
      number: wish.number,
      shopper_id: wish.shopperId,
      request_id: wish.requestId,
      amount_fen: wish.amountFen,
      payee_id: wish.payeeId,
      state: 'asked',
      due_at: wish.dueAt,
      created_at: wish.now,
    })
    .onConflict((conflict) => conflict.constraint('withdrawal_request').doNothing())
    .execute()
  return db
    .selectFrom('funds.withdrawal')
    .select(withdrawalColumns)
    .where('shopper_id', '=', wish.shopperId)
    .where('request_id', '=', wish.requestId)
    .executeTakeFirstOrThrow()
}

type State = FundsDb['funds.withdrawal']['state']
export interface Step {
  from: readonly State[]
  state: State
  dueAt: Date | null
  note?: string
  reviewer?: string
  packageInfo?: string
  mismatch?: string
  endedAt?: Date
  try?: boolean
}

/** Moves a withdrawal from one of these states; nothing when it is in none of them. */
export async function moveWithdrawal(db: Db<FundsDb>, id: string, step: Step) {
  return db
    .updateTable('funds.withdrawal')
    .set({
      state: step.state,
      due_at: step.dueAt,
      ...(step.note === undefined ? {} : { note: step.note }),
      ...(step.reviewer === undefined ? {} : { reviewer: step.reviewer }),
      ...(step.packageInfo === undefined ? {} : { package_info: step.packageInfo }),
      ...(step.mismatch === undefined ? {} : { mismatch: step.mismatch }),
      ...(step.endedAt === undefined ? {} : { ended_at: step.endedAt }),
      ...(step.try ? { tries: sql<number>`tries + 1` } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', step.from)
    .returning(withdrawalColumns)
    .executeTakeFirst()
}

/** Takes withdrawals whose time has come; until `leaseUntil` nobody else takes them. Of one shopper only, when given. */
export async function claimWithdrawals(
  db: Db<FundsDb>,
  due: { now: Date; leaseUntil: Date; limit: number; shopperId?: string | undefined },
): Promise<WithdrawalRow[]> {
  return db
    .updateTable('funds.withdrawal')
    .set({ due_at: due.leaseUntil })
    .where('id', 'in', (eb) => {
      let query = eb.selectFrom('funds.withdrawal').select('id').where('due_at', '<=', due.now)
      if (due.shopperId) query = query.where('shopper_id', '=', due.shopperId)
      return query.orderBy('due_at').limit(due.limit).forUpdate().skipLocked()
    })
    .returning(withdrawalColumns)
    .execute()
}

export async function withdrawalsOf(db: Db<FundsDb>, shopperId: string, limit: number): Promise<WithdrawalRow[]> {
  return db
    .selectFrom('funds.withdrawal')
    .select(withdrawalColumns)
    .where('shopper_id', '=', shopperId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function withdrawalsPage(db: Db<FundsDb>, query: { state?: State | undefined; page: number; pageSize: number }) {
  let rows = db.selectFrom('funds.withdrawal').select(withdrawalColumns)
  let count = db.selectFrom('funds.withdrawal').select((eb) => eb.fn.countAll<number>().as('total'))
  if (query.state) {
    rows = rows.where('state', '=', query.state)
    count = count.where('state', '=', query.state)
  }
  const { total } = await count.executeTakeFirstOrThrow()
  const items = await rows
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { items, total }
}

/** Withdrawals in pages, for the check against the wallet. */
export async function withdrawalStates(db: Db<FundsDb>, after: string, limit: number) {
  return db
    .selectFrom('funds.withdrawal')
    .select(['id', 'state', 'amount_fen as amountFen'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}
