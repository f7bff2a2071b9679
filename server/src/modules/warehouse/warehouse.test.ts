import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

let world: World
let shop: TestShop
let shopper: TestShopper
beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  shopper = await world.newShopper()
})
afterAll(() => world.close())

async function paid(quantities: readonly number[]) {
  const { skuIds } = await world.newProduct(shop, quantities)
  const checkout = await world.place(
    shopper,
    skuIds.map((skuId, at) => ({ skuId, quantity: quantities[at] ?? 1 })),
  )
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  const { id = '', number = '' } = checkout.orders[0] ?? {}
  return { orderId: id, number, task: (await shop.owner.listPickTasks({ search: number })).items[0]! }
}
const taskOf = async (number: string) => (await shop.owner.listPickTasks({ search: number })).items[0]!
const refused = (results: readonly PromiseSettledResult<unknown>[]) => results.filter((one) => one.status === 'rejected').length

test('a paid order is picked by one of several, piece by piece, packed when nothing is missing, and shipped with the order', async () => {
  const { orderId, number, task } = await paid([2, 1])
  expect(task).toMatchObject({
    state: 'open',
    stopped: false,
    lines: [
      { quantity: 2, picked: 0 },
      { quantity: 1, picked: 0 },
    ],
  })
  const people = ['owner', 'operator', 'warehouse'] as const
  const starts = await Promise.allSettled(people.map((role) => world.admin(shop.tokens[role]).startPicking({ id: task.id })))
  expect(refused(starts)).toBe(2)
  const [first, second] = task.lines
  const requestId = randomUUID()
  await Promise.all(Array.from({ length: 10 }, () => shop.owner.scanPiece({ id: task.id, requestId, code: first?.code ?? '' })))
  expect((await taskOf(number)).lines[0]?.picked).toBe(1)
  await expect(shop.owner.packTask({ id: task.id })).rejects.toMatchObject({ code: 'pick_incomplete' })
  const more = await Promise.allSettled(
    Array.from({ length: 5 }, () => shop.owner.scanPiece({ id: task.id, requestId: randomUUID(), code: first?.code ?? '' })),
  )
  expect(refused(more)).toBe(4)
  await expect(shop.owner.scanPiece({ id: task.id, requestId: randomUUID(), code: 'NOT-OURS' })).rejects.toMatchObject({
    code: 'piece_not_wanted',
  })
  await shop.owner.scanPiece({ id: task.id, requestId: randomUUID(), code: second?.code.toUpperCase() ?? '' })
  expect((await shop.owner.packTask({ id: task.id })).state).toBe('packed')
  const order = await shop.owner.shipOrder({ id: orderId, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT7100000001' })
  await world.settle()
  expect((await taskOf(number)).state).toBe('shipped')
  await shop.owner.voidParcel({ id: order.parcels[0]?.id ?? '', reason: '发错了' })
  await world.settle()
  expect(await taskOf(number)).toMatchObject({ state: 'open', lines: [{ picked: 0 }, { picked: 0 }] })
  expect(await world.doctor()).toEqual([])
})

test('a refund before shipping ends the task; while one is asked for nothing goes on', async () => {
  const { orderId, number, task } = await paid([1])
  await shop.owner.startPicking({ id: task.id })
  const hold = { orderId, key: 'request-1' }
  const calls = world.calls['warehouse']!
  await Promise.all([calls['holdBack']!(hold), calls['holdBack']!(hold)])
  expect((await taskOf(number)).stopped).toBe(true)
  await expect(shop.owner.scanPiece({ id: task.id, requestId: randomUUID(), code: task.lines[0]?.code ?? '' })).rejects.toMatchObject({
    code: 'task_stopped',
  })
  await calls['letGo']!(hold)
  await shop.owner.scanPiece({ id: task.id, requestId: randomUUID(), code: task.lines[0]?.code ?? '' })
  const lineId = task.lines[0]?.orderLineId ?? ''
  const request = {
    id: orderId,
    requestId: randomUUID(),
    kind: 'refund' as const,
    reason: 'not_wanted' as const,
    lines: [{ lineId, quantity: 1 }],
  }
  await shopper.client.applyAfterSales(request)
  await world.deliver({ allowFailures: true })
  expect(await taskOf(number)).not.toMatchObject({ state: 'picking', stopped: false })
  await shop.owner.refundOrder({ id: orderId, reason: '缺货' }).catch(() => undefined)
  await world.settle()
  expect((await taskOf(number)).state).toBe('cancelled')
  await expect(shop.owner.packTask({ id: task.id })).rejects.toMatchObject({ code: expect.stringMatching(/task_(state_wrong|stopped)/) })
  expect(await world.doctor()).toEqual([])
})
