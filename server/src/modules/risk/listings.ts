import { isIP } from 'node:net'
import { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import { MOST_LISTINGS } from './book.ts'
import type { listRiskListings, putRiskListing, RiskListing } from './contract.ts'
import type { Risk } from './context.ts'
import { blind } from './facts.ts'
import { countListings, type ListingRow, listingsPage, putListing, removeListing } from './queries/listings.ts'

type Wish = z.output<typeof putRiskListing.body>

const fits: Record<Wish['dimension'], (value: string) => boolean> = {
  shopper: (value) => z.uuid().safeParse(value).success,
  device: (value) => /^[\w-]{8,64}$/.test(value),
  ip: (value) => isIP(value) !== 0,
  phone: (value) => /^1[3-9]\d{9}$/.test(value),
}

/** Throws `risk_listing_wrong`, `risk_listings_many`. */
export async function put(risk: Risk, staffName: string, wish: Wish): Promise<z.input<typeof RiskListing>> {
  const { list, dimension, note, value } = wish
  const now = risk.now()
  const until = wish.until === null ? null : new Date(wish.until)
  if (!fits[dimension](value) || (until && until <= now)) throw new AppError('invalid', 'risk_listing_wrong')
  if ((await countListings(risk.db)) >= MOST_LISTINGS) throw new AppError('conflict', 'risk_listings_many', { most: MOST_LISTINGS })
  const isPhone = dimension === 'phone'
  const row = await putListing(risk.db, {
    id: risk.newId(),
    list,
    dimension,
    key: isPhone ? blind(risk, 'phone', value) : value,
    label: isPhone ? `${value.slice(0, 3)}****${value.slice(-4)}` : value,
    note,
    until,
    staffName,
    createdAt: now,
  })
  risk.book.forget()
  return view(row)
}

export async function remove(risk: Risk, id: string): Promise<{ ok: true }> {
  if (!(await removeListing(risk.db, id))) throw new AppError('not_found', 'risk_listing_not_found')
  risk.book.forget()
  return { ok: true }
}

export async function listings(
  risk: Risk,
  query: z.output<typeof listRiskListings.query>,
): Promise<z.input<typeof listRiskListings.reply>> {
  const { items, total } = await listingsPage(risk.db, query)
  return { items: items.map(view), total }
}

const view = ({ key: _key, until, createdAt, ...row }: ListingRow): z.input<typeof RiskListing> => ({
  ...row,
  until: until?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})
