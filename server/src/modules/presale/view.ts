import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Presales } from './context.ts'
import type { Deposit, getOrderPresale, listMyDeposits, listPresales, Presale } from './contract.ts'
import { mayQuit } from './may-quit.ts'
import { campaignOf, type CampaignRow, campaignsOnShow, usedOf } from './queries/campaigns.ts'
import { depositOf, type DepositRow, depositsOf } from './queries/deposits.ts'
import { ordersOf, placeOf } from './queries/places.ts'

/** Those of these SKUs that are on sale now. */
export async function goodsOf(presales: Presales, skuIds: readonly string[]): Promise<Map<string, SkuForSale>> {
  if (skuIds.length === 0) return new Map()
  const { items } = await presales.catalog.skusForSale({ skuIds: [...new Set(skuIds)] })
  return new Map(items.filter((sku) => sku.onSale).map((sku) => [sku.skuId, sku]))
}

export const goods = (sku: SkuForSale | undefined) =>
  sku
    ? {
        productId: sku.productId,
        skuId: sku.skuId,
        title: sku.title,
        options: sku.options,
        picture: sku.picture,
        priceFen: sku.priceFen,
      }
    : null

const timeOf = (at: Date | null): string | null => at?.toISOString() ?? null

function stateOf({ startsAt, endsAt, taken, pieces, balanceEndsAt, enabled }: CampaignRow, now: Date): z.input<typeof Presale>['state'] {
  if (endsAt <= now || !enabled) return balanceEndsAt && balanceEndsAt > now ? 'balance' : 'over'
  if (startsAt > now) return 'soon'
  return taken < pieces ? 'running' : 'gone'
}

function shown(row: CampaignRow, sku: SkuForSale, { now, used }: { now: Date; used: number }): z.input<typeof Presale> {
  const { id, title, kind, priceFen, depositFen, worthFen, word, refundBefore, unpaid, freeFreight, perPerson, pieces } = row
  return {
    id,
    title,
    kind,
    priceFen,
    depositFen,
    worthFen,
    word,
    refundBefore,
    unpaid,
    freeFreight,
    perPerson,
    pieces,
    goods: goods(sku)!,
    waitUntil: timeOf(row.waitUntil),
    shipBy: row.shipBy.toISOString(),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    balanceStartsAt: timeOf(row.balanceStartsAt),
    balanceEndsAt: timeOf(row.balanceEndsAt),
    left: row.pieces - row.taken,
    state: stateOf(row, now),
    mineLeft: Math.max(0, Math.min(row.perPerson - used, row.pieces - row.taken)),
  }
}

const idPattern = /^[0-9a-f-]{36}$/
function cursorOf(cursor: string | undefined): string | undefined {
  if (cursor && !idPattern.test(cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return cursor
}

/** What can be had before it is there. Presales of goods that are sold no more are not shown. */
export async function onShow(presales: Presales, query: z.output<typeof listPresales.query>): Promise<z.input<typeof listPresales.reply>> {
  const now = presales.now()
  const rows = await campaignsOnShow(presales.db, { now, after: cursorOf(query.cursor), limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const skus = await goodsOf(
    presales,
    page.map((row) => row.skuId),
  )
  const items = page.flatMap((row) => {
    const sku = skus.get(row.skuId)
    return sku ? [shown(row, sku, { now, used: 0 })] : []
  })
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

/** Throws `presale_not_found`. */
export async function show(presales: Presales, id: string, viewerId: string | null): Promise<z.input<typeof Presale>> {
  const row = await campaignOf(presales.db, id)
  const sku = row && (await goodsOf(presales, [row.skuId])).get(row.skuId)
  const neverWas = row && !row.enabled && row.taken === 0
  if (!row || !sku || neverWas) throw new AppError('not_found', 'presale_not_found')
  const used = viewerId ? await usedOf(presales.db, id, viewerId) : 0
  return shown(row, sku, { now: presales.now(), used })
}

type Shown = z.input<typeof Deposit>
interface Beside {
  title: string
  sku: SkuForSale | undefined
  orderId: string | null
  now: Date
}

function depositShown(row: DepositRow, { title, sku, orderId, now }: Beside): Shown {
  const { id, campaignId, skuId, quantity, word, refundBefore, unpaid, freeFreight, state, why } = row
  const inWindow = row.balanceStartsAt <= now && row.balanceEndsAt > now
  return {
    id,
    campaignId,
    title,
    skuId,
    quantity,
    word,
    refundBefore,
    unpaid,
    freeFreight,
    state,
    why,
    orderId,
    goods: goods(sku),
    priceFen: row.priceFen * quantity,
    depositFen: row.depositFen * quantity,
    worthFen: row.worthFen * quantity,
    balanceFen: (row.priceFen - row.worthFen) * quantity,
    waitUntil: timeOf(row.waitUntil),
    shipBy: row.shipBy.toISOString(),
    returnedFen: row.depositFen * row.returned,
    payBefore: row.payBefore.toISOString(),
    balanceStartsAt: row.balanceStartsAt.toISOString(),
    balanceEndsAt: row.balanceEndsAt.toISOString(),
    canBuy: state === 'paid' && inWindow && sku !== undefined,
    canQuit: mayQuit(row, now),
    createdAt: row.createdAt.toISOString(),
    paidAt: timeOf(row.paidAt),
  }
}

async function depositsShown(presales: Presales, rows: readonly DepositRow[]): Promise<Shown[]> {
  const now = presales.now()
  const skus = await goodsOf(
    presales,
    rows.map((row) => row.skuId),
  )
  const orders = await ordersOf(
    presales.db,
    rows.map((row) => row.id),
  )
  const titles = new Map<string, string>()
  for (const id of new Set(rows.map((row) => row.campaignId))) titles.set(id, (await campaignOf(presales.db, id))?.title ?? '')
  return rows.map((row) =>
    depositShown(row, { title: titles.get(row.campaignId) ?? '', sku: skus.get(row.skuId), orderId: orders.get(row.id) ?? null, now }),
  )
}

/** A shopper's own. Throws `deposit_not_found`. */
export async function showDeposit(presales: Presales, id: string, shopperId: string): Promise<Shown> {
  const row = await depositOf(presales.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'deposit_not_found')
  const [one] = await depositsShown(presales, [row])
  return one!
}

/** A shopper's own, newest first. */
export async function mineOf(
  presales: Presales,
  shopperId: string,
  query: z.output<typeof listMyDeposits.query>,
): Promise<z.input<typeof listMyDeposits.reply>> {
  const rows = await depositsOf(presales.db, { shopperId, before: cursorOf(query.cursor), limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  return { items: await depositsShown(presales, page), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

/** What was promised for an order, and its deposit. Throws `order_not_found`. */
export async function ofOrder(presales: Presales, orderId: string, shopperId: string): Promise<z.input<typeof getOrderPresale.reply>> {
  const place = await placeOf(presales.db, orderId)
  if (!place || place.shopperId !== shopperId) throw new AppError('not_found', 'order_not_found')
  const deposit = place.depositId ? await depositOf(presales.db, place.depositId) : undefined
  return {
    kind: deposit ? 'deposit' : 'full',
    campaignId: place.campaignId,
    depositId: place.depositId,
    depositFen: deposit ? deposit.depositFen * deposit.quantity : 0,
    worthFen: deposit ? deposit.worthFen * deposit.quantity : 0,
    depositBackFen: deposit ? deposit.depositFen * deposit.returned : 0,
    waitUntil: timeOf(place.waitUntil),
    shipBy: place.shipBy.toISOString(),
    canQuit: waitsStill(place, presales.now()) && deposit?.word !== 'earnest',
  }
}

const waitsStill = (place: { state: string; waitUntil: Date | null; toldAt: Date | null }, now: Date): boolean =>
  place.state === 'paid' && place.toldAt === null && place.waitUntil !== null && place.waitUntil > now

/** A paid order that waits for its goods is called off by its shopper, unless an earnest binds them. Throws `order_not_found`, `deposit_stays`. */
export async function quitOrder(presales: Presales, orderId: string, shopperId: string): Promise<{ ok: true }> {
  const { canQuit } = await ofOrder(presales, orderId, shopperId)
  if (!canQuit) throw new AppError('conflict', 'deposit_stays')
  await presales.order.callOff({ orderId, reason: '发货前申请退款' })
  return { ok: true }
}
