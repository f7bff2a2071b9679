import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Invoices } from './context.ts'
import type { InvoiceTitleInput } from './contract-shop.ts'
import { clearDefault, insertTitle, lockTitles, removeTitle, setTitle, titleOf, titlesOf, type TitleValues } from './queries/titles.ts'
import { isTaxNumber, plainTaxNumber } from './tax-number.ts'

const MOST = 20

/** A person has a name only. Throws `tax_number_invalid`. */
export function checkedTitle(input: InvoiceTitleInput): TitleValues {
  if (input.type === 'person') return { ...input, taxNumber: '', address: '', phone: '', bank: '', account: '' }
  const taxNumber = plainTaxNumber(input.taxNumber)
  if (!isTaxNumber(taxNumber)) throw new AppError('invalid', 'tax_number_invalid')
  return { ...input, taxNumber }
}

export async function listTitles(invoices: Invoices, shopperId: string) {
  return { items: await titlesOf(invoices.db, shopperId) }
}

const same = (a: TitleValues, b: TitleValues): boolean =>
  (['type', 'name', 'taxNumber', 'address', 'phone', 'bank', 'account'] as const).every((field) => a[field] === b[field])

/** The first one becomes the default; the same one again is that one. At most twenty. */
export async function addTitle(invoices: Invoices, shopperId: string, input: InvoiceTitleInput) {
  const row = checkedTitle(input)
  return inTx(invoices.db, async (tx) => {
    await lockTitles(tx, shopperId)
    const titles = await titlesOf(tx, shopperId)
    const known = titles.find((title) => same(title, row))
    if (!known && titles.length >= MOST) throw new AppError('conflict', 'title_limit', { most: MOST })
    const isDefault = row.isDefault || titles.length === 0 || known?.isDefault === true
    if (isDefault) await clearDefault(tx, shopperId)
    const id = known?.id ?? invoices.newId()
    if (known) await setTitle(tx, { id, shopperId }, { ...row, isDefault })
    else await insertTitle(tx, { id, shopperId, at: invoices.now() }, { ...row, isDefault })
    return { ...row, isDefault, id }
  })
}

export async function changeTitle(invoices: Invoices, key: { shopperId: string; id: string }, input: InvoiceTitleInput) {
  const row = checkedTitle(input)
  await inTx(invoices.db, async (tx) => {
    await lockTitles(tx, key.shopperId)
    if (row.isDefault) await clearDefault(tx, key.shopperId)
    if (!(await setTitle(tx, key, row))) throw new AppError('not_found', 'title_not_found')
  })
  return titleFor(invoices, key.shopperId, key.id)
}

export async function deleteTitle(invoices: Invoices, key: { shopperId: string; id: string }): Promise<{ ok: true }> {
  if (!(await removeTitle(invoices.db, key))) throw new AppError('not_found', 'title_not_found')
  return { ok: true }
}

/** The shopper's own title. Throws `title_not_found`. */
export async function titleFor(invoices: Invoices, shopperId: string, id: string) {
  const title = await titleOf(invoices.db, shopperId, id)
  if (!title) throw new AppError('not_found', 'title_not_found')
  return title
}
