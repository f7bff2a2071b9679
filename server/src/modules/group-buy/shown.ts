import type { z } from 'zod'
import { AppError } from '../../kernel/errors.ts'
import type { GroupBuys } from './context.ts'
import type {
  getGroup,
  getOrderGroup,
  getProductGroupBuy,
  GroupBuyCard,
  GroupOffer,
  listGroupBuyCards,
  listMyGroups,
  MyGroup,
} from './contract.ts'
import { goodsOf } from './goods.ts'
import { peopleOf, shownName } from './people.ts'
import { type CampaignRow, campaignOf, pricesOf, resultsOf, runningCampaigns, runningOfProduct } from './queries/campaigns.ts'
import { groupOf, groupsById, openCount, openGroups } from './queries/groups.ts'
import { memberOf, membershipsOf, membersOf } from './queries/members.ts'

const SHOWN_GROUPS = 10
const notOurs = (): AppError =>
  new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })

/** What runs now, page by page; goods that are not sold at the moment are left out. */
export async function cards(
  groups: GroupBuys,
  query: z.output<typeof listGroupBuyCards.query>,
): Promise<z.input<typeof listGroupBuyCards.reply>> {
  const after = query.cursor ? readCursor(query.cursor) : null
  const found = await runningCampaigns(groups.db, { now: groups.now(), shopId: query.shopId, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const ids = rows.map((row) => row.id)
  const [prices, results] = await Promise.all([pricesOf(groups.db, ids), resultsOf(groups.db, ids)])
  const goods = await goodsOf(groups, prices)
  const items = rows.flatMap(({ id, title, newOnly, endsAt }): z.input<typeof GroupBuyCard>[] => {
    const one = goods.get(id)
    if (!one?.onSale) return []
    const own = prices.filter((price) => price.campaignId === id)
    const sizes = [...new Set(own.map((price) => price.size))].map((size) => ({
      size,
      fromFen: Math.min(...own.filter((price) => price.size === size).map((price) => price.priceFen)),
    }))
    const priceFen = Math.min(...sizes.map((tier) => tier.fromFen))
    const { productId, picture, listPriceFen } = one
    const bought = results.get(id)?.members ?? 0
    return [
      {
        id,
        productId,
        title,
        productTitle: one.title,
        picture,
        listPriceFen,
        priceFen,
        sizes,
        newOnly,
        bought,
        endsAt: endsAt.toISOString(),
      },
    ]
  })
  const last = rows.at(-1)
  return { items, nextCursor: last && found.length > rows.length ? `${last.endsAt.getTime()}_${last.id}` : null }
}

function readCursor(text: string): { endsAt: Date; id: string } {
  const [, at, id] = /^(\d{10,15})_([0-9a-f-]{36})$/.exec(text) ?? []
  if (!at || !id) throw notOurs()
  return { endsAt: new Date(Number(at)), id }
}

export async function ofProduct(groups: GroupBuys, productId: string): Promise<z.input<typeof getProductGroupBuy.reply>> {
  const campaign = await runningOfProduct(groups.db, productId, groups.now())
  return { offer: campaign ? await offerOf(groups, campaign) : null }
}

async function offerOf(groups: GroupBuys, campaign: CampaignRow): Promise<z.input<typeof GroupOffer>> {
  const now = groups.now()
  const { id, productId, title, endsAt, hours, perPerson, maxPieces, newOnly, virtualFrom } = campaign
  const [prices, open, count, results] = await Promise.all([
    pricesOf(groups.db, [id]),
    openGroups(groups.db, { campaignId: id, now, limit: SHOWN_GROUPS }),
    openCount(groups.db, id, now),
    resultsOf(groups.db, [id]),
  ])
  const people = await peopleOf(
    groups,
    open.map((one) => one.leaderId),
  )
  return {
    id,
    productId,
    title,
    hours,
    perPerson,
    maxPieces,
    newOnly,
    virtual: virtualFrom !== null,
    endsAt: endsAt.toISOString(),
    prices: prices.map(({ skuId, size, priceFen, leaderPriceFen }) => ({
      skuId,
      size,
      priceFen,
      leaderPriceFen: leaderPriceFen ?? priceFen,
    })),
    groups: open.map((one) => ({
      id: one.id,
      size: one.size,
      paid: one.paid,
      left: one.size - one.paid,
      deadline: one.deadline.toISOString(),
      leader: seat(people.get(one.leaderId), true),
    })),
    openCount: count,
    bought: results.get(id)?.members ?? 0,
  }
}

type Person = { nickname: string; avatar: z.output<typeof MyGroup>['picture'] } | undefined
const seat = (person: Person, leader: boolean) => ({ nickname: shownName(person?.nickname ?? ''), avatar: person?.avatar ?? null, leader })

/** A group as its link shows it. */
export async function group(groups: GroupBuys, id: string, shopperId: string | undefined): Promise<z.input<typeof getGroup.reply>> {
  const found = await groupOf(groups.db, id)
  const campaign = found && (await campaignOf(groups.db, found.campaignId))
  if (!campaign || !found.deadline || found.state === 'new' || found.state === 'void') throw new AppError('not_found', 'group_not_found')
  const [members, prices] = await Promise.all([membersOf(groups.db, [id]), pricesOf(groups.db, [campaign.id])])
  const goods = (await goodsOf(groups, prices)).get(campaign.id)
  if (!goods) throw new AppError('not_found', 'group_not_found')
  // Of one that came to nothing, those who were in it.
  const inside = members.filter((one) =>
    found.state === 'failed' ? one.paidFen > 0 && one.state !== 'left' : ['joined', 'going', 'done'].includes(one.state),
  )
  const people = await peopleOf(
    groups,
    inside.map((one) => one.shopperId),
  )
  const own = inside.find((one) => one.shopperId === shopperId)
  const { productId, title, picture, listPriceFen } = goods
  const { state, size, paid, virtual, deadline, endedAt } = found
  const now = groups.now()
  const runs = campaign.enabled && campaign.startsAt <= now && (campaign.endsAt > now || state === 'open')
  return {
    id,
    campaignId: campaign.id,
    state,
    size,
    paid,
    virtual,
    deadline: deadline.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    seats: inside.map((one) => seat(people.get(one.shopperId), one.leader)),
    mine: own ? { orderId: own.orderId, leader: own.leader } : null,
    product: { id: productId, title, picture, listPriceFen },
    priceFen: Math.min(...prices.filter((one) => one.size === size).map((one) => one.priceFen)),
    offer: runs ? await offerOf(groups, campaign) : null,
  }
}

interface Membership {
  orderId: string
  groupId: string
  leader: boolean
}

async function mineOf(groups: GroupBuys, memberships: readonly Membership[]): Promise<z.input<typeof MyGroup>[]> {
  const found = await groupsById(
    groups.db,
    memberships.map((one) => one.groupId),
  )
  const campaignIds = [...new Set([...found.values()].map((one) => one.campaignId))]
  const goods = await goodsOf(groups, await pricesOf(groups.db, campaignIds))
  return memberships.flatMap(({ orderId, groupId, leader }) => {
    const one = found.get(groupId)
    if (!one?.deadline || one.state === 'new' || one.state === 'void') return []
    const shown = goods.get(one.campaignId)
    const { state, size, paid, deadline } = one
    return [
      {
        orderId,
        groupId,
        leader,
        state,
        size,
        paid,
        deadline: deadline.toISOString(),
        productTitle: shown?.title ?? '',
        picture: shown?.picture ?? null,
      },
    ]
  })
}

export async function ofOrder(groups: GroupBuys, orderId: string, shopperId: string): Promise<z.input<typeof getOrderGroup.reply>> {
  const member = await memberOf(groups.db, orderId)
  if (!member || member.shopperId !== shopperId) throw new AppError('not_found', 'group_not_found')
  const [own] = member.paidFen > 0 ? await mineOf(groups, [member]) : []
  return { group: own ?? null }
}

export async function mine(
  groups: GroupBuys,
  shopperId: string,
  query: z.output<typeof listMyGroups.query>,
): Promise<z.input<typeof listMyGroups.reply>> {
  if (query.cursor && !/^[0-9a-f-]{36}$/.test(query.cursor)) throw notOurs()
  const found = await membershipsOf(groups.db, shopperId, { before: query.cursor, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  return { items: await mineOf(groups, rows), nextCursor: found.length > rows.length ? (rows.at(-1)?.orderId ?? null) : null }
}
