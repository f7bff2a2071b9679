import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { SkuForSale } from '../catalog/contract.ts'
import type { Bargains } from './context.ts'
import type { Bargain, BargainRow as Row, listBargainCampaigns, listMyBargains } from './contract.ts'
import { type BargainRow, bargainOf, bargainsOf, helpOf, helpsOf } from './queries/bargains.ts'
import { campaignOf, type CampaignRow, campaignsOnShow } from './queries/campaigns.ts'

/** Those of these SKUs that are on sale now. */
export async function goodsOf(bargains: Bargains, skuIds: readonly string[]): Promise<Map<string, SkuForSale>> {
  if (skuIds.length === 0) return new Map()
  const { items } = await bargains.catalog.skusForSale({ skuIds: [...new Set(skuIds)] })
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

type Person = z.input<typeof Bargain>['opener']

export async function peopleOf(bargains: Bargains, ids: readonly string[]): Promise<(id: string) => Person> {
  const wanted = [...new Set(ids)]
  const { items } = wanted.length > 0 ? await bargains.shopper.find({ ids: wanted }) : { items: [] }
  const known = new Map(items.map(({ id, nickname, avatar }) => [id, { nickname, avatar }]))
  return (id) => known.get(id) ?? { nickname: '', avatar: null }
}

/** An open bargain whose time is over is over, even before the sweep has come by. */
const stateAt = ({ state, expiresAt }: BargainRow, now: Date): BargainRow['state'] =>
  state === 'open' && expiresAt <= now ? 'expired' : state

export function boardRow(row: BargainRow, now: Date): Omit<z.input<typeof Row>, 'shopper'> {
  const { id, startFen, floorFen, priceFen, helped, helpers, orderId } = row
  const times = { openedAt: row.openedAt.toISOString(), expiresAt: row.expiresAt.toISOString() }
  return { id, state: stateAt(row, now), startFen, floorFen, priceFen, helped, helpers, orderId, ...times }
}

const canBuy = (row: BargainRow, now: Date): boolean =>
  stateAt(row, now) === 'open' && (row.buyAt === 'reached' || row.helped === row.helpers)

/** A name that friends recognise and others do not. */
const hinted = ({ nickname, avatar }: Person): Person => ({ nickname: `${[...nickname][0] ?? ''}**`, avatar })

/** As the one who asks may see it. Throws `bargain_not_found`. */
export async function show(bargains: Bargains, id: string, viewerId: string | null): Promise<z.input<typeof Bargain>> {
  const row = await bargainOf(bargains.db, id)
  const campaign = row && (await campaignOf(bargains.db, row.campaignId))
  if (!row || !campaign) throw new AppError('not_found', 'bargain_not_found')
  const now = bargains.now()
  const mine = row.shopperId === viewerId
  const helps = await helpsOf(bargains.db, id, 100)
  const people = await peopleOf(bargains, [row.shopperId, ...helps.map((help) => help.helperId)])
  const myHelp = viewerId ? await helpOf(bargains.db, id, viewerId) : undefined
  return {
    ...boardRow(row, now),
    campaign: termsOf(campaign),
    goods: goods((await goodsOf(bargains, [row.skuId])).get(row.skuId)),
    skuId: row.skuId,
    opener: people(row.shopperId),
    mine,
    buyAt: row.buyAt,
    helps: helps.map(({ helperId, cutFen, at }) => ({
      ...(mine || helperId === viewerId ? people(helperId) : hinted(people(helperId))),
      cutFen,
      at: at.toISOString(),
      mine: helperId === viewerId,
    })),
    myCutFen: myHelp?.cutFen ?? null,
    orderId: mine ? row.orderId : null,
    canBuy: mine && canBuy(row, now) && campaign.taken < campaign.pieces,
    pass: String(row.helped),
  }
}

const termsOf = ({ id, title, pieces, taken, freeFreight, perPerson, startsPerDay, helpsPerDay, hours, endsAt }: CampaignRow) => ({
  id,
  title,
  left: pieces - taken,
  freeFreight,
  perPerson,
  startsPerDay,
  helpsPerDay,
  hours,
  endsAt: endsAt.toISOString(),
})

const idPattern = /^[0-9a-f-]{36}$/
function cursorOf(cursor: string | undefined): string | undefined {
  if (cursor && !idPattern.test(cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  return cursor
}

/** What can be bargained for. Campaigns of goods that are sold no more, or for less than the floor, are not shown. */
export async function onShow(
  bargains: Bargains,
  shopperId: string | null,
  query: z.output<typeof listBargainCampaigns.query>,
): Promise<z.input<typeof listBargainCampaigns.reply>> {
  const now = bargains.now()
  const rows = await campaignsOnShow(bargains.db, { now, shopperId, after: cursorOf(query.cursor), limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const skus = await goodsOf(
    bargains,
    page.map((row) => row.skuId),
  )
  const items = page.flatMap((row) => {
    const sku = goods(skus.get(row.skuId))
    if (!sku || sku.priceFen - row.floorFen < row.helpers) return []
    const { floorFen, helpers, buyAt, startsAt, mineId } = row
    const { left, ...terms } = termsOf(row)
    const state = startsAt > now ? ('soon' as const) : left > 0 ? ('running' as const) : ('gone' as const)
    return [{ ...terms, goods: sku, floorFen, helpers, buyAt, startsAt: startsAt.toISOString(), left, state, mineId }]
  })
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}

/** A shopper's own, newest first. */
export async function mineOf(
  bargains: Bargains,
  shopperId: string,
  query: z.output<typeof listMyBargains.query>,
): Promise<z.input<typeof listMyBargains.reply>> {
  const now = bargains.now()
  const rows = await bargainsOf(bargains.db, { shopperId, before: cursorOf(query.cursor), limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const skus = await goodsOf(
    bargains,
    page.map((row) => row.skuId),
  )
  const items = page.map((row) => ({
    ...boardRow(row, now),
    campaignId: row.campaignId,
    title: row.title,
    goods: goods(skus.get(row.skuId)),
    canBuy: canBuy(row, now),
  }))
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}
