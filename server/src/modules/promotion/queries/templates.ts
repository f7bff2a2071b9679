import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { type Db, jsonb } from '../../../kernel/db.ts'
import { CouponGift, Scope } from '../contract.ts'
import type { CouponTemplateInput } from '../contract.ts'
import type { PromotionDb } from '../db.ts'

type Input = z.output<typeof CouponTemplateInput>
type Row = Selectable<PromotionDb['promotion.coupon_template']>
export type Template = ReturnType<typeof templateOf>

/** Throws the driver's error of `coupon_code_once` when another template has that code. */
export async function insertTemplate(db: Db<PromotionDb>, template: Input & { id: string; shopId: string; now: Date }): Promise<void> {
  await db
    .insertInto('promotion.coupon_template')
    .values({ id: template.id, shop_id: template.shopId, created_at: template.now, ...columns(template) })
    .execute()
}

/** False: not the shop's, or fewer than were claimed already. What was claimed keeps its own terms. */
export async function replaceTemplate(db: Db<PromotionDb>, template: Input & { id: string; shopId: string }): Promise<boolean> {
  const row = await db
    .updateTable('promotion.coupon_template')
    .set(columns(template))
    .where('id', '=', template.id)
    .where('shop_id', '=', template.shopId)
    .where('claimed', '<=', template.stock)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const time = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))
const columns = (template: Input) => ({
  title: template.title,
  kind: template.kind,
  value: template.value,
  cap_fen: template.capFen,
  threshold_fen: template.thresholdFen,
  scope: jsonb(template.scope),
  gifts: jsonb(template.gifts),
  stack_group: template.stackGroup,
  use_in: template.useIn,
  platform_share_bps: template.platformShareBps,
  passable: template.passable,
  auto: template.auto,
  stock: template.stock,
  per_shopper: template.perShopper,
  claimable: template.claimable,
  code: template.code,
  claim_from: time(template.claimFrom),
  claim_until: time(template.claimUntil),
  valid_until: time(template.validUntil),
  valid_days: template.validDays,
  enabled: template.enabled,
})

/**
 * Takes one off the stock if, and only if, there is one left and it may be claimed now; the row lock makes it exact under any
 * concurrency. `openly`: only what anybody may claim; `always`: a grant by the shop, outside of the time for claiming.
 */
export async function takeOne(
  db: Db<PromotionDb>,
  id: string,
  how: { as: 'openly' | 'by-code' | 'grant' | 'birthday'; now: Date },
): Promise<Template | undefined> {
  let query = db
    .updateTable('promotion.coupon_template')
    .set((eb) => ({ claimed: eb('claimed', '+', 1) }))
    .where('id', '=', id)
    .where('enabled', '=', true)
    .whereRef('claimed', '<', 'stock')
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', how.now)]))
  if (how.as === 'openly') query = query.where('claimable', '=', true)
  if (how.as === 'openly' || how.as === 'by-code') {
    query = query
      .where((eb) => eb.or([eb('claim_from', 'is', null), eb('claim_from', '<=', how.now)]))
      .where((eb) => eb.or([eb('claim_until', 'is', null), eb('claim_until', '>', how.now)]))
  }
  const row = await query.returningAll().executeTakeFirst()
  return row && templateOf(row)
}

export async function findTemplate(db: Db<PromotionDb>, id: string): Promise<Template | undefined> {
  const row = await db.selectFrom('promotion.coupon_template').selectAll().where('id', '=', id).executeTakeFirst()
  return row && templateOf(row)
}

/** Templates of a shop. */
export async function templatesById(db: Db<PromotionDb>, shopId: string, ids: readonly string[]): Promise<Template[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('promotion.coupon_template')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(templateOf)
}

/** What is given by itself, in all shops. */
export async function automaticTemplates(db: Db<PromotionDb>, auto: 'newcomer' | 'birthday'): Promise<Template[]> {
  const rows = await db
    .selectFrom('promotion.coupon_template')
    .selectAll()
    .where('auto', '=', auto)
    .where('enabled', '=', true)
    .orderBy('id')
    .execute()
  return rows.map(templateOf)
}

/** Locks a template until the transaction ends, so that what each may have is counted one after the other. */
export async function lockTemplate(db: Db<PromotionDb>, id: string): Promise<Template> {
  return templateOf(await db.selectFrom('promotion.coupon_template').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow())
}

export async function findTemplateIdByCode(db: Db<PromotionDb>, code: string): Promise<string | undefined> {
  const row = await db.selectFrom('promotion.coupon_template').select('id').where('code', '=', code).executeTakeFirst()
  return row?.id
}

export async function findTemplateByTitle(db: Db<PromotionDb>, shopId: string, title: string): Promise<Template | undefined> {
  const row = await db
    .selectFrom('promotion.coupon_template')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('title', '=', title)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row && templateOf(row)
}

const usedOf = sql<number>`(select count(*) from promotion.coupon c where c.template_id = coupon_template.id and c.state = 'used')`

export async function templatePage(db: Db<PromotionDb>, shopId: string, page: { limit: number; offset: number; id?: string }) {
  let ofShop = db.selectFrom('promotion.coupon_template').where('shop_id', '=', shopId)
  if (page.id !== undefined) ofShop = ofShop.where('id', '=', page.id)
  const rows = await ofShop
    .selectAll()
    .select(usedOf.as('used'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const { total } = await ofShop.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const items = rows.map((row) => {
    const { shopId: _, ...template } = templateOf(row)
    return { ...template, used: row.used }
  })
  return { items, total }
}

/** What anybody may claim now and is not gone, of one shop or of all; with how many this shopper has had of each. */
export async function claimableTemplates(db: Db<PromotionDb>, of: { shopId: string | undefined; shopperId: string | null; now: Date }) {
  let query = db
    .selectFrom('promotion.coupon_template')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('promotion.coupon')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('promotion.coupon.template_id', '=', 'promotion.coupon_template.id')
        .where('promotion.coupon.shopper_id', '=', of.shopperId)
        .as('mine'),
    )
    .where('enabled', '=', true)
    .where('claimable', '=', true)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', of.now)]))
    .where((eb) => eb.or([eb('claim_from', 'is', null), eb('claim_from', '<=', of.now)]))
    .where((eb) => eb.or([eb('claim_until', 'is', null), eb('claim_until', '>', of.now)]))
  if (of.shopId !== undefined) query = query.where('shop_id', '=', of.shopId)
  const rows = await query.orderBy('created_at', 'desc').limit(100).execute()
  return rows.map((row) => ({ ...templateOf(row), mine: row.mine ?? 0 }))
}

function templateOf(row: Row) {
  return {
    id: row.id,
    shopId: row.shop_id,
    title: row.title,
    kind: row.kind,
    value: row.value,
    capFen: row.cap_fen,
    thresholdFen: row.threshold_fen,
    scope: Scope.parse(row.scope),
    gifts: CouponGift.array().parse(row.gifts),
    stackGroup: row.stack_group,
    useIn: row.use_in,
    platformShareBps: row.platform_share_bps,
    passable: row.passable,
    auto: row.auto,
    stock: row.stock,
    claimed: row.claimed,
    perShopper: row.per_shopper,
    claimable: row.claimable,
    code: row.code,
    claimFrom: row.claim_from?.toISOString() ?? null,
    claimUntil: row.claim_until?.toISOString() ?? null,
    validUntil: row.valid_until?.toISOString() ?? null,
    validDays: row.valid_days,
    enabled: row.enabled,
    createdAt: row.created_at.toISOString(),
  }
}

export async function templateTitles(db: Db<PromotionDb>, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('promotion.coupon_template')
    .select(['id', 'shop_id as shopId', 'title'])
    .where('id', 'in', [...ids])
    .execute()
}
