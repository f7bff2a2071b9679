import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { playCalls, PlayTerms } from '../order/contract.ts'
import type { Distribution } from './context.ts'
import { moveRequest, requestOfOrder } from './queries/requests.ts'
import { sampleById } from './queries/samples.ts'
import { readyToBuy, taskDue } from './samples.ts'

type Wish = z.output<typeof playCalls.playTerms.input>
type HoldWish = z.output<typeof playCalls.playHold.input>
const done = { ok: true as const }

const find = (kit: Distribution, { shopperId, campaignId: sampleId, joinId: requestId, skuId, quantity }: Wish) =>
  readyToBuy(kit, { shopId: '', shopperId, sampleId, requestId, skuId, quantity })

/** A sample at its own price, without offers. Throws why it cannot be bought. */
export async function terms(kit: Distribution, wish: Wish): Promise<PlayTerms> {
  const { row, sample } = await find(kit, wish)
  if (row.state !== 'approved') throw new AppError('conflict', 'sample_request_moved', { state: row.state })
  const price = { unitPriceFen: sample.priceFen, withOffers: false, freeFreight: sample.freeFreight, available: null }
  return { price, withAssets: false, payMinutes: null, waits: false }
}

/** The request is this order's for so long. Its piece was taken when it was approved. */
export async function hold(kit: Distribution, wish: HoldWish): Promise<typeof done> {
  const { row } = await find(kit, wish)
  const at = kit.now()
  if (row.state === 'ordered' && row.orderId === wish.key) return done
  const set = { order_id: wish.key, held_until: later(at, { minutes: wish.minutes }) }
  if (!(await moveRequest(kit.db, row.id, { from: ['approved'], to: 'ordered', set, at })))
    throw new AppError('conflict', 'sample_request_moved', { state: row.state })
  return done
}

export async function release(kit: Distribution, orderId: string): Promise<typeof done> {
  const row = await requestOfOrder(kit.db, orderId)
  if (row) await moveRequest(kit.db, row.id, { from: ['ordered'], to: 'approved', at: kit.now(), orderId })
  return done
}

/** Events from before orders said what they concern are heard by everybody: those are no samples. */
export async function paidIfSample(kit: Distribution, fact: { orderId: string; concerns?: string[] | undefined }): Promise<void> {
  if (fact.concerns?.includes('distribution')) await paid(kit, fact.orderId)
}

/** Paid: the time for the task begins. Paid too late, when it was ordered anew or has ended, its money goes back. */
async function paid(kit: Distribution, orderId: string): Promise<void> {
  const row = await requestOfOrder(kit.db, orderId)
  const sample = row && (await sampleById(kit.db, row.sampleId))
  const at = kit.now()
  if (row && sample) {
    const set = { bought_at: at, due_at: taskDue(sample, at) }
    if (await moveRequest(kit.db, row.id, { from: ['ordered', 'approved'], to: 'bought', set, at, orderId })) return
    if (row.state === 'bought' || row.state === 'proved' || row.state === 'rewarded') return
  }
  await kit.order.callOff({ orderId, reason: '样品名额已失效，自动退款' })
}

/** Its money went back: there is no task any more. A reward that was paid stays. */
export async function returned(kit: Distribution, orderId: string): Promise<void> {
  const row = await requestOfOrder(kit.db, orderId)
  if (row) await moveRequest(kit.db, row.id, { from: ['bought', 'proved'], to: 'failed', set: { reason: '样品已退款' }, at: kit.now() })
}
