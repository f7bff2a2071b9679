import type { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Shoppers } from './context.ts'
import type { listShoppers, Me, Platform, Shopper, shopperCalls, ShopperRow, updateMe } from './contract.ts'
import { addressesOf, insertAddress } from './queries/addresses.ts'
import {
  countPaid,
  insertShopper,
  meet,
  openIdOf,
  paidCounts,
  shopperById,
  shopperByPhone,
  shopperPage,
  type ShopperRecord,
  shoppersById,
  updateShopper,
} from './queries/people.ts'
import { placeOf } from './regions.ts'

export const view = (person: Omit<ShopperRecord, 'disabled' | 'lastSeenAt'>): z.input<typeof Shopper> => ({
  id: person.id,
  nickname: person.nickname,
  avatar: person.avatar as z.input<typeof Shopper>['avatar'], // written by updateShopper and seed, which take a parsed Picture
  phoneMasked: person.phone?.replace(/^(\d{3})\d{4}/, '$1****') ?? null,
  createdAt: person.createdAt.toISOString(),
})

export async function me(shoppers: Shoppers, shopperId: string): Promise<z.input<typeof Me>> {
  const person = await shopperById(shoppers.db, shopperId)
  if (!person) throw new AppError('unauthenticated', 'session_expired')
  return { ...view(person), birthday: person.birthday }
}

export async function update(shoppers: Shoppers, shopperId: string, input: z.output<typeof updateMe.body>): Promise<z.input<typeof Me>> {
  if (input.birthday && (input.birthday > dayOf(shoppers.now()) || input.birthday < '1900-01-01'))
    throw new AppError('invalid', 'birthday_wrong')
  if (input.avatar) {
    const { known } = await shoppers.media.known({ urls: [input.avatar.url] })
    if (!known.includes(input.avatar.url)) throw new AppError('invalid', 'picture_unknown')
  }
  await updateShopper(shoppers.db, shopperId, {
    ...(input.nickname === undefined ? {} : { nickname: input.nickname }),
    ...(input.avatar === undefined ? {} : { avatar: input.avatar }),
    ...(input.birthday === undefined ? {} : { birthday: input.birthday }),
  })
  return me(shoppers, shopperId)
}

export async function find(shoppers: Shoppers, ids: readonly string[]): Promise<{ items: z.input<typeof Shopper>[] }> {
  return { items: (await shoppersById(shoppers.db, ids)).map(view) }
}

export async function payer(
  shoppers: Shoppers,
  input: { shopperId: string; platform: z.output<typeof Platform> },
): Promise<{ openId: string | null }> {
  return { openId: (await openIdOf(shoppers.db, input.shopperId, input.platform)) ?? null }
}

export async function contact(shoppers: Shoppers, { shopperId }: { shopperId: string }): Promise<{ phone: string | null }> {
  const person = await shopperById(shoppers.db, shopperId)
  return { phone: person && !person.disabled ? person.phone : null }
}

export async function paidOrders(
  shoppers: Shoppers,
  input: { shopId: string; shopperId: string },
): Promise<{ inShop: number; inAll: number }> {
  const rows = await paidCounts(shoppers.db, input.shopperId)
  return {
    inShop: rows.find((row) => row.shopId === input.shopId)?.paidOrders ?? 0,
    inAll: rows.reduce((sum, row) => sum + row.paidOrders, 0),
  }
}

export async function recordPaid(shoppers: Shoppers, input: { shopId: string; shopperId: string; orderId: string }): Promise<{ ok: true }> {
  await countPaid(shoppers.db, input)
  return { ok: true }
}

export async function shoppersOfShop(
  shoppers: Shoppers,
  shopId: string,
  query: z.output<typeof listShoppers.query>,
): Promise<{ items: z.input<typeof ShopperRow>[]; total: number }> {
  const { items, total } = await shopperPage(
    shoppers.db,
    { shopId, search: query.search },
    { limit: query.pageSize, offset: (query.page - 1) * query.pageSize },
  )
  return { items: items.map(rowView), total }
}

type PageRow = Awaited<ReturnType<typeof shopperPage>>['items'][number]
const rowView = (row: PageRow): z.input<typeof ShopperRow> => ({
  ...view(row),
  disabled: row.disabled,
  paidOrders: row.paidOrders,
  tier: row.tier,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
})

/** One of them, or null when they do not deal with this shop. */
export async function shopperOfShop(shoppers: Shoppers, { shopId, shopperId }: { shopId: string; shopperId: string }) {
  const { items } = await shopperPage(shoppers.db, { shopId, shopperId }, { limit: 1, offset: 0 })
  return { shopper: items[0] ? rowView(items[0]) : null }
}

export async function profile(shoppers: Shoppers, shopperId: string): Promise<{ hasAvatar: boolean; birthday: string | null }> {
  const person = await shopperById(shoppers.db, shopperId)
  return { hasAvatar: Boolean(person?.avatar), birthday: person?.birthday ?? null }
}

/** People with an address each, for set-up; who is there by phone stays as they are. */
export async function seed(shoppers: Shoppers, input: z.output<typeof shopperCalls.seed.input>) {
  const items = []
  for (const person of input.shoppers) items.push(await inTx(shoppers.db, (tx) => seedOne({ ...shoppers, db: tx }, person)))
  return { items }
}

async function seedOne(shoppers: Shoppers, person: z.output<typeof shopperCalls.seed.input>['shoppers'][number]) {
  const id = shoppers.newId()
  const fresh = await insertShopper(shoppers.db, {
    id,
    nickname: person.nickname,
    phone: person.phone,
    at: new Date(person.createdAt),
    avatar: person.avatar,
  })
  const kept = await shopperByPhone(shoppers.db, person.phone)
  const shopperId = kept?.id ?? id
  const place = person.address && placeOf(person.address.districtCode)
  if (fresh && person.address && place) {
    const { name, phone, detail, lng, lat } = person.address
    await insertAddress(shoppers.db, { id: shoppers.newId(), shopperId }, { name, phone, detail, isDefault: true, lng, lat, ...place })
  }
  for (const shopId of person.shopIds) await meet(shoppers.db, shopId, shopperId)
  const [address] = await addressesOf(shoppers.db, shopperId)
  return { phone: person.phone, id: shopperId, addressId: address?.id ?? null }
}
