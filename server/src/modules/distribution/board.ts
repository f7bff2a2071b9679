import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { countEntries, entries } from '../../kernel/ledger.ts'
import { mine } from './apply.ts'
import { DEBT, type Distribution, ledger, PENDING, SETTLED } from './context.ts'
import {
  type AdminDistributor,
  AdminDistributionEntry,
  type DistributionResults,
  type listCommissions,
  type listDistributionLedger,
  type listDistributors,
} from './contract.ts'
import { commissionsPage } from './queries/commissions.ts'
import { board, type DistributorFigures, figuresOf, shoppersBehind } from './queries/distributors.ts'
import { resultsOf, topOf } from './queries/figures.ts'

/** Nicknames of shoppers, and of distributors by their own id. */
export async function namesOf(kit: Distribution, of: { shoppers?: readonly string[]; distributors?: readonly string[] }) {
  const behind = await shoppersBehind(kit.db, of.distributors ?? [])
  const ids = [...new Set([...(of.shoppers ?? []), ...behind.values()])]
  const names = new Map<string, string>()
  for (let from = 0; from < ids.length; from += 200)
    for (const { id, nickname } of (await kit.shopper.find({ ids: ids.slice(from, from + 200) })).items) names.set(id, nickname)
  const shopper = (id: string): string => names.get(id) ?? ''
  return { shopper, distributor: (id: string) => ({ id, nickname: shopper(behind.get(id) ?? '') }) }
}

async function shown(kit: Distribution, rows: readonly DistributorFigures[]): Promise<z.input<typeof AdminDistributor>[]> {
  const names = await namesOf(kit, {
    shoppers: rows.map((row) => row.shopperId),
    distributors: rows.flatMap((row) => (row.parentId ? [row.parentId] : [])),
  })
  return rows.map(({ shopId: _shop, parentId, ...row }) => ({
    ...row,
    nickname: names.shopper(row.shopperId),
    parent: parentId ? names.distributor(parentId) : null,
    appliedAt: row.appliedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }))
}

export async function boardOf(
  kit: Distribution,
  shopId: string,
  query: z.output<typeof listDistributors.query>,
): Promise<z.input<typeof listDistributors.reply>> {
  const { items, total } = await board(kit.db, { shopId, ...query })
  return { items: await shown(kit, items), total }
}

/** Throws `distributor_not_found`. */
export async function shownOne(kit: Distribution, shopId: string, id: string): Promise<z.input<typeof AdminDistributor>> {
  const row = await figuresOf(kit.db, shopId, id)
  const [one] = row ? await shown(kit, [row]) : []
  if (!one) throw new AppError('not_found', 'distributor_not_found')
  return one
}

export async function commissionBoard(
  kit: Distribution,
  shopId: string,
  query: z.output<typeof listCommissions.query>,
): Promise<z.input<typeof listCommissions.reply>> {
  const { items, total } = await commissionsPage(kit.db, { shopId, ...query })
  const names = await namesOf(kit, { shoppers: items.map((row) => row.buyerId), distributors: items.map((row) => row.distributorId) })
  return {
    items: items.map(({ shopId: _shop, lineId: _line, productId: _product, leftFen: _left, distributorId, buyerId, ...row }) => ({
      ...row,
      distributor: names.distributor(distributorId),
      buyerName: names.shopper(buyerId),
      paidAt: row.paidAt.toISOString(),
      settledAt: row.settledAt?.toISOString() ?? null,
    })),
    total,
  }
}

/** Throws `distributor_not_found`. */
export async function ledgerOf(
  kit: Distribution,
  shopId: string,
  query: z.output<typeof listDistributionLedger.query>,
): Promise<z.input<typeof listDistributionLedger.reply>> {
  const { id } = await mine(kit, shopId, query.distributorId)
  const wish = { owner: id, names: [PENDING, SETTLED, DEBT], limit: query.pageSize }
  const rows = await entries(kit.db, ledger, { ...wish, offset: (query.page - 1) * query.pageSize })
  const names = await namesOf(kit, { distributors: [id] })
  const items = rows.map((row) =>
    AdminDistributionEntry.parse({
      id: String(row.id),
      distributor: names.distributor(id),
      account: row.account,
      kind: row.kind,
      changeFen: row.change,
      balanceAfterFen: row.balanceAfter ?? 0,
      reference: row.reference,
      note: row.note,
      at: row.at.toISOString(),
    }),
  )
  return { items, total: await countEntries(kit.db, ledger, wish) }
}

export async function results(kit: Distribution, shopId: string, days: number): Promise<z.input<typeof DistributionResults>> {
  const since = later(kit.now(), { days: -days })
  const top = await topOf(kit.db, shopId, since, 10)
  const names = await namesOf(kit, { distributors: top.map((row) => row.distributorId) })
  return {
    ...(await resultsOf(kit.db, shopId, since)),
    top: top.map(({ distributorId, ...row }) => ({ ...row, distributor: names.distributor(distributorId) })),
  }
}
