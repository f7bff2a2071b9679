import type { z } from 'zod'
import { dayOf, later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Community } from './context.ts'
import type { AdminCommunityBatch, BatchInput, CommunityBatchDetail, listCommunityBatches } from './contract.ts'
import { batchesPage, batchOf, type BatchRow, closeNow, dropOtherItems, itemsOf, putBatch, putItem } from './queries/batches.ts'
import { type BatchSum, leaderSums, resultsOf, sumsOf } from './queries/results.ts'
import { goods, goodsOf } from './view.ts'

type Shown = z.input<typeof AdminCommunityBatch>
type Detail = z.input<typeof CommunityBatchDetail>

export function stateOf({ enabled, opensAt, closesAt, closedAt, cancelledAt }: BatchRow, now: Date): Shown['state'] {
  if (cancelledAt) return 'cancelled'
  if (closedAt || closesAt <= now) return 'closed'
  if (!enabled) return 'off'
  return opensAt > now ? 'soon' : 'running'
}

const shown = (row: BatchRow, sum: BatchSum | undefined, now: Date): Shown => ({
  id: row.id,
  title: row.title,
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
  deliveryDay: row.deliveryDay,
  settleDays: row.settleDays,
  enabled: row.enabled,
  state: stateOf(row, now),
  goods: sum?.goods ?? 0,
  orders: sum?.orders ?? 0,
  pieces: sum?.pieces ?? 0,
  gmvFen: sum?.gmvFen ?? 0,
  createdAt: row.createdAt.toISOString(),
})

export async function batches(
  community: Community,
  shopId: string,
  query: z.output<typeof listCommunityBatches.query>,
): Promise<{ items: Shown[]; total: number }> {
  const { items, total } = await batchesPage(community.db, shopId, query)
  const sums = await sumsOf(
    community.db,
    items.map((row) => row.id),
  )
  return { items: items.map((row) => shown(row, sums.get(row.id), community.now())), total }
}

/** Throws `community_batch_not_found`. */
export async function mine(community: Community, shopId: string, id: string): Promise<BatchRow> {
  const row = await batchOf(community.db, id, shopId)
  if (!row) throw new AppError('not_found', 'community_batch_not_found')
  return row
}

export async function detail(community: Community, shopId: string, id: string): Promise<Detail> {
  const row = await mine(community, shopId, id)
  const [sums, items, leaders, results] = await Promise.all([
    sumsOf(community.db, [id]),
    itemsOf(community.db, [id]),
    leaderSums(community.db, id),
    resultsOf(community.db, id),
  ])
  const skus = await goodsOf(
    community,
    items.map((item) => item.skuId),
  )
  const shownItems = items.map(({ batchId: _batch, productId: _product, ...item }) => ({ ...item, goods: goods(skus.get(item.skuId)) }))
  return { ...shown(row, sums.get(id), community.now()), items: shownItems, leaders, results }
}

/** Fetched in the days that can be chosen when one orders, after the last one has ordered. Throws `community_times_wrong`. */
function checkTimes({ opensAt, closesAt, deliveryDay }: BatchInput): void {
  const inTime = new Date(closesAt) > new Date(opensAt) && deliveryDay >= dayOf(new Date(closesAt))
  if (!inTime || deliveryDay > dayOf(later(new Date(opensAt), { days: 6 }))) throw new AppError('invalid', 'community_times_wrong')
}

/** Throws `community_times_wrong`, `community_sku_twice`, `community_goods_gone`, `community_batch_over`, `community_item_taken`. */
async function write(community: Community, { id, shopId }: { id: string; shopId: string }, input: BatchInput): Promise<void> {
  checkTimes(input)
  const skuIds = input.items.map((item) => item.skuId)
  if (new Set(skuIds).size < skuIds.length) throw new AppError('invalid', 'community_sku_twice')
  const skus = await goodsOf(community, skuIds)
  if (skuIds.some((skuId) => skus.get(skuId)?.shopId !== shopId)) throw new AppError('not_found', 'community_goods_gone')
  await inTx(community.db, async (tx) => {
    if (!(await putBatch(tx, { ...input, id, shopId, now: community.now() }))) throw new AppError('conflict', 'community_batch_over')
    for (const [position, item] of input.items.entries()) {
      const productId = skus.get(item.skuId)?.productId ?? ''
      if (!(await putItem(tx, { ...item, id: community.newId(), batchId: id, productId, position })))
        throw new AppError('conflict', 'community_item_taken')
    }
    if ((await dropOtherItems(tx, id, skuIds)) > 0) throw new AppError('conflict', 'community_item_taken')
  })
}

export async function addBatch(community: Community, shopId: string, input: BatchInput): Promise<Detail> {
  const id = community.newId()
  await write(community, { id, shopId }, input)
  return detail(community, shopId, id)
}

export async function editBatch(community: Community, shopId: string, { id, ...input }: BatchInput & { id: string }): Promise<Detail> {
  await mine(community, shopId, id)
  await write(community, { id, shopId }, input)
  return detail(community, shopId, id)
}

/** Takes no more orders. Closed before, it stays as it is; it cannot be cancelled then. */
export async function endBatch(community: Community, shopId: string, { id, cancel }: { id: string; cancel: boolean }): Promise<Detail> {
  await mine(community, shopId, id)
  const ended = await closeNow(community.db, id, { now: community.now(), cancel })
  if (!ended && cancel && !(await mine(community, shopId, id)).cancelledAt) throw new AppError('conflict', 'community_batch_over')
  return detail(community, shopId, id)
}
