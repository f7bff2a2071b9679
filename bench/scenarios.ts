import { randomInt } from 'node:crypto'
import { buy, order, type Shopping } from './buy.ts'
import type { Door } from './load.ts'

export interface Scenario {
  name: string
  what: string
  visit: (visitor: number, round: number) => Promise<number>
}

export interface Buyer {
  token: string
  addressId: string
}

export interface Shelf {
  productIds: string[]
  /** On sale, with stock, and nobody is kept from buying them again and again. */
  skuIds: string[]
  categoryIds: string[]
  words: string[]
  buyers: Buyer[]
}

const pick = <T>(from: readonly T[], at: number): T => {
  const found = from[at % from.length]
  if (found === undefined) throw new Error('there is nothing to pick from')
  return found
}

/** So many pieces outlast a run, in which a few thousand orders are spread over all SKUs. */
const PLENTY = 40

/** Looks around the shop once, as a client would, and signs so many buyers in. */
export async function lookAround(door: Door, buyers: number): Promise<Shelf> {
  const productIds: string[] = []
  for (let cursor: string | undefined; productIds.length < 120;) {
    const { status, body } = await door.ask('GET', `/api/shop/recommended?limit=40${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    if (status !== 200) throw new Error(`the list answers ${status}: ${JSON.stringify(body)}`)
    productIds.push(...body.items.map((item: { id: string }) => item.id))
    if (!body.nextCursor) break
    cursor = body.nextCursor
  }
  const { body: tree } = await door.ask('GET', '/api/shop/categories')
  const { body: hot } = await door.ask('GET', '/api/shop/search/hot-words')
  return {
    productIds,
    skuIds: await plentiful(door, productIds),
    categoryIds: tree.items.map((item: { id: string }) => item.id),
    words: [...hot.items, '连衣裙', 'niunai', '手机壳', '苹果', '四件套', '口红', 'erji'],
    buyers: await signIn(door, buyers),
  }
}

/** SKUs of these products that can be bought one by one without end, as far as a run is concerned. */
async function plentiful(door: Door, productIds: readonly string[]): Promise<string[]> {
  const skuIds: string[] = []
  for (const id of productIds) {
    const { body } = await door.ask('GET', `/api/shop/products/${id}`)
    skuIds.push(...parcels(body))
  }
  const inStock: string[] = []
  for (let at = 0; at < skuIds.length; at += 50) {
    const { body } = await door.ask('GET', `/api/shop/stock?skuIds=${skuIds.slice(at, at + 50).join(',')}`)
    inStock.push(
      ...body.items.filter((item: { available: number }) => item.available > PLENTY).map((item: { skuId: string }) => item.skuId),
    )
  }
  return inStock
}

interface Product {
  limits: { perPerson: number | null; minimum: number; step: number }
  skus: { id: string; delivery: string }[]
}

/** What comes in a parcel and can be bought by one piece, and again. */
export const parcels = ({ limits, skus }: Product): string[] =>
  limits.perPerson === null && limits.minimum <= 1 && limits.step <= 1
    ? skus.filter(({ delivery }) => delivery === 'parcel').map(({ id }) => id)
    : []

/** Nobody who was here before, each from an address of their own: logins are throttled, for us as well. */
export async function signIn(door: Door, count: number): Promise<Buyer[]> {
  const found: Buyer[] = []
  const lot = randomInt(10_000, 100_000)
  for (let n = 0; n < count; n += 1) {
    const phone = `198${lot}${String(n).padStart(3, '0')}`
    const from = `10.${lot % 200}.${Math.floor(n / 200)}.${(n % 200) + 1}`
    const { body: sent } = await door.ask('POST', '/api/shop/login/codes', { from, body: { phone } })
    const { body: session } = await door.ask('POST', '/api/shop/login/phone', { from, body: { phone, code: sent.demoCode } })
    const place = { name: '测压', phone, districtCode: '330106', detail: '文三路 1 号', isDefault: true }
    const { body: address } = await door.ask('POST', '/api/shop/addresses', { token: session.token, body: place })
    found.push({ token: session.token, addressId: address.id })
  }
  return found
}

/** What people do in a shop, one request a visit, and for `place` and `checkout` all that it takes. */
export function scenarios(shopping: Shopping, shelf: Shelf): Scenario[] {
  const { door } = shopping
  const get = async (path: string, token?: string): Promise<number> => (await door.ask('GET', path, token ? { token } : {})).status
  const list = (_: number, round: number): Promise<number> =>
    get(round % 3 ? `/api/shop/search?categoryId=${pick(shelf.categoryIds, round)}&limit=20` : '/api/shop/recommended?limit=20')
  const detail = (visitor: number, round: number): Promise<number> =>
    get(`/api/shop/products/${pick(shelf.productIds, visitor * 7 + round)}`)
  const search = (visitor: number, round: number): Promise<number> =>
    get(`/api/shop/search?text=${encodeURIComponent(pick(shelf.words, visitor + round))}`)
  let asked = 0
  const anew = (visitor: number, round: number): Promise<number> => {
    asked += 1
    return get(`/api/shop/search?text=${encodeURIComponent(pick(shelf.words, visitor + round))}&minFen=${asked}`)
  }
  const cart = async (visitor: number, round: number): Promise<number> => {
    const { token } = pick(shelf.buyers, visitor)
    if (round % 4) return get('/api/shop/cart', token)
    const skuId = pick(shelf.skuIds, visitor * 11 + (round % 12))
    return (await door.ask('PATCH', `/api/shop/cart/lines/${skuId}`, { token, body: { quantity: 1 } })).status === 404
      ? (await door.ask('POST', '/api/shop/cart/lines', { token, body: { skuId, quantity: 1 } })).status
      : 200
  }
  const wish = (visitor: number, round: number) => ({
    buyer: pick(shelf.buyers, visitor),
    skuId: pick(shelf.skuIds, visitor * 13 + round),
  })
  const place = async (visitor: number, round: number): Promise<number> => (await order(shopping, wish(visitor, round))).status
  const checkout = (visitor: number, round: number): Promise<number> => buy(shopping, wish(visitor, round))
  const mixed = (visitor: number, round: number): Promise<number> => {
    const dice = (visitor * 31 + round * 17) % 100
    if (dice < 40) return detail(visitor, round)
    if (dice < 65) return list(visitor, round)
    if (dice < 85) return search(visitor, round)
    if (dice < 97) return cart(visitor, round)
    return place(visitor, round)
  }
  return [
    { name: 'list', what: 'recommended and category lists of 20', visit: list },
    { name: 'detail', what: 'product pages', visit: detail },
    { name: 'search', what: 'words in Chinese and pinyin', visit: search },
    { name: 'search-anew', what: 'the same with a price floor that nobody asked for before, so that nothing is at hand', visit: anew },
    { name: 'cart', what: 'three looks, one change', visit: cart },
    { name: 'mixed', what: '40 % detail, 25 % list, 20 % search, 12 % cart, 3 % place', visit: mixed },
    { name: 'place', what: 'one quote and one order', visit: place },
    { name: 'checkout', what: 'quote, order, payment, notification, until it is paid', visit: checkout },
  ]
}
