import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { Who } from './apply.ts'
import { namesOf } from './board.ts'
import type { Distribution } from './context.ts'
import type { AdminSample, AdminSampleRequest, listMySamples, listSampleRequests, listSamples } from './contract.ts'
import { requestById, type RequestRow, requestsOf, requestsPage } from './queries/requests.ts'
import { type SampleFigures, samplesFor, samplesPage } from './queries/samples.ts'
import { sampleOf } from './samples.ts'
import { sellerOf } from './withdraw.ts'

async function goodsOf(kit: Distribution, skuIds: readonly string[]) {
  const { items } = skuIds.length > 0 ? await kit.catalog.skusForSale({ skuIds: [...new Set(skuIds)] }) : { items: [] }
  return (id: string) => {
    const sku = items.find((one) => one.skuId === id && one.onSale)
    if (!sku) return null
    const { productId, skuId, title, options, picture, priceFen } = sku
    return { productId, skuId, title, options, picture, priceFen }
  }
}

async function shown(kit: Distribution, rows: readonly SampleFigures[]): Promise<z.input<typeof AdminSample>[]> {
  const goods = await goodsOf(
    kit,
    rows.map((row) => row.skuId),
  )
  return rows.map(({ shopId: _shop, productId: _product, ...row }) => ({
    ...row,
    goods: goods(row.skuId),
    open: row.endsAt > kit.now() && row.taken < row.pieces,
    endsAt: row.endsAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }))
}

export async function samplesOf(
  kit: Distribution,
  shopId: string,
  query: z.output<typeof listSamples.query>,
): Promise<z.input<typeof listSamples.reply>> {
  const { items, total } = await samplesPage(kit.db, { ...query, shopId })
  return { items: await shown(kit, items), total }
}

/** Throws `sample_not_found`. */
export async function shownSample(kit: Distribution, shopId: string, id: string): Promise<z.input<typeof AdminSample>> {
  const [one] = await shown(kit, [{ ...(await sampleOf(kit, shopId, id)), waiting: 0, rewarded: 0 }])
  if (!one) throw new Error(`sample ${id} is not there`)
  return one
}

function requestShown({ sampleId: _sample, shopId: _shop, distributorId: _who, shopperId: _shopper, ...row }: RequestRow) {
  return { ...row, dueAt: row.dueAt?.toISOString() ?? null, askedAt: row.askedAt.toISOString() }
}

export async function requestsOfSample(
  kit: Distribution,
  shopId: string,
  query: z.output<typeof listSampleRequests.query> & { id: string },
): Promise<z.input<typeof listSampleRequests.reply>> {
  const sample = await sampleOf(kit, shopId, query.id)
  const { items, total } = await requestsPage(kit.db, { ...query, sampleId: sample.id })
  const names = await namesOf(kit, { distributors: items.map((row) => row.distributorId) })
  return { items: items.map((row) => ({ ...requestShown(row), distributor: names.distributor(row.distributorId) })), total }
}

/** Throws `sample_request_not_found`. */
export async function shownRequest(kit: Distribution, shopId: string, id: string): Promise<z.input<typeof AdminSampleRequest>> {
  const row = await requestById(kit.db, id)
  if (row?.shopId !== shopId) throw new AppError('not_found', 'sample_request_not_found')
  const names = await namesOf(kit, { distributors: [row.distributorId] })
  return { ...requestShown(row), distributor: names.distributor(row.distributorId) }
}

/** Samples of goods that are sold no more are left out. */
export async function mySamples(kit: Distribution, who: Who): Promise<z.input<typeof listMySamples.reply>> {
  const { id: distributorId } = await sellerOf(kit, who)
  const now = kit.now()
  const rows = await samplesFor(kit.db, { shopId: who.shopId, distributorId, now })
  const requests = new Map((await requestsOf(kit.db, distributorId)).map((one) => [one.sampleId, one]))
  const goods = await goodsOf(
    kit,
    rows.map((row) => row.skuId),
  )
  const items = rows.flatMap((row) => {
    const shownGoods = goods(row.skuId)
    if (!shownGoods) return []
    const { id, title, priceFen, freeFreight, pieces, taken, task, brief, target, days, rewardFen, endsAt } = row
    const request = requests.get(id)
    const of = { id, title, priceFen, freeFreight, task, brief, target, days, rewardFen, endsAt: endsAt.toISOString() }
    const left = pieces - taken
    return [{ ...of, left, goods: shownGoods, open: endsAt > now && left > 0, request: request ? requestShown(request) : null }]
  })
  return { items }
}
