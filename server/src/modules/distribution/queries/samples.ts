import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { SampleInput } from '../contract.ts'
import type { DistributionDb } from '../db.ts'

const columns = [
  'id',
  'shop_id as shopId',
  'title',
  'sku_id as skuId',
  'product_id as productId',
  'price_fen as priceFen',
  'free_freight as freeFreight',
  'pieces',
  'taken',
  'task',
  'brief',
  'target',
  'days',
  'reward_fen as rewardFen',
  'ends_at as endsAt',
  'created_at as createdAt',
] as const

export async function insertSample(
  db: Db<DistributionDb>,
  one: SampleInput & { id: string; shopId: string; productId: string; at: Date },
): Promise<void> {
  await db
    .insertInto('distribution.sample')
    .values({
      id: one.id,
      shop_id: one.shopId,
      title: one.title,
      sku_id: one.skuId,
      product_id: one.productId,
      price_fen: one.priceFen,
      free_freight: one.freeFreight,
      pieces: one.pieces,
      task: one.task,
      brief: one.brief,
      target: one.target,
      days: one.days,
      reward_fen: one.rewardFen,
      ends_at: new Date(one.endsAt),
      created_at: one.at,
    })
    .execute()
}

const select = (db: Db<DistributionDb>) => db.selectFrom('distribution.sample').select(columns)
export type SampleRow = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

export async function sampleById(db: Db<DistributionDb>, id: string): Promise<SampleRow | undefined> {
  return select(db).where('id', '=', id).executeTakeFirst()
}

/** One more piece is promised, if one is left. */
export async function takePiece(tx: Db<DistributionDb>, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('distribution.sample')
    .set((eb) => ({ taken: eb('taken', '+', 1) }))
    .where('id', '=', id)
    .whereRef('taken', '<', 'pieces')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function putPieceBack(tx: Db<DistributionDb>, id: string): Promise<void> {
  await tx
    .updateTable('distribution.sample')
    .set((eb) => ({ taken: eb('taken', '-', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function stopSample(db: Db<DistributionDb>, id: string, now: Date): Promise<void> {
  await db.updateTable('distribution.sample').set({ ends_at: now }).where('id', '=', id).where('ends_at', '>', now).execute()
}

export interface SampleFigures extends SampleRow {
  waiting: number
  rewarded: number
}

export async function samplesPage(db: Db<DistributionDb>, of: { shopId: string; page: number; pageSize: number }) {
  const items = await select(db)
    .select([
      sql<number>`(select count(*)::int from distribution.sample_request r where r.sample_id = sample.id and r.state in ('asked', 'proved'))`.as(
        'waiting',
      ),
      sql<number>`(select count(*)::int from distribution.sample_request r where r.sample_id = sample.id and r.state = 'rewarded')`.as(
        'rewarded',
      ),
    ])
    .where('shop_id', '=', of.shopId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(of.pageSize)
    .offset((of.page - 1) * of.pageSize)
    .execute()
  const { total } = await db
    .selectFrom('distribution.sample')
    .select(sql<number>`count(*)`.as('total'))
    .where('shop_id', '=', of.shopId)
    .executeTakeFirstOrThrow()
  return { items, total }
}

/** Samples that a distributor can ask for, or has. */
export async function samplesFor(db: Db<DistributionDb>, of: { shopId: string; distributorId: string; now: Date }): Promise<SampleRow[]> {
  return select(db)
    .where('shop_id', '=', of.shopId)
    .where((eb) =>
      eb.or([
        eb('ends_at', '>', of.now),
        eb.exists(
          eb
            .selectFrom('distribution.sample_request')
            .select('distribution.sample_request.id')
            .whereRef('distribution.sample_request.sample_id', '=', 'distribution.sample.id')
            .where('distribution.sample_request.distributor_id', '=', of.distributorId),
        ),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}
