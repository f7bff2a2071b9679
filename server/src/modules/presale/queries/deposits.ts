import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PresaleDb } from '../db.ts'

export type State = PresaleDb['presale.deposit']['state']
export type Why = 'asked' | 'unpaid' | 'late' | 'shop'

const columns = [
  'id',
  'campaign_id as campaignId',
  'shop_id as shopId',
  'shopper_id as shopperId',
  'request_id as requestId',
  'sku_id as skuId',
  'quantity',
  'price_fen as priceFen',
  'deposit_fen as depositFen',
  'worth_fen as worthFen',
  'word',
  'refund_before as refundBefore',
  'unpaid',
  'balance_starts_at as balanceStartsAt',
  'balance_ends_at as balanceEndsAt',
  'wait_until as waitUntil',
  'ship_by as shipBy',
  'free_freight as freeFreight',
  'state',
  'why',
  'pay_before as payBefore',
  'returned',
  'created_at as createdAt',
  'paid_at as paidAt',
] as const

export interface NewDeposit {
  id: string
  campaignId: string
  shopId: string
  shopperId: string
  requestId: string
  skuId: string
  quantity: number
  priceFen: number
  depositFen: number
  worthFen: number
  word: 'earnest' | 'advance'
  refundBefore: boolean
  unpaid: 'forfeit' | 'refund'
  balanceStartsAt: Date
  balanceEndsAt: Date
  waitUntil: Date | null
  shipBy: Date
  freeFreight: boolean
  payBefore: Date
  heldUntil: Date
  now: Date
}

export async function insertDeposit(tx: Db<PresaleDb>, one: NewDeposit): Promise<void> {
  await tx
    .insertInto('presale.deposit')
    .values({
      id: one.id,
      campaign_id: one.campaignId,
      shop_id: one.shopId,
      shopper_id: one.shopperId,
      request_id: one.requestId,
      sku_id: one.skuId,
      quantity: one.quantity,
      price_fen: one.priceFen,
      deposit_fen: one.depositFen,
      worth_fen: one.worthFen,
      word: one.word,
      refund_before: one.refundBefore,
      unpaid: one.unpaid,
      balance_starts_at: one.balanceStartsAt,
      balance_ends_at: one.balanceEndsAt,
      wait_until: one.waitUntil,
      ship_by: one.shipBy,
      free_freight: one.freeFreight,
      state: 'unpaid',
      pay_before: one.payBefore,
      held_until: one.heldUntil,
      close_try_at: one.heldUntil,
      created_at: one.now,
    })
    .execute()
}

/** A deposit. `lock`: nobody else moves it until the transaction ends. */
export async function depositOf(db: Db<PresaleDb>, id: string, lock = false) {
  const query = db.selectFrom('presale.deposit').select(columns).where('id', '=', id)
  return (lock ? query.forUpdate() : query).executeTakeFirst()
}
export type DepositRow = NonNullable<Awaited<ReturnType<typeof depositOf>>>

export async function depositByRequest(db: Db<PresaleDb>, shopperId: string, requestId: string): Promise<DepositRow | undefined> {
  return db
    .selectFrom('presale.deposit')
    .select(columns)
    .where('shopper_id', '=', shopperId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

/** From where it stands to where it goes; false when it does not stand there any more. */
export async function moveDeposit(
  tx: Db<PresaleDb>,
  id: string,
  { from, to, now, paidAt }: { from: readonly State[]; to: State; now: Date; paidAt?: Date },
): Promise<boolean> {
  const over = to === 'forfeited' || to === 'closed'
  const row = await tx
    .updateTable('presale.deposit')
    .set({ state: to, ...(over ? { ended_at: now } : {}), ...(paidAt ? { paid_at: paidAt } : {}) })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** All of it goes back and it is over. */
export async function refundWhole(
  tx: Db<PresaleDb>,
  id: string,
  { from, why, now, paidAt }: { from: State; why: Why; now: Date; paidAt?: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update presale.deposit set state = 'refunded', why = ${why}, ended_at = ${now}, returned = quantity,
    paid_at = coalesce(paid_at, ${paidAt ?? null}::timestamptz) where id = ${id} and state = ${from} and returned = 0`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

/** The deposit of so many pieces goes back; it stays bought. */
export async function returnSome(tx: Db<PresaleDb>, id: string, quantity: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update presale.deposit set returned = returned + ${quantity}
    where id = ${id} and returned + ${quantity} <= quantity`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

export interface Return {
  key: string
  depositId: string
  quantity: number
  amountFen: number
  extraFen: number
  reason: string
  now: Date
}

/** False: it was written before. */
export async function insertReturn(tx: Db<PresaleDb>, one: Return): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into presale.deposit_return (key, deposit_id, quantity, amount_fen, extra_fen, reason, at, try_at)
    values (${one.key}, ${one.depositId}, ${one.quantity}, ${one.amountFen}, ${one.extraFen}, ${one.reason}, ${one.now}, ${one.now})
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n) === 1
}

export type DueReturn = Omit<Return, 'now'> & { shopId: string; shopperId: string }

/** Returns that were not asked for yet; each is handed out once in half a minute. */
export async function dueReturns(db: Db<PresaleDb>, now: Date, limit: number): Promise<DueReturn[]> {
  const { rows } = await sql<DueReturn>`
    update presale.deposit_return r set try_at = ${now}::timestamptz + interval '30 seconds' from presale.deposit d
    where d.id = r.deposit_id and r.key in (
      select key from presale.deposit_return where sent_at is null and try_at <= ${now} order by try_at limit ${limit} for update skip locked)
    returning r.key, r.deposit_id as "depositId", r.quantity, r.amount_fen as "amountFen", r.extra_fen as "extraFen", r.reason,
      d.shop_id as "shopId", d.shopper_id as "shopperId"`.execute(db)
  return rows
}

export async function returnSent(db: Db<PresaleDb>, key: string, now: Date): Promise<void> {
  await sql`update presale.deposit_return set sent_at = ${now} where key = ${key} and sent_at is null`.execute(db)
}

/** Unpaid ones whose place is not held any more, or whose presale was called off. */
export async function lapsedDeposits(tx: Db<PresaleDb>, now: Date, limit: number): Promise<DepositRow[]> {
  return tx
    .selectFrom('presale.deposit')
    .select(columns)
    .where('state', '=', 'unpaid')
    .where(
      sql<boolean>`(held_until <= ${now} or exists (select 1 from presale.campaign c where c.id = campaign_id and c.cancelled_at is not null))`,
    )
    .orderBy('held_until')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Lapsed ones that may still be open at the channel; each is handed out once in half a minute. */
export async function depositsToClose(db: Db<PresaleDb>, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update presale.deposit set close_try_at = ${now}::timestamptz + interval '30 seconds' where id in (
      select id from presale.deposit where state = 'lapsed' and close_try_at <= ${now} order by close_try_at limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows.map((row) => row.id)
}

/** Paid ones whose balance can be paid no more, or whose presale was called off. */
export async function endedDeposits(db: Db<PresaleDb>, now: Date, limit: number): Promise<(DepositRow & { cancelled: boolean })[]> {
  const cancelled = sql<boolean>`exists (select 1 from presale.campaign c where c.id = campaign_id and c.cancelled_at is not null)`
  return db
    .selectFrom('presale.deposit')
    .select([...columns, cancelled.as('cancelled')])
    .where('state', '=', 'paid')
    .where((eb) => eb.or([eb('balance_ends_at', '<=', now), cancelled]))
    .orderBy('balance_ends_at')
    .limit(limit)
    .execute()
}

export interface ToTell {
  id: string
  shopperId: string
  shopId: string
  campaignId: string
  title: string
  when: 'open' | 'last'
  balanceFen: number
  balanceEndsAt: Date
}

/** Paid ones whose shoppers are to hear that the balance can be paid, or soon no more; marked as told. */
export async function takeToTell(tx: Db<PresaleDb>, { now, last, limit }: { now: Date; last: Date; limit: number }): Promise<ToTell[]> {
  const { rows } = await sql<ToTell>`
    update presale.deposit d set told_open_at = coalesce(told_open_at, ${now}),
      told_last_at = case when d.told_open_at is not null or d.balance_ends_at <= ${last} then ${now}::timestamptz end
    from presale.campaign c where c.id = d.campaign_id and d.id in (
      select id from presale.deposit where state = 'paid' and balance_starts_at <= ${now} and balance_ends_at > ${now}
        and told_last_at is null and (told_open_at is null or balance_ends_at <= ${last})
      order by balance_starts_at limit ${limit} for update skip locked)
    returning d.id, d.shopper_id as "shopperId", d.shop_id as "shopId", d.campaign_id as "campaignId", c.title,
      case when d.told_last_at is not null then 'last' else 'open' end as when,
      ((d.price_fen - d.worth_fen) * d.quantity)::bigint as "balanceFen", d.balance_ends_at as "balanceEndsAt"`.execute(tx)
  return rows
}

export async function depositsOf(
  db: Db<PresaleDb>,
  query: { shopperId: string; before: string | undefined; limit: number },
): Promise<DepositRow[]> {
  let page = db.selectFrom('presale.deposit').select(columns).where('shopper_id', '=', query.shopperId)
  if (query.before)
    page = page.where(
      sql<boolean>`(created_at, id) < (select created_at, id from presale.deposit where id = ${query.before}::uuid and shopper_id = ${query.shopperId})`,
    )
  return page.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(query.limit).execute()
}

export async function board(
  db: Db<PresaleDb>,
  campaignId: string,
  query: { page: number; pageSize: number; state?: State | undefined },
): Promise<{ items: DepositRow[]; total: number }> {
  const all = db.selectFrom('presale.deposit').where('campaign_id', '=', campaignId)
  const wanted = query.state ? all.where('state', '=', query.state) : all
  const items = await wanted
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await wanted.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { items, total }
}
