import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { CardKeyDb } from '../db.ts'
import type { NewSecret } from './pool.ts'

/** False: this was done before. */
export async function claimCommand(db: Db<CardKeyDb>, key: string, now: Date): Promise<boolean> {
  const row = await db
    .insertInto('card_key.command')
    .values({ key, at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  return row !== undefined
}

export interface Receiver {
  shopId: string
  orderId: string
  shopperId: string
  now: Date
}
interface Line {
  orderLineId: string
  skuId: string
  productId: string
  quantity: number
}

/** Gives a line as many free keys, the oldest first; those another order has in hand are passed over. Gives how many there were. */
export async function takeKeys(db: Db<CardKeyDb>, to: Receiver, line: Line): Promise<number> {
  const { numAffectedRows } = await sql`
    with chosen as (
      select id from card_key.secret where sku_id = ${line.skuId} and shop_id = ${to.shopId} and state = 'free'
      order by id limit ${line.quantity} for update skip locked
    ), numbered as (select id, row_number() over (order by id) as unit from chosen)
    update card_key.secret s set state = 'delivered', order_id = ${to.orderId}, order_line_id = ${line.orderLineId}, unit = numbered.unit,
      shopper_id = ${to.shopperId}, delivered_at = ${to.now}
    from numbered where s.id = numbered.id and s.state = 'free'`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Vouchers that are made as they are delivered. Throws the database's own error when a code comes twice. */
export async function insertVouchers(
  db: Db<CardKeyDb>,
  to: Receiver,
  { line, codes }: { line: Line; codes: readonly NewSecret[] },
): Promise<void> {
  await db
    .insertInto('card_key.secret')
    .values(
      codes.map((code, index) => ({
        id: code.id,
        shop_id: to.shopId,
        sku_id: line.skuId,
        product_id: line.productId,
        kind: 'voucher' as const,
        sealed: code.sealed,
        key_id: code.keyId,
        hash: code.hash,
        hint: code.hint,
        state: 'delivered' as const,
        order_id: to.orderId,
        order_line_id: line.orderLineId,
        unit: index + 1,
        shopper_id: to.shopperId,
        delivered_at: to.now,
        created_at: to.now,
      })),
    )
    .execute()
}

export interface Units {
  orderLineId: string
  quantity: number
}

/** Makes so many unused vouchers of a line void: those that wait under this key, then others that wait for nothing. */
export async function voidVouchers(db: Db<CardKeyDb>, line: Units, by: { asideKey: string; now: Date }): Promise<void> {
  await sql`
    update card_key.secret set state = 'void', ended_at = ${by.now}
    where state = 'delivered' and id in (
      select id from card_key.secret where order_line_id = ${line.orderLineId} and kind = 'voucher' and state = 'delivered'
        and (aside_key is null or aside_key = ${by.asideKey})
      order by (aside_key is null), unit desc limit ${line.quantity} for update
    )`.execute(db)
}

export async function secretsOf(db: Db<CardKeyDb>, shopperId: string, orderId: string) {
  return db
    .selectFrom('card_key.secret')
    .select([
      'id',
      'order_line_id as orderLineId',
      'kind',
      'sealed',
      'key_id as keyId',
      'state',
      'delivered_at as deliveredAt',
      'ended_at as endedAt',
    ])
    .where('order_id', '=', orderId)
    .where('shopper_id', '=', shopperId)
    .orderBy('order_line_id')
    .orderBy('unit')
    .execute()
}

const voucherColumns = [
  'id',
  'sku_id as skuId',
  'hint',
  'state',
  'order_id as orderId',
  'delivered_at as deliveredAt',
  'ended_at as endedAt',
  'staff_name as staffName',
] as const

export async function voucherByHash(db: Db<CardKeyDb>, shopId: string, hash: Buffer) {
  return db
    .selectFrom('card_key.secret')
    .select(voucherColumns)
    .where('shop_id', '=', shopId)
    .where('hash', '=', hash)
    .where('kind', '=', 'voucher')
    .executeTakeFirst()
}

/** False: it is not there to be used. */
export async function useVoucher(db: Db<CardKeyDb>, shopId: string, by: { hash: Buffer; staffName: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('card_key.secret')
    .set({ state: 'used', ended_at: by.now, staff_name: by.staffName })
    .where('shop_id', '=', shopId)
    .where('hash', '=', by.hash)
    .where('kind', '=', 'voucher')
    .where('state', '=', 'delivered')
    .where('aside_key', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deliveredUnits(db: Db<CardKeyDb>, orderIds: readonly string[]) {
  return db
    .selectFrom('card_key.secret')
    .select([sql<string>`order_line_id`.as('orderLineId'), sql<number>`count(*)`.as('quantity')])
    .where('order_id', '=', sql<string>`any(${[...orderIds]}::uuid[])`)
    .groupBy('order_line_id')
    .execute()
}

/** Secrets that were not sealed with this installation's key: they cannot be shown. */
export async function sealedOtherwise(db: Db<CardKeyDb>, keyId: string): Promise<{ id: string; text: string }[]> {
  const rows = await db.selectFrom('card_key.secret').select(['id', 'key_id']).where('key_id', '<>', keyId).limit(100).execute()
  return rows.map((row) => ({ id: row.id, text: `sealed with key ${row.key_id}` }))
}
