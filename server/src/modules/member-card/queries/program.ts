import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { MemberCardInput } from '../contract.ts'
import type { MemberCardDb } from '../db.ts'

export interface ProgramRow extends Omit<MemberCardInput, 'plans'> {
  shopId: string
  plans: { id: string; months: 1 | 3 | 12; priceFen: number; listPriceFen: number; enabled: boolean }[]
}

/** Cards with their terms: of one shop, or all that can be bought. */
export async function programs(db: Db<MemberCardDb>, of: { shopId?: string; enabled?: boolean }): Promise<ProgramRow[]> {
  const { rows } = await sql<ProgramRow>`
    select p.shop_id as "shopId", p.title, p.intro, p.level, p.discount_bps as "discountBps", p.free_shipping as "freeShipping",
      p.template_ids as "templateIds", p.refund_days as "refundDays", p.enabled,
      (select jsonb_agg(jsonb_build_object('id', l.id, 'months', l.months, 'priceFen', l.price_fen, 'listPriceFen', l.list_price_fen,
        'enabled', l.enabled) order by l.months) from member_card.plan l where l.shop_id = p.shop_id) as plans
    from member_card.program p where true ${of.shopId ? sql`and p.shop_id = ${of.shopId}` : sql``} ${of.enabled ? sql`and p.enabled` : sql``}
    order by p.updated_at desc limit 100`.execute(db)
  return rows
}

export async function putProgram(
  tx: Db<MemberCardDb>,
  shopId: string,
  { card, now, newId }: { card: MemberCardInput; now: Date; newId: () => string },
): Promise<void> {
  await sql`insert into member_card.program (shop_id, title, intro, level, discount_bps, free_shipping, template_ids, refund_days, enabled, updated_at)
    values (${shopId}, ${card.title}, ${card.intro}, ${card.level}, ${card.discountBps}, ${card.freeShipping}, ${card.templateIds}::uuid[],
      ${card.refundDays}, ${card.enabled}, ${now})
    on conflict (shop_id) do update set title = excluded.title, intro = excluded.intro, level = excluded.level, discount_bps = excluded.discount_bps,
      free_shipping = excluded.free_shipping, template_ids = excluded.template_ids, refund_days = excluded.refund_days, enabled = excluded.enabled,
      updated_at = excluded.updated_at`.execute(tx)
  for (const plan of card.plans)
    await sql`insert into member_card.plan (id, shop_id, months, price_fen, list_price_fen, enabled)
      values (${newId()}, ${shopId}, ${plan.months}, ${plan.priceFen}, ${plan.listPriceFen}, ${plan.enabled})
      on conflict (shop_id, months) do update set price_fen = excluded.price_fen, list_price_fen = excluded.list_price_fen, enabled = excluded.enabled`.execute(
      tx,
    )
  const months = card.plans.map((plan) => plan.months)
  await sql`update member_card.plan set enabled = false where shop_id = ${shopId} and months <> all(${months}::int[])`.execute(tx)
}

export async function numbersOf(db: Db<MemberCardDb>, shopId: string, now: Date) {
  const { rows } = await sql<{ holders: number; sold: number; soldFen: number; refundedFen: number; given: number }>`
    select count(distinct shopper_id) filter (where state = 'paid' and ends_at > ${now})::int as holders,
      count(*) filter (where source = 'bought' and paid_at is not null)::int as sold,
      coalesce(sum(price_fen) filter (where paid_at is not null), 0)::bigint as "soldFen", coalesce(sum(refund_fen), 0)::bigint as "refundedFen",
      count(*) filter (where source = 'points')::int as given
    from member_card.term where shop_id = ${shopId}`.execute(db)
  return rows[0] ?? { holders: 0, sold: 0, soldFen: 0, refundedFen: 0, given: 0 }
}

/** Shops whose card somebody has had. */
export async function shopsOf(db: Db<MemberCardDb>, shopperId: string): Promise<string[]> {
  const rows = await db.selectFrom('member_card.term').select('shop_id').distinct().where('shopper_id', '=', shopperId).execute()
  return rows.map((row) => row.shop_id)
}
