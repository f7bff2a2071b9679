import type { z } from 'zod'
import { apply } from './apply.ts'
import { approve, reject } from './approve.ts'
import { complain } from './complaints.ts'
import { type AfterSalesKit, type Mover, shopperMover } from './context.ts'
import type { afterSalesCalls } from './contract.ts'
import { openDispute } from './dispute.ts'
import { ownOrder } from './plan.ts'
import { findRequest, type RequestRecord } from './queries/requests.ts'
import { sendBack } from './send-back.ts'

type Input = z.output<typeof afterSalesCalls.seedRequests.input>
type Example = Input['requests'][number]

const clerk: Mover = { actor: 'staff', name: '演示客服' }

/** Through the same steps as shoppers and staff take; one that is there already stays where it is. */
export async function seedRequests(kit: AfterSalesKit, input: Input): Promise<{ ok: true }> {
  for (const example of input.requests) await seedOne(kit, example)
  for (const { orderId, shopperId, note } of input.complaints) {
    const [line] = (await ownOrder(kit, shopperId, orderId)).lines
    if (line) await complain(kit, { shopperId, lineId: line.id }, { requestId: `demo-${orderId}`, orderId, note, pictures: [] })
  }
  return { ok: true }
}

async function seedOne(kit: AfterSalesKit, { orderId, shopperId, kind, reason, note, until }: Example): Promise<void> {
  const [line] = (await ownOrder(kit, shopperId, orderId)).lines
  if (!line) return
  const lines = [{ lineId: line.id, quantity: 1 }]
  const id = await apply(kit, { shopperId, orderId }, { requestId: `demo-${orderId}`, kind, reason, lines, note, pictures: [] })
  const request = await again(kit, id)
  if (request.state !== 'requested' || until === 'requested') return
  if (until === 'rejected' || until === 'disputed') {
    await reject(kit, request, { by: clerk, note: '图片看不出问题，请补充凭证' })
    if (until === 'disputed')
      await openDispute(kit, await again(kit, id), { by: shopperMover, text: '已经拍得很清楚了，请平台核实', pictures: [] })
    return
  }
  await approve(kit, request, { by: clerk, note: '' })
  if (until === 'returning') {
    const trackingNumber = `SF${orderId.replaceAll(/\D/g, '').padEnd(13, '0').slice(0, 13)}`
    await sendBack(kit, await again(kit, id), { carrierCode: 'SF', trackingNumber })
  }
}

async function again(kit: AfterSalesKit, id: string): Promise<RequestRecord> {
  const request = await findRequest(kit.db, id)
  if (!request) throw new Error(`request ${id} was just made`)
  return request
}
