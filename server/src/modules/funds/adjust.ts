import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Funds } from './context.ts'
import type { AdminWallet, adjustPoints, adjustWallet, listPointsLedger, listWalletLedger, listWallets } from './contract.ts'

interface By {
  shopId: string
  name: string
}

async function known(funds: Funds, shopperId: string): Promise<string> {
  const { items } = await funds.shopper.find({ ids: [shopperId] })
  const [shopper] = items
  if (!shopper) throw new AppError('not_found', 'shopper_not_found')
  return shopper.nickname
}

/** Wallets with the names of their owners. */
export async function walletsBoard(funds: Funds, query: z.output<typeof listWallets.query>): Promise<z.input<typeof listWallets.reply>> {
  const { items, total } = await funds.wallet.list(query)
  return { items: await named(funds, items), total }
}

export async function walletLedger(
  funds: Funds,
  query: z.output<typeof listWalletLedger.query>,
): Promise<z.input<typeof listWalletLedger.reply>> {
  const { items, total } = await funds.wallet.ledger(query)
  return { items: await named(funds, items), total }
}

export async function pointsLedger(
  funds: Funds,
  query: z.output<typeof listPointsLedger.query>,
): Promise<z.input<typeof listPointsLedger.reply>> {
  const { items, total } = await funds.points.ledger(query)
  return { items: await named(funds, items), total }
}

/** Rows of wallets and ledgers with the name of whose they are. */
async function named<T extends { shopperId: string }>(funds: Funds, rows: readonly T[]): Promise<(T & { shopperName: string })[]> {
  const ids = [...new Set(rows.map((row) => row.shopperId))]
  const shoppers = ids.length > 0 ? await funds.shopper.find({ ids }) : { items: [] }
  const names = new Map(shoppers.items.map((shopper) => [shopper.id, shopper.nickname]))
  return rows.map((row) => ({ ...row, shopperName: names.get(row.shopperId) ?? '' }))
}

export async function adjustMoney(
  funds: Funds,
  { shopId, name: staffName }: By,
  { id: shopperId, ...wish }: { id: string } & z.output<typeof adjustWallet.body>,
): Promise<z.input<typeof AdminWallet>> {
  const shopperName = await known(funds, shopperId)
  if (wish.changeFen !== 0) await funds.wallet.adjust({ ...wish, shopId, staffName, shopperId })
  return { shopperId, shopperName, ...(await funds.wallet.balance({ shopperId })) }
}

export async function adjustTheirPoints(
  funds: Funds,
  { shopId, name: staffName }: By,
  { id: shopperId, ...wish }: { id: string } & z.output<typeof adjustPoints.body>,
): Promise<{ available: number }> {
  await known(funds, shopperId)
  if (wish.change !== 0) await funds.points.adjust({ ...wish, shopId, staffName, shopperId })
  const { available } = await funds.points.balance({ shopperId })
  return { available }
}
