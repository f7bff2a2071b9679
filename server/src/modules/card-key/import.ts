import { createHash } from 'node:crypto'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import type { CardKeys } from './context.ts'
import { keysAdded } from './contract.ts'
import { claimImport, findImport, finishImport, insertKeys } from './queries/pool.ts'
import { hintOf } from './seal.ts'

export interface ImportWish {
  shopId: string
  staffName: string
  skuId: string
  requestId: string
  keys: readonly string[]
}

/** Takes card keys into the pool, and tells how many for the stock. Keyed; twice is once. Throws `sku_not_found`, `sku_has_no_keys`, `key_reused`. */
export async function importKeys(cards: CardKeys, wish: ImportWish): Promise<{ added: number; doubles: number }> {
  const { items } = await cards.catalog.skusForSale({ skuIds: [wish.skuId] })
  const sku = items.find((one) => one.shopId === wish.shopId)
  if (!sku) throw new AppError('not_found', 'sku_not_found')
  if (sku.delivery !== 'card_key') throw new AppError('conflict', 'sku_has_no_keys')
  const keys = [...new Set(wish.keys.map((key) => key.trim()))]
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([wish.skuId, wish.keys.map((key) => cards.vault.hash(key.trim()).toString('base64url'))]))
    .digest('base64url')
  return inTx(cards.db, async (db) => {
    const [id, now] = [cards.newId(), cards.now()]
    if (!(await claimImport(db, { ...wish, id, bodyHash, now }))) {
      const before = await findImport(db, wish.shopId, wish.requestId)
      if (before?.bodyHash !== bodyHash) throw new AppError('conflict', 'key_reused', { key: wish.requestId })
      return { added: before.added, doubles: before.doubles }
    }
    const rows = keys.map((key) => ({ secret: key, hash: cards.vault.hash(key) })).sort((a, b) => Buffer.compare(a.hash, b.hash))
    let added = 0
    for (let from = 0; from < rows.length; from += 500) {
      const some = rows.slice(from, from + 500).map(({ secret, hash }) => sealedSecret(cards, secret, hash))
      added += await insertKeys(db, { shopId: wish.shopId, skuId: sku.skuId, productId: sku.productId, importId: id, now }, some)
    }
    const counted = { added, doubles: wish.keys.length - added }
    await finishImport(db, id, counted)
    const fact = { importId: id, shopId: wish.shopId, skuId: sku.skuId, productId: sku.productId, actor: wish.staffName }
    if (added > 0) await emit(db, keysAdded, { ...fact, count: added })
    return counted
  })
}

export function sealedSecret({ vault, newId }: CardKeys, secret: string, hash = vault.hash(secret)) {
  const id = newId()
  return { id, sealed: vault.seal(secret, id), keyId: vault.keyId, hash, hint: hintOf(secret) }
}
