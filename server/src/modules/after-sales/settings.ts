import type { AfterSalesKit } from './context.ts'
import { AfterSalesSettings } from './contract.ts'
import { settingsOf } from './queries/shop-choices.ts'

/** Parsing fills in what the shop has not set. */
export async function settingsOfShop(kit: AfterSalesKit, shopId: string): Promise<AfterSalesSettings> {
  return AfterSalesSettings.parse((await settingsOf(kit.db, shopId)) ?? {})
}
