import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { CardKeys } from './context.ts'
import type { Voucher } from './contract.ts'
import { useVoucher, voucherByHash } from './queries/delivery.ts'
import { plainCode } from './seal.ts'

interface Clerk {
  shopId: string
  name: string
}

/** What a code of this shop stands for. Throws `voucher_not_found`. */
export async function find(cards: CardKeys, { shopId }: Clerk, code: string): Promise<z.input<typeof Voucher>> {
  const row = await voucherByHash(cards.db, shopId, cards.vault.hash(plainCode(code)))
  if (!row) throw new AppError('not_found', 'voucher_not_found')
  const { items } = await cards.catalog.skusForSale({ skuIds: [row.skuId] })
  const { skuId: _skuId, ...shown } = row
  return {
    ...shown,
    title: items[0]?.title ?? '',
    options: items[0]?.options ?? [],
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** Uses a voucher, once; not one whose refund is being decided. Throws `voucher_not_found`, `voucher_used`, `voucher_void`, `voucher_refunding`. */
export async function verify(cards: CardKeys, clerk: Clerk, code: string): Promise<z.input<typeof Voucher>> {
  const hash = cards.vault.hash(plainCode(code))
  const used = await useVoucher(cards.db, clerk.shopId, { hash, staffName: clerk.name, now: cards.now() })
  const voucher = await find(cards, clerk, code)
  const why = { void: 'voucher_void', delivered: 'voucher_refunding' }[voucher.state as string] ?? 'voucher_used'
  if (!used) throw new AppError('conflict', why, { at: voucher.endedAt })
  return voucher
}
