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
    .select(['carrier_code', 'customer', 'password_sealed', 'password_key', 'month', 'site', 'payer'])
    .where('shop_id', '=', shopId)
    .orderBy('carrier_code')
    .execute()
}

export interface SealedPassword {
  sealed: Buffer
  keyId: string
}
export interface AccountInput {
  carrierCode: string
  customer: string
  /** Absent: it stays as it was. */
  password: SealedPassword | undefined
  month: string
  site: string
  payer: 'sender' | 'receiver' | 'monthly'
}

export async function replaceAccounts(tx: Db<ShippingDb>, shopId: string, accounts: readonly AccountInput[]): Promise<void> {
  const before = new Map((await accountsOf(tx, shopId)).map((one) => [one.carrier_code, one]))
  await tx.deleteFrom('shipping.waybill_account').where('shop_id', '=', shopId).execute()
  if (accounts.length === 0) return
  await tx
    .insertInto('shipping.waybill_account')
    .values(
      accounts.map(({ carrierCode, customer, password, month, site, payer }) => ({
        shop_id: shopId,
        carrier_code: carrierCode,
        customer,
        password_sealed: password?.sealed ?? before.get(carrierCode)?.password_sealed ?? null,
        password_key: password?.keyId ?? before.get(carrierCode)?.password_key ?? '',
        month,
        site,
        payer,
      })),
    )
    .execute()
}

/** Passwords from before they were sealed. */
export async function plainPasswords(db: Db<ShippingDb>) {
  return db.selectFrom('shipping.waybill_account').select(['shop_id', 'carrier_code', 'password']).where('password', '<>', '').execute()
}

/** Only while it is still the one that was read. */
export async function sealPassword(
  db: Db<ShippingDb>,
  row: { shop_id: string; carrier_code: string; password: string },
  { sealed, keyId }: SealedPassword,
): Promise<void> {
  await db
    .updateTable('shipping.waybill_account')
    .set({ password: '', password_sealed: sealed, password_key: keyId })
    .where('shop_id', '=', row.shop_id)
    .where('carrier_code', '=', row.carrier_code)
    .where('password', '=', row.password)
    .execute()
}

/** Passwords that stand here plain, or that this installation's key does not open. */
export async function passwordsOff(db: Db<ShippingDb>, keyId: string): Promise<{ id: string; text: string }[]> {
  const rows = await db
    .selectFrom('shipping.waybill_account')
    .select(['shop_id', 'carrier_code', 'password', 'password_key'])
    .where((eb) => eb.or([eb('password', '<>', ''), eb.and([eb('password_sealed', 'is not', null), eb('password_key', '<>', keyId)])]))
    .execute()
  return rows.map((row) => ({
    id: row.shop_id,
    text: `the password at ${row.carrier_code} is ${row.password === '' ? `sealed with key ${row.password_key}` : 'not sealed'}`,
  }))
}
