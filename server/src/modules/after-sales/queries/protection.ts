import type { Db } from '../../../kernel/db.ts'
import type { AfterSalesDb } from '../db.ts'

export interface NewProtection {
  lineId: string
  orderId: string
  shopId: string
  shopperId: string
  title: string
  units: number
  paidPriceFen: number
  priceFen: number
  amountFen: number
  at: Date
}

/** False: this line's drop has been paid back. */
export async function insertProtection(tx: Db<AfterSalesDb>, one: NewProtection): Promise<boolean> {
  const row = await tx
    .insertInto('after_sales.price_protection')
    .values({
      line_id: one.lineId,
      order_id: one.orderId,
      shop_id: one.shopId,
      shopper_id: one.shopperId,
      title: one.title,
      units: one.units,
      paid_price_fen: one.paidPriceFen,
      price_fen: one.priceFen,
      amount_fen: one.amountFen,
      at: one.at,
    })
    .onConflict((conflict) => conflict.column('line_id').doNothing())
    .returning('line_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findProtection(db: Db<AfterSalesDb>, lineId: string): Promise<boolean> {
  const row = await db.selectFrom('after_sales.price_protection').select('line_id').where('line_id', '=', lineId).executeTakeFirst()
  return row !== undefined
}

export async function markProtection(db: Db<AfterSalesDb>, lineId: string, state: 'given' | 'refused'): Promise<void> {
  await db.updateTable('after_sales.price_protection').set({ state }).where('line_id', '=', lineId).where('state', '=', 'asked').execute()
}

export async function claimedLines(db: Db<AfterSalesDb>, lineIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('after_sales.price_protection')
    .select('line_id')
    .where('line_id', 'in', [...lineIds])
    .execute()
  return rows.map((row) => row.line_id)
}
