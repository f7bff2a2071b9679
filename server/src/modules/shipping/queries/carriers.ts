import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

export async function carriersOf(db: Db<ShippingDb>, shopId: string) {
  return db
    .selectFrom('shipping.carrier')
    .select(['code', 'name', 'phone', 'kuaidi100', 'kdniao', 'wechat'])
    .where('shop_id', '=', shopId)
    .orderBy('position')
    .execute()
}

type Row = Awaited<ReturnType<typeof carriersOf>>[number]

/** Two who replace at once follow one another. */
export async function replaceCarriers(tx: Db<ShippingDb>, shopId: string, items: readonly Row[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`shipping.carriers ${shopId}`}, 0))`.execute(tx)
  await tx.deleteFrom('shipping.carrier').where('shop_id', '=', shopId).execute()
  if (items.length === 0) return
  await tx
    .insertInto('shipping.carrier')
    .values(
      items.map(({ code, name, phone, kuaidi100, kdniao, wechat }, position) => ({
        shop_id: shopId,
        code,
        name,
        phone,
        kuaidi100,
        kdniao,
        wechat,
        position,
      })),
    )
    .execute()
}
