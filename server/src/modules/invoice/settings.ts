import { AppError } from '../../kernel/errors.ts'
import type { Invoices } from './context.ts'
import { type InvoiceSeller, InvoiceSettings } from './contract-admin.ts'
import { putSettings, writtenSettings } from './queries/settings.ts'
import { isCreditCode, plainTaxNumber } from './tax-number.ts'

/** Parsing fills in what the shop has not set. */
export async function settingsOf(invoices: Invoices, shopId: string): Promise<InvoiceSettings> {
  return InvoiceSettings.parse((await writtenSettings(invoices.db, shopId)) ?? {})
}

export type Ready = InvoiceSettings & { seller: InvoiceSeller }

/** Whether the shop can issue: without a name, a number and what it sells, nothing can. */
export const isReady = (settings: InvoiceSettings): settings is Ready =>
  settings.seller !== null && settings.taxCode !== '' && settings.category !== ''

/** Throws `tax_number_invalid`, `invoice_settings_incomplete`. */
export async function changeSettings(invoices: Invoices, shopId: string, input: InvoiceSettings): Promise<InvoiceSettings> {
  const seller = input.seller && { ...input.seller, taxNumber: plainTaxNumber(input.seller.taxNumber) }
  if (seller && !isCreditCode(seller.taxNumber)) throw new AppError('invalid', 'tax_number_invalid')
  const settings = { ...input, seller }
  if (settings.enabled && !isReady(settings)) throw new AppError('invalid', 'invoice_settings_incomplete')
  await putSettings(invoices.db, shopId, settings, invoices.now())
  return settings
}
