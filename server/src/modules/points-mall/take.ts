import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { PointsMall } from './context.ts'
import type { PointsMallDb } from './db.ts'
import type { ExchangeRow } from './queries/exchanges.ts'
import { countBack, countPerson, itemOf, type ItemRow, putPiecesBack, takenBy, takePieces } from './queries/items.ts'

/** Why it cannot be had now; nothing when it can. */
export function stateOf(item: Pick<ItemRow, 'enabled' | 'startsAt' | 'endsAt' | 'taken' | 'pieces'>, now: Date) {
  if (!item.enabled) return 'off'
  if (item.endsAt <= now) return 'over'
  if (item.startsAt > now) return 'soon'
  return item.taken >= item.pieces ? 'gone' : 'running'
}

interface Wanted {
  shopperId: string
  quantity: number
}

/** The item, if this shopper may have so many of it now. Throws why not. */
export async function mayHave(mall: PointsMall, itemId: string, { shopperId, quantity }: Wanted): Promise<ItemRow> {
  const item = await itemOf(mall.db, itemId)
  if (!item) throw new AppError('not_found', 'mall_item_not_found')
  const state = stateOf(item, mall.now())
  if (state === 'off') throw new AppError('not_found', 'mall_item_not_found')
  if (state === 'soon' || state === 'over') throw new AppError('conflict', 'mall_closed')
  if (item.taken + quantity > item.pieces) throw new AppError('conflict', 'mall_gone')
  const had = (await takenBy(mall.db, shopperId, [itemId])).get(itemId) ?? 0
  if (had + quantity > item.perPerson) throw new AppError('conflict', 'mall_person_limit', { most: item.perPerson })
  const { available } = await mall.points.balance({ shopperId })
  const short = item.points * quantity - available
  if (short > 0) throw new AppError('conflict', 'mall_points_short', { short })
  return item
}

/** Pieces and the person's count, both or none. Throws `mall_gone`, `mall_person_limit`. */
export async function take(tx: Db<PointsMallDb>, item: ItemRow, { shopperId, quantity }: Wanted): Promise<void> {
  if (!(await takePieces(tx, item.id, quantity))) throw new AppError('conflict', 'mall_gone')
  const most = item.perPerson
  if (!(await countPerson(tx, { itemId: item.id, shopperId, quantity, most })))
    throw new AppError('conflict', 'mall_person_limit', { most })
}

export async function free(
  tx: Db<PointsMallDb>,
  { itemId, shopperId }: Pick<ExchangeRow, 'itemId' | 'shopperId'>,
  quantity: number,
): Promise<void> {
  await putPiecesBack(tx, itemId, quantity)
  await countBack(tx, { itemId, shopperId, quantity })
}
