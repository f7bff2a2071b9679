import type { z } from 'zod'
import { type Db, inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { GroupBuys } from './context.ts'
import type { GroupBuy, GroupBuyInput, listGroupBuys } from './contract.ts'
import type { GroupBuyDb } from './db.ts'
import {
  type CampaignRow,
  campaignOf,
  campaignsPage,
  changeCampaign,
  clashes,
  endCampaign,
  insertCampaign,
  lockProduct,
  pricesOf,
  putPrices,
  type ResultsRow,
  resultsOf,
  sizeInUse,
} from './queries/campaigns.ts'
import { type Goods, goodsOf } from './goods.ts'

type View = z.input<typeof GroupBuy>

/** Throws `group_buy_wrong`, `group_buy_goods_wrong`. */
async function check(groups: GroupBuys, shopId: string, input: GroupBuyInput): Promise<void> {
  const { prices, virtualFrom, startsAt, endsAt, productId } = input
  const sizes = [...new Set(prices.map((one) => one.size))]
  const wrong =
    endsAt <= startsAt ||
    (virtualFrom !== null && virtualFrom >= Math.min(...sizes)) ||
    prices.some((one) => one.leaderPriceFen !== null && one.leaderPriceFen > one.priceFen)
  if (wrong) throw new AppError('invalid', 'group_buy_wrong')
  const skuIds = [...new Set(prices.map((one) => one.skuId))]
  const pairs = new Set(prices.map((one) => `${one.size} ${one.skuId}`))
  const { items } = await groups.catalog.skusForSale({ skuIds })
  const own = items.filter((sku) => sku.productId === productId && sku.shopId === shopId)
  const whole = pairs.size === prices.length && pairs.size === sizes.length * skuIds.length
  if (!whole || own.length !== skuIds.length) throw new AppError('invalid', 'group_buy_goods_wrong')
}

async function mustNotClash(tx: Db<GroupBuyDb>, campaign: GroupBuyInput & { id: string }): Promise<void> {
  if (!campaign.enabled) return
  await lockProduct(tx, campaign.productId)
  const period = { startsAt: new Date(campaign.startsAt), endsAt: new Date(campaign.endsAt) }
  if (await clashes(tx, { id: campaign.id, productId: campaign.productId, ...period })) throw new AppError('conflict', 'group_buy_clash')
}

export async function createCampaign(groups: GroupBuys, shopId: string, input: GroupBuyInput): Promise<View> {
  await check(groups, shopId, input)
  const id = groups.newId()
  await inTx(groups.db, async (tx) => {
    await mustNotClash(tx, { ...input, id })
    await insertCampaign(tx, { ...input, id, shopId, now: groups.now() })
    await putPrices(tx, id, input.prices)
  })
  return oneCampaign(groups, shopId, id)
}

/** Groups that are open keep their size: it cannot be taken away from them, nor can their product. */
export async function updateCampaign(groups: GroupBuys, shopId: string, campaign: GroupBuyInput & { id: string }): Promise<View> {
  const before = await campaignOf(groups.db, campaign.id, shopId)
  if (!before) throw new AppError('not_found', 'group_buy_not_found')
  if (before.productId !== campaign.productId) throw new AppError('invalid', 'group_buy_goods_wrong')
  await check(groups, shopId, campaign)
  await inTx(groups.db, async (tx) => {
    await mustNotClash(tx, campaign)
    await changeCampaign(tx, { ...campaign, shopId })
    const sizes = campaign.prices.map((one) => one.size)
    const size = await sizeInUse(tx, campaign.id, sizes)
    if (size !== undefined) throw new AppError('conflict', 'group_size_in_use', { size })
    await putPrices(tx, campaign.id, campaign.prices)
  })
  return oneCampaign(groups, shopId, campaign.id)
}

/** Nobody opens or joins any more, and what is open ends as if its time were over. Ending twice is ending once. */
export async function endNow(groups: GroupBuys, shopId: string, id: string): Promise<{ ok: true }> {
  const ended = await inTx(groups.db, (tx) => endCampaign(tx, id, shopId, groups.now()))
  if (!ended) throw new AppError('not_found', 'group_buy_not_found')
  return { ok: true }
}

export async function oneCampaign(groups: GroupBuys, shopId: string, id: string): Promise<View> {
  const row = await campaignOf(groups.db, id, shopId)
  const [view] = row ? await viewsOf(groups, [row]) : []
  if (!view) throw new AppError('not_found', 'group_buy_not_found')
  return view
}

export async function campaignsOf(
  groups: GroupBuys,
  shopId: string,
  query: z.output<typeof listGroupBuys.query>,
): Promise<z.input<typeof listGroupBuys.reply>> {
  const { items, total } = await campaignsPage(groups.db, shopId, query)
  return { items: await viewsOf(groups, items), total }
}

async function viewsOf(groups: GroupBuys, rows: readonly CampaignRow[]): Promise<View[]> {
  const ids = rows.map((row) => row.id)
  const [prices, results] = await Promise.all([pricesOf(groups.db, ids), resultsOf(groups.db, ids)])
  const goods = await goodsOf(groups, prices)
  const now = groups.now()
  return rows.map(({ shopId: _shop, startsAt, endsAt, createdAt, ...row }) => ({
    ...row,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    createdAt: createdAt.toISOString(),
    state: !row.enabled ? 'off' : now < startsAt ? 'upcoming' : now < endsAt ? 'running' : 'over',
    prices: prices.filter((one) => one.campaignId === row.id).map(({ campaignId: _campaign, ...price }) => price),
    product: shown(goods.get(row.id)),
    results: numbers(results.get(row.id)),
  }))
}

const shown = (goods: Goods | undefined): View['product'] =>
  goods ? { title: goods.title, picture: goods.picture, priceFen: goods.listPriceFen } : null

function numbers(row: ResultsRow | undefined): View['results'] {
  const { campaignId: _campaign, ...counts } = row ?? {
    campaignId: '',
    opened: 0,
    open: 0,
    completed: 0,
    filled: 0,
    failed: 0,
    members: 0,
    joined: 0,
    refunded: 0,
    gmvFen: 0,
  }
  const ended = counts.completed + counts.failed
  return { ...counts, successBps: ended === 0 ? null : Math.round((counts.completed * 10_000) / ended) }
}
