import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Presales } from './context.ts'
import type { AdminPresale, listAdminPresales, listPresaleDeposits, NewPresale, PresaleChange, PresaleResults } from './contract.ts'
import {
  cancelCampaign,
  campaignOf,
  type CampaignRow,
  campaignsPage,
  changeCampaign,
  insertCampaign,
  stopCampaign,
} from './queries/campaigns.ts'
import { board } from './queries/deposits.ts'
import { ordersOf } from './queries/places.ts'
import { resultsOf } from './queries/results.ts'
import { goods, goodsOf } from './view.ts'

type Shown = z.input<typeof AdminPresale>

function stateOf({ enabled, startsAt, endsAt, balanceEndsAt, cancelledAt }: CampaignRow, now: Date): Shown['state'] {
  if (cancelledAt) return 'cancelled'
  if (endsAt <= now) return balanceEndsAt && balanceEndsAt > now ? 'balance' : 'over'
  if (!enabled) return 'off'
  return startsAt > now ? 'soon' : 'running'
}

async function shown(presales: Presales, rows: readonly CampaignRow[]): Promise<Shown[]> {
  const skus = await goodsOf(
    presales,
    rows.map((row) => row.skuId),
  )
  return rows.map((row) => {
    const { shopId: _, productId: __, cancelledAt: ___, ...rest } = row
    return {
      ...rest,
      goods: goods(skus.get(row.skuId)),
      state: stateOf(row, presales.now()),
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      balanceStartsAt: row.balanceStartsAt?.toISOString() ?? null,
      balanceEndsAt: row.balanceEndsAt?.toISOString() ?? null,
      waitUntil: row.waitUntil?.toISOString() ?? null,
      shipBy: row.shipBy.toISOString(),
      createdAt: row.createdAt.toISOString(),
    }
  })
}

async function shownOne(presales: Presales, row: CampaignRow): Promise<Shown> {
  const [one] = await shown(presales, [row])
  return one!
}

const at = (time: string | null): number => (time === null ? Number.NaN : new Date(time).getTime())

/** Throws `presale_numbers_wrong`, `presale_earnest_too_high`, `presale_times_wrong`. */
function check(kind: 'deposit' | 'full', input: PresaleChange): PresaleChange {
  const { priceFen, depositFen, worthFen, word } = input
  const times = { start: at(input.startsAt), end: at(input.endsAt), ship: at(input.shipBy), wait: at(input.waitUntil ?? input.shipBy) }
  const late = times.end <= times.start || times.ship < times.wait || times.ship <= times.start
  if (late) throw new AppError('invalid', 'presale_times_wrong')
  if (kind === 'full')
    return {
      ...input,
      depositFen: 0,
      worthFen: 0,
      balanceStartsAt: null,
      balanceEndsAt: null,
      word: 'advance',
      refundBefore: true,
      unpaid: 'refund',
    }
  if (depositFen < 1 || worthFen < depositFen || worthFen >= priceFen) throw new AppError('invalid', 'presale_numbers_wrong')
  if (word === 'earnest' && depositFen * 5 > priceFen) throw new AppError('invalid', 'presale_earnest_too_high')
  const [opens, closes] = [at(input.balanceStartsAt), at(input.balanceEndsAt)]
  // Written so that a time that is missing does not pass.
  if (!(opens >= times.start && closes > opens && closes >= times.end)) throw new AppError('invalid', 'presale_times_wrong')
  return word === 'advance' ? { ...input, refundBefore: true, unpaid: 'refund' } : input
}

/** Throws `presale_goods_gone`. */
async function productOf(presales: Presales, of: { shopId: string; skuId: string }): Promise<string> {
  const sku = (await goodsOf(presales, [of.skuId])).get(of.skuId)
  if (!sku || sku.shopId !== of.shopId) throw new AppError('not_found', 'presale_goods_gone')
  return sku.productId
}

export async function addCampaign(presales: Presales, shopId: string, input: NewPresale): Promise<Shown> {
  const { kind, skuId } = input
  const productId = await productOf(presales, { shopId, skuId })
  const row = { ...check(kind, input), kind, skuId, productId, shopId, id: presales.newId(), now: presales.now() }
  return shownOne(presales, await insertCampaign(presales.db, row))
}

async function mine(presales: Presales, shopId: string, id: string): Promise<CampaignRow> {
  const campaign = await campaignOf(presales.db, id, shopId)
  if (!campaign) throw new AppError('not_found', 'presale_not_found')
  return campaign
}

export async function editCampaign(presales: Presales, shopId: string, { id, ...input }: PresaleChange & { id: string }): Promise<Shown> {
  const { kind, skuId } = await mine(presales, shopId, id)
  await productOf(presales, { shopId, skuId })
  const row = await changeCampaign(presales.db, { ...check(kind, input), id })
  if (row) return shownOne(presales, row)
  const now = await mine(presales, shopId, id)
  if (now.cancelledAt) throw new AppError('conflict', 'presale_cancelled')
  throw new AppError('conflict', 'presale_pieces_taken', { taken: now.taken })
}

/** Nobody joins from now on. */
export async function endNow(presales: Presales, shopId: string, id: string): Promise<Shown> {
  await mine(presales, shopId, id)
  await stopCampaign(presales.db, id, presales.now())
  return shownOne(presales, await mine(presales, shopId, id))
}

/** The shop cannot keep it: what follows, sweeps do. */
export async function cancel(presales: Presales, shopId: string, id: string): Promise<Shown> {
  await mine(presales, shopId, id)
  await cancelCampaign(presales.db, id, presales.now())
  return shownOne(presales, await mine(presales, shopId, id))
}

export async function campaignsOf(
  presales: Presales,
  shopId: string,
  query: z.output<typeof listAdminPresales.query>,
): Promise<z.input<typeof listAdminPresales.reply>> {
  const { items, total } = await campaignsPage(presales.db, shopId, query)
  return { items: await shown(presales, items), total }
}

export async function boardOf(
  presales: Presales,
  shopId: string,
  { id, ...query }: z.output<typeof listPresaleDeposits.query> & { id: string },
): Promise<z.input<typeof listPresaleDeposits.reply>> {
  await mine(presales, shopId, id)
  const { items, total } = await board(presales.db, id, query)
  const ids = [...new Set(items.map((row) => row.shopperId))]
  const { items: people } = ids.length > 0 ? await presales.shopper.find({ ids }) : { items: [] }
  const names = new Map(people.map((person) => [person.id, person.nickname]))
  const orders = await ordersOf(
    presales.db,
    items.map((row) => row.id),
  )
  const rows = items.map((row) => ({
    id: row.id,
    shopper: { id: row.shopperId, nickname: names.get(row.shopperId) ?? '' },
    quantity: row.quantity,
    depositFen: row.depositFen * row.quantity,
    worthFen: row.worthFen * row.quantity,
    balanceFen: (row.priceFen - row.worthFen) * row.quantity,
    state: row.state,
    why: row.why,
    returnedFen: row.depositFen * row.returned,
    orderId: orders.get(row.id) ?? null,
    createdAt: row.createdAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
  }))
  return { items: rows, total }
}

export async function results(presales: Presales, shopId: string, id: string): Promise<z.input<typeof PresaleResults>> {
  await mine(presales, shopId, id)
  return resultsOf(presales.db, id, presales.now())
}
