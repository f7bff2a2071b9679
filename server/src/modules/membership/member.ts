import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { countEntries, entries, type LedgerRow } from '../../kernel/ledger.ts'
import { ledger, MALL, type Members } from './context.ts'
import type { GrowthKind, listGrowthEntries, listMemberEvents, listMemberships, Member } from './contract.ts'
import { growthIn, growthOf } from './growth.ts'
import { checkInsSince, countCheckIns } from './queries/check-in.ts'
import { replaceTags, tagsOf } from './queries/member.ts'
import { tiersOf } from './queries/rule-store.ts'
import { standingsOf } from './queries/standing.ts'
import { ruleOf } from './rule-store.ts'
import { tiersByShop } from './standing.ts'
import { aliveRun, dayAfter } from './streak.ts'

interface Who {
  shopId: string
  shopperId: string
}

async function rowOf(members: Members, who: Who) {
  const { shopper } = await members.shopper.row(who)
  if (!shopper) throw new AppError('not_found', 'shopper_not_found')
  return shopper
}

/** One member as the staff of a shop see them; what they have in the whole mall is for its staff. Throws `shopper_not_found`. */
export async function memberOf(members: Members, who: Who, platform: boolean): Promise<z.input<typeof Member>> {
  const shopper = await rowOf(members, who)
  const { shopId, shopperId } = who
  const today = dayOf(members.now())
  const [growth, tiers, standings, tags, days, checkIns, changes, assets] = await Promise.all([
    growthIn(members, shopperId, shopId),
    tiersOf(members.db, shopId),
    standingsOf(members.db, shopperId),
    tagsOf(members.db, shopId, shopperId),
    checkInsSince(members.db, shopperId, dayAfter(today, -400)),
    countCheckIns(members.db, shopperId),
    members.shopper.tierChanges(who),
    platform ? assetsOf(members, shopperId) : null,
  ])
  const standing = standings.get(shopId)
  return {
    shopper,
    tier: shopper.tier,
    tierName: tiers.find((tier) => tier.level === shopper.tier)?.name ?? null,
    growth,
    nextGrowth: tiers.find((tier) => tier.level > shopper.tier && tier.growth > growth)?.growth ?? null,
    until: standing?.until?.toISOString() ?? null,
    tierByStaff: standing?.byStaff ?? false,
    tags,
    checkIns,
    streak: aliveRun(new Set(days.map((one) => one.day)), today),
    assets,
    tierChanges: changes.items,
  }
}

async function assetsOf(members: Members, shopperId: string) {
  const [points, wallet, packets] = await Promise.all([
    members.points.balance({ shopperId }),
    members.wallet.balance({ shopperId }),
    members.redpacket.balance({ shopperId }),
  ])
  return { points: points.available, walletFen: wallet.availableFen, redPacketFen: packets.availableFen }
}

/** Growth of this shop and of the mall, newest first. Throws `shopper_not_found`. */
export async function eventsOf(
  members: Members,
  who: Who,
  query: z.output<typeof listMemberEvents.query>,
): Promise<z.input<typeof listMemberEvents.reply>> {
  await rowOf(members, who)
  const wish = { owner: who.shopperId, names: [who.shopId, MALL], limit: query.pageSize }
  const [rows, total] = await Promise.all([
    entries(members.db, ledger, { ...wish, offset: (query.page - 1) * query.pageSize }),
    countEntries(members.db, ledger, wish),
  ])
  return { items: rows.map((row) => ({ ...entryOf(row), actor: row.actor })), total }
}

const entryOf = (row: LedgerRow) => ({
  id: String(row.id),
  kind: row.kind as z.output<typeof GrowthKind>, // written by this module alone
  change: row.change,
  note: row.note,
  at: row.at.toISOString(),
})

/** Throws `shopper_not_found`. */
export async function setTags(members: Members, who: Who, tags: readonly string[]): Promise<{ tags: string[] }> {
  await rowOf(members, who)
  await inTx(members.db, (tx) => replaceTags(tx, who, tags))
  return { tags: await tagsOf(members.db, who.shopId, who.shopperId) }
}

/** What somebody is in each shop that has tiers, the furthest first. */
export async function membershipsOf(members: Members, shopperId: string): Promise<z.input<typeof listMemberships.reply>> {
  const [by, rule, growth, standings] = await Promise.all([
    tiersByShop(members),
    ruleOf(members),
    growthOf(members, shopperId),
    standingsOf(members.db, shopperId),
  ])
  const shopIds = [...by.keys()].slice(0, 200)
  const [tiers, shops] = await Promise.all([members.shopper.tiers({ shopperId, shopIds }), members.shop.find({ ids: shopIds })])
  const names = new Map(shops.items.map((shop) => [shop.id, shop.name]))
  const items = tiers.items.map(({ shopId, tier }) => ({
    shopId,
    shopName: names.get(shopId) ?? '',
    tier,
    growth: growth(shopId),
    until: standings.get(shopId)?.until?.toISOString() ?? null,
    tiers: by.get(shopId) ?? [],
  }))
  return {
    items: items.toSorted((a, b) => b.tier - a.tier || b.growth - a.growth || a.shopName.localeCompare(b.shopName, 'zh-CN')),
    growthPerYuan: rule.growthPerYuan,
    growthPerReview: rule.growthPerReview,
    growthPerCheckIn: rule.checkIn.enabled ? rule.checkIn.growth : 0,
    windowDays: rule.windowDays,
  }
}

/** A shopper's own growth, newest first. */
export async function growthEntries(
  members: Members,
  shopperId: string,
  query: z.output<typeof listGrowthEntries.query>,
): Promise<z.input<typeof listGrowthEntries.reply>> {
  if (query.cursor && !/^\d{1,15}$/.test(query.cursor))
    throw new AppError('invalid', 'input_invalid', { where: 'query', issues: [{ path: 'cursor', message: 'is not one of ours' }] })
  const before = query.cursor ? Number(query.cursor) : undefined
  const rows = await entries(members.db, ledger, { owner: shopperId, before, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const ids = [...new Set(shown.map((row) => row.account).filter((name) => name !== MALL))]
  const names = new Map((await members.shop.find({ ids })).items.map((shop) => [shop.id, shop.name]))
  const items = shown.map((row) => ({ ...entryOf(row), balanceAfter: row.balanceAfter ?? 0, shopName: names.get(row.account) ?? null }))
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null }
}
