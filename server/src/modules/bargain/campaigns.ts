import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Bargains } from './context.ts'
import type {
  AdminBargainCampaign,
  BargainResults,
  CampaignChange,
  listAdminBargainCampaigns,
  listCampaignBargains,
  NewCampaign,
} from './contract.ts'
import { expireDue, board } from './queries/bargains.ts'
import { campaignOf, type CampaignRow, campaignsPage, changeCampaign, insertCampaign, openedIn, stopCampaign } from './queries/campaigns.ts'
import { resultsOf } from './queries/results.ts'
import { boardRow, goods, goodsOf, peopleOf } from './view.ts'

type Shown = z.input<typeof AdminBargainCampaign>

function stateOf({ enabled, startsAt, endsAt }: CampaignRow, now: Date): Shown['state'] {
  if (endsAt <= now) return 'over'
  if (!enabled) return 'off'
  return startsAt > now ? 'soon' : 'running'
}

async function shown(bargains: Bargains, rows: readonly CampaignRow[]): Promise<Shown[]> {
  const skus = await goodsOf(
    bargains,
    rows.map((row) => row.skuId),
  )
  const opened = await openedIn(
    bargains.db,
    rows.map((row) => row.id),
  )
  return rows.map(({ shopId: _, productId: __, startsAt, endsAt, createdAt, ...row }) => ({
    ...row,
    ...(opened.get(row.id) ?? { opened: 0, open: 0 }),
    goods: goods(skus.get(row.skuId)),
    state: stateOf({ ...row, shopId: _, productId: __, startsAt, endsAt, createdAt }, bargains.now()),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    createdAt: createdAt.toISOString(),
  }))
}

async function shownOne(bargains: Bargains, row: CampaignRow): Promise<Shown> {
  const [one] = await shown(bargains, [row])
  return one!
}

/** The numbers must let each helper cut one fen at least. Throws `bargain_goods_gone`, `bargain_numbers_wrong`. */
async function checked(bargains: Bargains, of: { shopId: string; skuId: string }, input: CampaignChange): Promise<SkuForSale> {
  const sku = (await goodsOf(bargains, [of.skuId])).get(of.skuId)
  if (!sku || sku.shopId !== of.shopId) throw new AppError('not_found', 'bargain_goods_gone')
  if (sku.priceFen - input.floorFen < input.helpers || new Date(input.endsAt) <= new Date(input.startsAt))
    throw new AppError('invalid', 'bargain_numbers_wrong', { priceFen: sku.priceFen })
  return sku
}

export async function addCampaign(bargains: Bargains, shopId: string, input: NewCampaign): Promise<Shown> {
  const { productId } = await checked(bargains, { shopId, skuId: input.skuId }, input)
  return shownOne(bargains, await insertCampaign(bargains.db, { ...input, id: bargains.newId(), shopId, productId, now: bargains.now() }))
}

async function mine(bargains: Bargains, shopId: string, id: string): Promise<CampaignRow> {
  const campaign = await campaignOf(bargains.db, id, shopId)
  if (!campaign) throw new AppError('not_found', 'bargain_campaign_not_found')
  return campaign
}

export async function editCampaign(bargains: Bargains, shopId: string, { id, ...input }: CampaignChange & { id: string }): Promise<Shown> {
  const { skuId } = await mine(bargains, shopId, id)
  await checked(bargains, { shopId, skuId }, input)
  const row = await changeCampaign(bargains.db, { ...input, id })
  if (!row) throw new AppError('conflict', 'bargain_pieces_taken', { taken: (await mine(bargains, shopId, id)).taken })
  return shownOne(bargains, row)
}

/** Over now, with all its bargains. One that is ordered can still be paid: its place is held as long as its order waits for the money. */
export async function endCampaign(bargains: Bargains, shopId: string, id: string): Promise<Shown> {
  await mine(bargains, shopId, id)
  const now = bargains.now()
  await inTx(bargains.db, async (tx) => {
    await stopCampaign(tx, id, now)
    await expireAll(tx, { campaignId: id, now })
  })
  return shownOne(bargains, await mine(bargains, shopId, id))
}

async function expireAll(tx: Bargains['db'], of: { campaignId: string; now: Date }): Promise<void> {
  while ((await expireDue(tx, { ...of, limit: 1000, early: true })) > 0);
}

export async function campaignsOf(
  bargains: Bargains,
  shopId: string,
  query: z.output<typeof listAdminBargainCampaigns.query>,
): Promise<z.input<typeof listAdminBargainCampaigns.reply>> {
  const { items, total } = await campaignsPage(bargains.db, shopId, query)
  return { items: await shown(bargains, items), total }
}

export async function boardOf(
  bargains: Bargains,
  shopId: string,
  { id, ...query }: z.output<typeof listCampaignBargains.query> & { id: string },
): Promise<z.input<typeof listCampaignBargains.reply>> {
  await mine(bargains, shopId, id)
  const { items, total } = await board(bargains.db, id, query)
  const people = await peopleOf(
    bargains,
    items.map((row) => row.shopperId),
  )
  const now = bargains.now()
  return { items: items.map((row) => ({ ...boardRow(row, now), shopper: { id: row.shopperId, ...people(row.shopperId) } })), total }
}

export async function results(bargains: Bargains, shopId: string, id: string): Promise<z.input<typeof BargainResults>> {
  await mine(bargains, shopId, id)
  return resultsOf(bargains.db, id)
}
