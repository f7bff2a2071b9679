import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Who } from './apply.ts'
import type { Distribution } from './context.ts'
import type { SampleInput } from './contract.ts'
import { reward } from './earn.ts'
import { insertRequest, moveRequest, overdue, requestById, type RequestRow, type RequestState, requestsOf } from './queries/requests.ts'
import { insertSample, putPieceBack, sampleById, type SampleRow, stopSample, takePiece } from './queries/samples.ts'
import { sellerOf } from './withdraw.ts'

/** Throws `distribution_target_gone`. */
export async function addSample(kit: Distribution, shopId: string, input: SampleInput): Promise<string> {
  const [sku] = (await kit.catalog.skusForSale({ skuIds: [input.skuId] })).items
  if (!sku?.onSale || sku.shopId !== shopId) throw new AppError('not_found', 'distribution_target_gone')
  const id = kit.newId()
  await insertSample(kit.db, { ...input, id, shopId, productId: sku.productId, at: kit.now() })
  return id
}

/** Throws `sample_not_found`. */
export async function sampleOf(kit: Distribution, shopId: string, id: string): Promise<SampleRow> {
  const row = await sampleById(kit.db, id)
  if (row?.shopId !== shopId) throw new AppError('not_found', 'sample_not_found')
  return row
}

/** Requests that nobody has answered, or bought, end with it; the sweep does the rest. */
export async function end(kit: Distribution, shopId: string, id: string): Promise<void> {
  await sampleOf(kit, shopId, id)
  await stopSample(kit.db, id, kit.now())
  await endOverdue(kit)
}

/** Throws `sample_not_found`, `sample_gone`, `distributor_needed`. */
export async function ask(kit: Distribution, shopperId: string, wish: { id: string; note: string }): Promise<RequestRow> {
  const sample = await sampleById(kit.db, wish.id)
  if (!sample) throw new AppError('not_found', 'sample_not_found')
  const { shopId, rewardFen } = sample
  const me = await sellerOf(kit, { shopId, shopperId })
  if (me.state !== 'approved') throw new AppError('not_found', 'distributor_needed')
  const before = (await requestsOf(kit.db, me.id)).find((one) => one.sampleId === sample.id)
  if (before) return before
  if (sample.endsAt <= kit.now() || sample.taken >= sample.pieces) throw new AppError('conflict', 'sample_gone')
  const id = kit.newId()
  await insertRequest(kit.db, {
    id,
    sampleId: sample.id,
    shopId,
    distributorId: me.id,
    shopperId,
    note: wish.note,
    rewardFen,
    at: kit.now(),
  })
  const made = (await requestsOf(kit.db, me.id)).find((one) => one.sampleId === sample.id)
  if (!made) throw new Error(`request ${id} is not there`)
  return made
}

async function requestOf(kit: Distribution, shopId: string, id: string): Promise<RequestRow> {
  const row = await requestById(kit.db, id)
  if (row?.shopId !== shopId) throw new AppError('not_found', 'sample_request_not_found')
  return row
}
const movedOn = (state: RequestState): AppError => new AppError('conflict', 'sample_request_moved', { state })

export interface Staff {
  shopId: string
  name: string
}

/** Promises a piece; of N who are approved for M pieces exactly M have one. Throws `sample_request_not_found`, `sample_request_moved`, `sample_gone`. */
export async function approve(kit: Distribution, { shopId, name }: Staff, id: string): Promise<void> {
  const row = await requestOf(kit, shopId, id)
  await inTx(kit.db, async (tx) => {
    if (!(await takePiece(tx, row.sampleId))) throw new AppError('conflict', 'sample_gone')
    const done = await moveRequest(tx, id, { from: ['asked'], to: 'approved', set: { reviewer: name }, at: kit.now() })
    if (!done) throw movedOn((await requestById(tx, id))?.state ?? row.state)
  })
}

/** Says no: to a request, to a piece that was not bought (it is free again), or to a task. Throws `sample_request_not_found`, `sample_request_moved`. */
export async function reject(kit: Distribution, { shopId, name }: Staff, of: { id: string; reason: string }): Promise<void> {
  const row = await requestOf(kit, shopId, of.id)
  const set = { reason: of.reason, reviewer: name }
  const at = kit.now()
  await inTx(kit.db, async (tx) => {
    if (await moveRequest(tx, of.id, { from: ['asked'], to: 'rejected', set, at })) return
    const freed = await moveRequest(tx, of.id, { from: ['approved'], to: 'rejected', set, at })
    if (freed) return putPieceBack(tx, freed.sampleId)
    if (!(await moveRequest(tx, of.id, { from: ['bought', 'proved'], to: 'failed', set, at })))
      throw movedOn((await requestById(tx, of.id))?.state ?? row.state)
  })
}

/** The task is done: its reward is booked in the transaction that says so. Twice is once. Throws `sample_request_not_found`, `sample_request_moved`. */
export async function confirm(kit: Distribution, { shopId, name }: Staff, id: string): Promise<void> {
  const row = await requestOf(kit, shopId, id)
  await inTx(kit.db, async (tx) => {
    if (!(await moveRequest(tx, id, { from: ['bought', 'proved'], to: 'rewarded', set: { reviewer: name }, at: kit.now() }))) {
      const { state } = (await requestById(tx, id)) ?? row
      if (state !== 'rewarded') throw movedOn(state)
      return
    }
    if (row.rewardFen > 0)
      await reward(kit, tx, { key: id, shopId, distributorId: row.distributorId, amountFen: row.rewardFen, note: '寄样任务奖励' })
  })
}

/** Throws `sample_request_not_found`, `sample_request_moved`. */
export async function prove(kit: Distribution, shopperId: string, of: { id: string; proof: string }): Promise<RequestRow> {
  const row = await requestById(kit.db, of.id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'sample_request_not_found')
  const move = { from: ['bought', 'proved'] as const, to: 'proved' as const, set: { proof: of.proof }, at: kit.now() }
  if (!(await moveRequest(kit.db, of.id, move))) throw movedOn(row.state)
  return { ...row, state: 'proved', proof: of.proof }
}

/** What nobody answered, bought or did in time ends; a piece that was promised is free again. Returns how many. */
export async function endOverdue(kit: Distribution): Promise<number> {
  const at = kit.now()
  const rows = await overdue(kit.db, at, 200)
  for (const { id, state } of rows) {
    await inTx(kit.db, async (tx) => {
      const to = state === 'asked' ? ('rejected' as const) : ('failed' as const)
      const moved = await moveRequest(tx, id, {
        from: [state],
        to,
        set: { reason: state === 'bought' ? '未在期限内完成任务' : '活动已结束' },
        at,
      })
      if (moved && state === 'approved') await putPieceBack(tx, moved.sampleId)
    })
  }
  return rows.length
}

/** Whose a sample is to be bought by, if it can be. Throws why not. */
export async function readyToBuy(
  kit: Distribution,
  of: Who & { sampleId: string; requestId: string | null; skuId: string; quantity: number },
) {
  const row = of.requestId ? await requestById(kit.db, of.requestId) : undefined
  const sample = row && (await sampleById(kit.db, row.sampleId))
  const fits = row?.shopperId === of.shopperId && sample?.id === of.sampleId && sample.skuId === of.skuId
  if (!row || !sample || !fits) throw new AppError('not_found', 'sample_request_not_found')
  if (of.quantity !== 1) throw new AppError('conflict', 'sample_one_piece')
  if (sample.endsAt <= kit.now()) throw new AppError('conflict', 'sample_gone')
  return { row, sample }
}

/** When the task is to be done. */
export const taskDue = (sample: SampleRow, from: Date): Date => later(from, { days: sample.days })
