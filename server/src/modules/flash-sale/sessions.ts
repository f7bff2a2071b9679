import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { FlashSales } from './context.ts'
import type { FlashPhase, FlashSessionDetail, FlashSessionInput, listFlashSessions } from './contract.ts'
import { phaseOf } from './phase.ts'
import {
  announceAlone,
  changeDraft,
  dropDraft,
  insertSession,
  type ItemRow,
  itemsOf,
  moveSession,
  type NewItem,
  overlapping,
  type PageRow,
  putItems,
  sessionOfShop,
  sessionPage,
} from './queries/sessions.ts'
import { skusOf } from './shown.ts'

type Detail = z.input<typeof FlashSessionDetail>
interface Of {
  shopId: string
  id: string
}
const LONGEST_MS = 7 * 86_400_000

const rowOf = (row: PageRow, now: Date) => ({
  id: row.id,
  title: row.title,
  phase: phaseOf(row, now),
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  payMinutes: row.payMinutes,
  challenge: row.challenge,
  products: row.products,
  pieces: row.pieces,
  taken: row.taken,
  createdAt: row.createdAt.toISOString(),
})

const adminItem = (row: ItemRow, sku: SkuForSale | undefined, shelf: number) => ({
  id: row.id,
  skuId: row.skuId,
  productId: row.productId,
  title: sku?.title ?? '',
  options: sku?.options ?? [],
  picture: sku?.picture ?? null,
  priceFen: row.priceFen,
  listPriceFen: row.listPriceFen,
  pieces: row.pieces,
  perPerson: row.perPerson,
  taken: row.taken,
  shelf,
})

export async function list(
  flash: FlashSales,
  shopId: string,
  query: { page: number; pageSize: number; phase?: FlashPhase | undefined },
): Promise<z.input<typeof listFlashSessions.reply>> {
  const now = flash.now()
  const { items, total } = await sessionPage(flash.db, shopId, { ...query, now })
  return { items: items.map((row) => rowOf(row, now)), total }
}

export async function detail(flash: FlashSales, of: Of): Promise<Detail> {
  const session = await sessionOfShop(flash.db, of)
  if (!session) throw new AppError('not_found', 'flash_not_found')
  const rows = await itemsOf(flash.db, [session.id])
  const skuIds = rows.map(({ skuId }) => skuId)
  const [skus, stock] = await Promise.all([skusOf(flash, rows), flash.inventory.available({ skuIds })])
  const shelf = new Map(stock.items.map(({ skuId, available }) => [skuId, available]))
  const sums = {
    products: new Set(rows.map(({ productId }) => productId)).size,
    pieces: rows.reduce((sum, row) => sum + row.pieces, 0),
    taken: rows.reduce((sum, row) => sum + row.taken, 0),
  }
  return {
    ...rowOf({ ...session, ...sums }, flash.now()),
    items: rows.map((row) => adminItem(row, skus.get(row.skuId), shelf.get(row.skuId) ?? 0)),
  }
}

function checkSchedule({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, now: Date): void {
  const long = endsAt.getTime() - startsAt.getTime()
  if (long < 60_000 || long > LONGEST_MS || endsAt <= now) throw new AppError('invalid', 'flash_schedule_wrong')
}

/** The goods of a session: the shop's own, each once, and cheaper than they are. */
async function checkedItems(flash: FlashSales, shopId: string, input: FlashSessionInput['items']): Promise<NewItem[]> {
  if (new Set(input.map(({ skuId }) => skuId)).size < input.length) throw new AppError('invalid', 'flash_sku_twice')
  const skus = await skusOf(flash, input)
  return input.map(({ skuId, priceFen, pieces, perPerson }) => {
    const sku = skus.get(skuId)
    if (sku?.shopId !== shopId) throw new AppError('not_found', 'flash_sku_unknown', { skuId })
    if (priceFen >= sku.priceFen) throw new AppError('invalid', 'flash_price_wrong', { skuId, listPriceFen: sku.priceFen })
    return { id: flash.newId(), skuId, productId: sku.productId, priceFen, listPriceFen: sku.priceFen, pieces, perPerson }
  })
}

const draftOf = ({ title, payMinutes, challenge, startsAt, endsAt }: FlashSessionInput, of: Of) => ({
  ...of,
  title,
  payMinutes,
  challenge,
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
})

export async function create(flash: FlashSales, shopId: string, input: FlashSessionInput): Promise<Detail> {
  const of = { shopId, id: flash.newId() }
  const draft = draftOf(input, of)
  checkSchedule(draft, flash.now())
  const items = await checkedItems(flash, shopId, input.items)
  await inTx(flash.db, async (db) => {
    await insertSession(db, draft, flash.now())
    await putItems(db, of.id, items)
  })
  return detail(flash, of)
}

export async function update(flash: FlashSales, of: Of, input: FlashSessionInput): Promise<Detail> {
  if (!(await sessionOfShop(flash.db, of))) throw new AppError('not_found', 'flash_not_found')
  const draft = draftOf(input, of)
  checkSchedule(draft, flash.now())
  const items = await checkedItems(flash, of.shopId, input.items)
  await inTx(flash.db, async (db) => {
    if (!(await changeDraft(db, draft))) throw new AppError('conflict', 'flash_not_draft')
    await putItems(db, of.id, items)
  })
  flash.board.forget(of.id)
  return detail(flash, of)
}

export async function remove(flash: FlashSales, of: Of): Promise<{ ok: true }> {
  if (!(await sessionOfShop(flash.db, of))) throw new AppError('not_found', 'flash_not_found')
  if (!(await dropDraft(flash.db, of))) throw new AppError('conflict', 'flash_not_draft')
  return { ok: true }
}

/** Announces a draft whose goods are there now, in no other session at that time. */
export async function publish(flash: FlashSales, of: Of): Promise<Detail> {
  const now = flash.now()
  const session = await sessionOfShop(flash.db, of)
  if (!session) throw new AppError('not_found', 'flash_not_found')
  if (session.state === 'published') return detail(flash, of)
  checkSchedule(session, now)
  await onTheShelf(flash, session.id)
  await inTx(flash.db, async (db) => {
    await announceAlone(db, of.shopId)
    const skuId = await overlapping(db, session)
    if (skuId) throw new AppError('conflict', 'flash_overlap', { skuId })
    if (!(await moveSession(db, session.id, { from: 'draft', to: 'published', now }))) await alreadyOr(db, of, 'published')
  })
  flash.board.forget(of.id)
  return detail(flash, of)
}

/** The quota is promised of pieces that are there: those that miss are named. */
async function onTheShelf(flash: FlashSales, sessionId: string): Promise<void> {
  const items = await itemsOf(flash.db, [sessionId])
  const skuIds = items.map(({ skuId }) => skuId)
  const [skus, stock] = await Promise.all([skusOf(flash, items), flash.inventory.available({ skuIds })])
  const shelf = new Map(stock.items.map(({ skuId, available }) => [skuId, available]))
  for (const { skuId, pieces } of items) {
    if (!skus.get(skuId)?.onSale) throw new AppError('not_found', 'flash_sku_unknown', { skuId })
    const available = shelf.get(skuId) ?? 0
    if (available < pieces) throw new AppError('conflict', 'flash_stock_short', { skuId, available, pieces })
  }
}

async function alreadyOr(db: FlashSales['db'], of: Of, state: 'published' | 'stopped'): Promise<void> {
  if ((await sessionOfShop(db, of))?.state !== state) throw new AppError('conflict', state === 'stopped' ? 'flash_over' : 'flash_not_draft')
}

export async function stop(flash: FlashSales, of: Of): Promise<Detail> {
  const now = flash.now()
  const session = await sessionOfShop(flash.db, of)
  if (!session) throw new AppError('not_found', 'flash_not_found')
  const phase = phaseOf(session, now)
  if (phase === 'draft' || phase === 'ended') throw new AppError('conflict', 'flash_over')
  if (!(await moveSession(flash.db, session.id, { from: 'published', to: 'stopped', now }))) await alreadyOr(flash.db, of, 'stopped')
  flash.board.forget(of.id)
  return detail(flash, of)
}
