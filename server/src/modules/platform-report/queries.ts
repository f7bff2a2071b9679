import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { PlatformReportDb } from './db.ts'

type State = PlatformReportDb['platform_report.report']['state']
export type ReportRow = Awaited<ReturnType<typeof claimDue>>[number]

export async function insertPaid(
  db: Db<PlatformReportDb>,
  paid: { checkoutId: string; shopperId: string; orderId: string; shopId: string; now: Date },
): Promise<void> {
  await sql`
    with report as (
      insert into platform_report.report (checkout_id, shopper_id, state, at)
      values (${paid.checkoutId}, ${paid.shopperId}, 'paid', ${paid.now}) on conflict (checkout_id) do nothing
    )
    insert into platform_report.report_order (order_id, checkout_id, shop_id)
    values (${paid.orderId}, ${paid.checkoutId}, ${paid.shopId}) on conflict (order_id) do nothing`.execute(db)
}

/** There is more to tell. What does not concern the platform stays so. */
export async function want(db: Db<PlatformReportDb>, orderId: string, now: Date): Promise<void> {
  await db
    .updateTable('platform_report.report')
    .set({ state: 'wanted', wanted: sql<number>`wanted + 1`, try_at: now, tries: 0, note: '' })
    .where('checkout_id', '=', (eb) => eb.selectFrom('platform_report.report_order').select('checkout_id').where('order_id', '=', orderId))
    .where('state', '<>', 'not_needed')
    .where('complete', '=', false)
    .execute()
}

export async function claimDue(db: Db<PlatformReportDb>, due: { now: Date; leaseUntil: Date; limit: number }) {
  return db
    .updateTable('platform_report.report')
    .set({ try_at: due.leaseUntil, tries: sql<number>`tries + 1` })
    .where('checkout_id', 'in', (eb) =>
      eb
        .selectFrom('platform_report.report')
        .select('checkout_id')
        .where('try_at', '<=', due.now)
        .orderBy('try_at')
        .limit(due.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

export async function ordersOf(db: Db<PlatformReportDb>, checkoutIds: readonly string[]) {
  return db
    .selectFrom('platform_report.report_order')
    .selectAll()
    .where('checkout_id', '=', sql<string>`any(${[...checkoutIds]}::uuid[])`)
    .orderBy('order_id')
    .execute()
}

export async function setNumbers(db: Db<PlatformReportDb>, orders: readonly { id: string; number: string }[]): Promise<void> {
  for (const { id, number } of orders) {
    // A handful: those that were paid together.
    // oxlint-disable-next-line eslint/no-await-in-loop
    await db.updateTable('platform_report.report_order').set({ order_number: number }).where('order_id', '=', id).execute()
  }
}

/** Told up to what was wanted when it was looked at; what came meanwhile is told next. */
export async function setTold(db: Db<PlatformReportDb>, row: ReportRow, outcome: { complete: boolean; now: Date }): Promise<void> {
  const more = sql<boolean>`wanted > ${row.wanted}`
  await db
    .updateTable('platform_report.report')
    .set({
      told: row.wanted,
      complete: outcome.complete,
      told_at: outcome.now,
      note: '',
      state: sql<State>`case when ${more} and not ${outcome.complete}::boolean then 'wanted' else 'told' end`,
      try_at: sql<Date | null>`case when ${more} and not ${outcome.complete}::boolean then ${outcome.now}::timestamptz end`,
    })
    .where('checkout_id', '=', row.checkout_id)
    .where('state', '=', 'wanted')
    .execute()
}

export async function setWaiting(
  db: Db<PlatformReportDb>,
  id: string,
  next: { state: 'wanted' | 'stopped' | 'not_needed' | 'told'; tryAt: Date | null; note: string },
): Promise<void> {
  await db
    .updateTable('platform_report.report')
    .set({ state: next.state, try_at: next.tryAt, note: next.note.slice(0, 200) })
    .where('checkout_id', '=', id)
    .where('state', '=', 'wanted')
    .execute()
}

const ofShop = (shopId: string) =>
  sql<boolean>`exists (select 1 from platform_report.report_order o where o.checkout_id = platform_report.report.checkout_id and o.shop_id = ${shopId})`

export async function reportPage(
  db: Db<PlatformReportDb>,
  shopId: string,
  page: { state?: State | undefined; limit: number; offset: number },
) {
  let query = db.selectFrom('platform_report.report').where(ofShop(shopId)).where('state', '<>', 'paid')
  if (page.state) query = query.where('state', '=', page.state)
  const rows = await query.selectAll().orderBy('at', 'desc').orderBy('checkout_id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

export async function reportOfShop(db: Db<PlatformReportDb>, shopId: string, id: string): Promise<ReportRow | undefined> {
  return db.selectFrom('platform_report.report').selectAll().where('checkout_id', '=', id).where(ofShop(shopId)).executeTakeFirst()
}

export async function again(db: Db<PlatformReportDb>, id: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('platform_report.report')
    .set({ state: 'wanted', try_at: now, tries: 0, note: '' })
    .where('checkout_id', '=', id)
    .where('state', '=', 'stopped')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function forgotten(db: Db<PlatformReportDb>, now: Date): Promise<{ id: string; text: string }[]> {
  const rows = await db
    .selectFrom('platform_report.report')
    .select(['checkout_id', 'try_at', 'note'])
    .where('try_at', '<', new Date(now.getTime() - 2 * 3600_000))
    .execute()
  return rows.map((row) => ({ id: row.checkout_id, text: `the platform was to be told at ${row.try_at?.toISOString()}: ${row.note}` }))
}
