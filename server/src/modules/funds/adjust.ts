import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Funds } from './context.ts'
import type { AdminWallet } from '../wallet/contract.ts'
import type { adjustPoints, adjustWallet } from './contract.ts'

interface By {
  shopId: string
  name: string
}

async function known(funds: Funds, shopperId: string): Promise<void> {
  const { items } = await funds.shopper.find({ ids: [shopperId] })
  if (items.length === 0) throw new AppError('not_found', 'shopper_not_found')
}

export async function adjustMoney(
  funds: Funds,
  { shopId, name: staffName }: By,
  { id: shopperId, ...wish }: { id: string } & z.output<typeof adjustWallet.body>,
): Promise<z.input<typeof AdminWallet>> {
  await known(funds, shopperId)
  if (wish.changeFen !== 0) await funds.wallet.adjust({ ...wish, shopId, staffName, shopperId })
  return { shopperId, ...(await funds.wallet.balance({ shopperId })) }
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
