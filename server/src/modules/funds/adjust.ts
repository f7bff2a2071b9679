import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Funds } from './context.ts'
import type { AdminWallet, adjustPoints, adjustWallet, listWallets } from './contract.ts'

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
  const ids = items.map((item) => item.shopperId)
  const shoppers = ids.length > 0 ? await funds.shopper.find({ ids }) : { items: [] }
  const names = new Map(shoppers.items.map((shopper) => [shopper.id, shopper.nickname]))
  return { items: items.map((item) => ({ ...item, shopperName: names.get(item.shopperId) ?? '' })), total }
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
