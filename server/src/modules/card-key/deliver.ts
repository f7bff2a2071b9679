import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { CardKeys } from './context.ts'
import type { cardKeyCalls, listOrderSecrets } from './contract.ts'
import { sealedSecret } from './import.ts'
import { addHolder, dropHolders, lockAside, putBackVouchers, setAsideVouchers } from './queries/aside.ts'
import { claimCommand, insertVouchers, secretsOf, takeKeys, voidVouchers } from './queries/delivery.ts'
import { newVoucherCode } from './seal.ts'

type Input<C extends keyof typeof cardKeyCalls> = z.output<(typeof cardKeyCalls)[C]['input']>

/** Gives each unit of an order its key or code, all or none. Keyed; twice is once. */
export async function deliver(cards: CardKeys, input: Input<'deliver'>): Promise<{ ok: true }> {
  const to = { shopId: input.shopId, orderId: input.orderId, shopperId: input.shopperId, now: cards.now() }
  await inTx(cards.db, async (db) => {
    if (!(await claimCommand(db, `deliver:${input.key}`, to.now))) return
    for (const line of [...input.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1))) {
      if (line.delivery === 'card_key') {
        if ((await takeKeys(db, to, line)) < line.quantity) throw new AppError('unavailable', 'pool_short', { skuId: line.skuId })
        continue
      }
      const codes = Array.from({ length: line.quantity }, () => sealedSecret(cards, newVoucherCode()))
      await insertVouchers(db, to, { line, codes })
    }
  })
  return { ok: true }
}

/** Vouchers of refunded units can no longer be used. Keyed; twice is once. */
export async function takeBack(cards: CardKeys, input: Input<'takeBack'>): Promise<{ ok: true }> {
  await inTx(cards.db, async (db) => {
    if (!(await claimCommand(db, `take-back:${input.key}`, cards.now()))) return
    for (const line of input.lines) await voidVouchers(db, line, { asideKey: input.asideKey, now: cards.now() })
    await dropHolders(db, input.asideKey)
  })
  return { ok: true }
}

/** Vouchers whose refund is being decided can no longer be used: all of them, or none. Throws `vouchers_used`. */
export async function setAside(cards: CardKeys, { key, holder, lines }: Input<'setAside'>): Promise<{ ok: true }> {
  await inTx(cards.db, async (db) => {
    await addHolder(db, { key, holder, now: cards.now() })
    for (const line of lines.toSorted((a, b) => (a.orderLineId < b.orderLineId ? -1 : 1))) {
      const waiting = await setAsideVouchers(db, line, key)
      if (waiting < line.quantity) throw new AppError('conflict', 'vouchers_used', { orderLineId: line.orderLineId, left: waiting })
    }
  })
  return { ok: true }
}

/** Who gives up lets go; what several set aside under one key is free when the last of them has. */
export async function putBack(cards: CardKeys, { key, holder }: Input<'putBack'>): Promise<{ ok: true }> {
  await inTx(cards.db, async (db) => {
    await lockAside(db, key)
    if ((await dropHolders(db, key, holder)) === 0) await putBackVouchers(db, key)
  })
  return { ok: true }
}

/** What an order brought its buyer; nobody else finds it. Throws `order_not_found`. */
export async function orderSecrets(cards: CardKeys, shopperId: string, orderId: string): Promise<z.input<typeof listOrderSecrets.reply>> {
  const rows = await secretsOf(cards.db, shopperId, orderId)
  if (rows.length === 0) throw new AppError('not_found', 'order_not_found')
  return {
    items: rows.map(({ sealed, keyId, deliveredAt, endedAt, orderLineId, ...row }) => ({
      ...row,
      orderLineId: orderLineId ?? '',
      secret: cards.vault.open(sealed, { id: row.id, keyId }),
      deliveredAt: (deliveredAt ?? cards.now()).toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
  }
}
