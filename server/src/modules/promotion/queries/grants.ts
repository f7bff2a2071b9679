import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import { Audience } from '../contract.ts'
import type { PromotionDb } from '../db.ts'

interface NewGrant {
  id: string
  shopId: string
  requestId: string
  templateId: string
  audience: Audience
  staffName: string
  now: Date
}

/** Nothing happens when the shop has asked with this request id before. */
export async function insertGrant(db: Db<PromotionDb>, grant: NewGrant): Promise<void> {
  await db
    .insertInto('promotion.grant_batch')
    .values({
      id: grant.id,
      shop_id: grant.shopId,
      request_id: grant.requestId,
      template_id: grant.templateId,
      audience: jsonb(grant.audience),
      state: 'running',
      staff_name: grant.staffName,
      created_at: grant.now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'request_id']).doNothing())
    .execute()
}

const grants = (db: Db<PromotionDb>) =>
  db
    .selectFrom('promotion.grant_batch as g')
    .innerJoin('promotion.coupon_template as t', 't.id', 'g.template_id')
    .select([
      'g.id as id',
      'g.shop_id as shopId',
      'g.template_id as templateId',
      't.title as title',
      'g.audience as audience',
      'g.state as state',
      'g.cursor as cursor',
      'g.seen as seen',
      'g.granted as granted',
      'g.staff_name as staffName',
      'g.created_at as createdAt',
    ])
type Row = Awaited<ReturnType<ReturnType<typeof grants>['execute']>>[number]
export type GrantRow = Omit<Row, 'audience'> & { audience: Audience }
const parsed = (row: Row): GrantRow => ({ ...row, audience: Audience.parse(row.audience) })

export async function findGrant(db: Db<PromotionDb>, shopId: string, requestId: string): Promise<GrantRow | undefined> {
  const row = await grants(db).where('g.shop_id', '=', shopId).where('g.request_id', '=', requestId).executeTakeFirst()
  return row && parsed(row)
}

export async function grantPage(db: Db<PromotionDb>, shopId: string, page: { limit: number; offset: number }) {
  const ofShop = grants(db).where('g.shop_id', '=', shopId)
  const rows = await ofShop.orderBy('g.created_at', 'desc').orderBy('g.id', 'desc').limit(page.limit).offset(page.offset).execute()
  const { total } = await db
    .selectFrom('promotion.grant_batch')
    .select(sql<number>`count(*)`.as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { items: rows.map(parsed), total }
}

export async function runningGrants(db: Db<PromotionDb>, limit: number): Promise<GrantRow[]> {
  const rows = await grants(db).where('g.state', '=', 'running').orderBy('g.created_at').limit(limit).execute()
  return rows.map(parsed)
}

/** Notes that a page was done, unless another process has done so; what was given is counted, not added up. */
export async function advanceGrant(
  db: Db<PromotionDb>,
  grant: { id: string; templateId: string; cursor: string | null },
  page: { cursor: string | null; seen: number; done: boolean },
): Promise<void> {
  await sql`
    update promotion.grant_batch set cursor = ${page.cursor}::uuid, seen = seen + ${page.seen}::int, state = ${page.done ? 'done' : 'running'},
      granted = (select count(*) from promotion.coupon where template_id = ${grant.templateId}::uuid and grant_key like ${`grant:${grant.id}:%`})
    where id = ${grant.id}::uuid and state = 'running' and cursor is not distinct from ${grant.cursor}::uuid`.execute(db)
}
