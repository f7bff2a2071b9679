import { type Db, jsonb } from '../../../kernel/db.ts'
import type { ShippingDb } from '../db.ts'

export type TrackerName = 'kuaidi100' | 'kdniao'

/** How a shop sends; without a row, as everybody does. */
export async function sendingOf(db: Db<ShippingDb>, shopId: string): Promise<{ tracker: TrackerName; sender: unknown }> {
  const row = await db.selectFrom('shipping.sending').select(['tracker', 'sender']).where('shop_id', '=', shopId).executeTakeFirst()
  return row ?? { tracker: 'kuaidi100', sender: null }
}

export async function putSending(
  tx: Db<ShippingDb>,
  shopId: string,
  { tracker, sender }: { tracker: TrackerName; sender: unknown },
): Promise<void> {
  const row = { tracker, sender: jsonb<unknown>(sender) }
  await tx
    .insertInto('shipping.sending')
    .values({ shop_id: shopId, ...row })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(row))
    .execute()
}

export async function accountsOf(db: Db<ShippingDb>, shopId: string) {
  return db
    .selectFrom('shipping.waybill_account')
    .select(['carrier_code', 'customer', 'password', 'month', 'site', 'payer'])
    .where('shop_id', '=', shopId)
    .orderBy('carrier_code')
    .execute()
}

export interface AccountInput {
  carrierCode: string
  customer: string
  /** Empty: it stays as it was. */
  password: string
  month: string
  site: string
  payer: 'sender' | 'receiver' | 'monthly'
}

export async function replaceAccounts(tx: Db<ShippingDb>, shopId: string, accounts: readonly AccountInput[]): Promise<void> {
  const before = new Map((await accountsOf(tx, shopId)).map((one) => [one.carrier_code, one.password]))
  await tx.deleteFrom('shipping.waybill_account').where('shop_id', '=', shopId).execute()
  if (accounts.length === 0) return
  await tx
    .insertInto('shipping.waybill_account')
    .values(
      accounts.map(({ carrierCode, customer, password, month, site, payer }) => ({
        shop_id: shopId,
        carrier_code: carrierCode,
        customer,
        password: password || (before.get(carrierCode) ?? ''),
        month,
        site,
        payer,
      })),
    )
    .execute()
}
