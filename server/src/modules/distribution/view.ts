import type { z } from 'zod'
import { dayOf, startOfDay } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { balances } from '../../kernel/ledger.ts'
import { isEligible, type Who } from './apply.ts'
import { DEBT, type Distribution, ledger, PENDING, SETTLED } from './context.ts'
import type {
  listDistributionGoods,
  listMyCommissions,
  listMyCustomers,
  listMyDistributions,
  listMyTeam,
  MyDistribution,
} from './contract.ts'
import { shareOf } from './earn.ts'
import { ownCommissions } from './queries/commissions.ts'
import { customersOf } from './queries/customers.ts'
import { distributorOf, distributorsOf } from './queries/distributors.ts'
import { earningsOf, teamOf } from './queries/figures.ts'
import { openShops } from './queries/rates.ts'
import { ratesOfProducts, ruleOf } from './rule-store.ts'
import { sellerOf } from './withdraw.ts'

/** Shops in which the shopper sells or could. */
export async function distributionsOf(kit: Distribution, shopperId: string): Promise<z.input<typeof listMyDistributions.reply>> {
  const mine = new Map((await distributorsOf(kit.db, shopperId)).map((row) => [row.shopId, row]))
  const shopIds = [...new Set([...mine.keys(), ...(await openShops(kit.db, 100))])]
  if (shopIds.length === 0) return { items: [] }
  const { items: shops } = await kit.shop.find({ ids: shopIds })
  const items = []
  for (const shopId of shopIds) {
    const shop = shops.find((one) => one.id === shopId)
    const me = mine.get(shopId)
    if (!shop) continue
    const { level1Bps } = await ruleOf(kit, shopId)
    const has = me ? await balances(kit.db, ledger, { owner: me.id }) : new Map<string, number | null>()
    items.push({
      shop: { id: shop.id, name: shop.name, logo: shop.logo },
      state: me?.state ?? null,
      level1Bps,
      pendingFen: has.get(PENDING) ?? 0,
      settledFen: has.get(SETTLED) ?? 0,
    })
  }
  return { items }
}

/** Throws `distribution_closed` where nobody sells for the shop and the shopper never did. */
export async function distributionOf(kit: Distribution, who: Who): Promise<z.input<typeof MyDistribution>> {
  const [shop] = (await kit.shop.find({ ids: [who.shopId] })).items
  const rule = await ruleOf(kit, who.shopId)
  const me = await distributorOf(kit.db, who)
  if (!shop || (!rule.enabled && !me)) throw new AppError('not_found', 'distribution_closed')
  const sells = me?.state === 'approved' || me?.state === 'stopped'
  const { bindOn: _on, validDays: _valid, ...shown } = rule
  return {
    shop: { id: shop.id, name: shop.name, logo: shop.logo },
    rule: shown,
    me: me ? { id: me.id, state: me.state, code: me.code, reason: me.reason, appliedAt: me.appliedAt.toISOString() } : null,
    eligible: rule.enabled && (await isEligible(kit, rule, who)),
    earnings: me && sells ? await earnings(kit, me.id) : null,
  }
}

async function earnings(kit: Distribution, distributorId: string) {
  const now = kit.now()
  const day = dayOf(now)
  const has = await balances(kit.db, ledger, { owner: distributorId })
  const since = { today: startOfDay(day), month: startOfDay(`${day.slice(0, 7)}-01`) }
  return {
    ...(await earningsOf(kit.db, { distributorId, ...since, now })),
    pendingFen: has.get(PENDING) ?? 0,
    settledFen: has.get(SETTLED) ?? 0,
    debtFen: has.get(DEBT) ?? 0,
  }
}

/** The cursor is how many were seen; lists of one person are short. */
function offsetOf(cursor: string | undefined): number {
  const offset = Number(cursor ?? 0)
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > 100_000)
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return offset
}
const next = (rows: readonly unknown[], offset: number, limit: number): string | null =>
  rows.length > limit ? String(offset + limit) : null

const masked = (nickname: string): string => `${[...nickname][0] ?? ''}**`

/** Names that say who it is to whoever knows them, and to nobody else. */
async function maskedPeople(kit: Distribution, ids: readonly string[]) {
  const { items } = ids.length > 0 ? await kit.shopper.find({ ids: [...new Set(ids)] }) : { items: [] }
  const known = new Map(items.map(({ id, nickname, avatar }) => [id, { nickname: masked(nickname), avatar }]))
  return (id: string) => known.get(id) ?? { nickname: '**', avatar: null }
}

export async function myTeam(
  kit: Distribution,
  who: Who,
  query: z.output<typeof listMyTeam.query>,
): Promise<z.input<typeof listMyTeam.reply>> {
  const { id: distributorId } = await sellerOf(kit, who)
  const offset = offsetOf(query.cursor)
  const rows = await teamOf(kit.db, { distributorId, level: query.level, offset, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const people = await maskedPeople(
    kit,
    page.map((row) => row.shopperId),
  )
  const items = page.map(({ shopperId, joinedAt, ...row }) => ({
    ...row,
    ...people(shopperId),
    level: query.level,
    joinedAt: joinedAt.toISOString(),
  }))
  return { items, nextCursor: next(rows, offset, query.limit) }
}

export async function myCustomers(
  kit: Distribution,
  who: Who,
  query: z.output<typeof listMyCustomers.query>,
): Promise<z.input<typeof listMyCustomers.reply>> {
  const { id: distributorId } = await sellerOf(kit, who)
  const offset = offsetOf(query.cursor)
  const rows = await customersOf(kit.db, { distributorId, now: kit.now(), offset, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const people = await maskedPeople(
    kit,
    page.map((row) => row.shopperId),
  )
  const items = page.map(({ shopperId, boundAt, protectedUntil, validUntil, ...row }) => ({
    ...row,
    ...people(shopperId),
    boundAt: boundAt.toISOString(),
    protectedUntil: protectedUntil.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
  }))
  return { items, nextCursor: next(rows, offset, query.limit) }
}

export async function myCommissions(
  kit: Distribution,
  who: Who,
  query: z.output<typeof listMyCommissions.query>,
): Promise<z.input<typeof listMyCommissions.reply>> {
  const { id: distributorId } = await sellerOf(kit, who)
  const offset = offsetOf(query.cursor)
  const rows = await ownCommissions(kit.db, { distributorId, state: query.state, offset, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit).map((row) => {
    const { id, title, quantity, level, baseFen, rateBps, amountFen, clawedFen, state } = row
    const times = { paidAt: row.paidAt.toISOString(), settledAt: row.settledAt?.toISOString() ?? null }
    const orderHint = `****${row.orderNumber.slice(-4)}`
    return { id, title, quantity, level, baseFen, rateBps, amountFen, clawedFen, state, ...times, orderHint }
  })
  return { items, nextCursor: next(rows, offset, query.limit) }
}

/** What the shop sells, with what each brings; goods that bring nothing are left out. */
export async function goodsToSell(
  kit: Distribution,
  who: Who,
  query: z.output<typeof listDistributionGoods.query>,
): Promise<z.input<typeof listDistributionGoods.reply>> {
  await sellerOf(kit, who)
  const { items: docs } = await kit.catalog.docs({ shopId: who.shopId, after: afterOf(query.cursor), limit: query.limit })
  const onSale = docs.filter((doc) => doc.onSale).map((doc) => doc.id)
  const rates = await ratesOfProducts(kit, who.shopId, onSale)
  const cards = onSale.length > 0 ? (await kit.catalog.cards({ productIds: onSale })).items : []
  const items = cards.flatMap((product) => {
    const { level1Bps: rateBps } = rates(product.id)
    return rateBps > 0 ? [{ product, rateBps, earnFen: shareOf(product.priceFen, rateBps) }] : []
  })
  return { items, nextCursor: docs.length === query.limit ? (docs.at(-1)?.id ?? null) : null }
}

function afterOf(cursor: string | undefined): string | null {
  if (cursor && !/^[0-9a-f-]{36}$/.test(cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return cursor ?? null
}
