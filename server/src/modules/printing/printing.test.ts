import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEVICE_KEY } from '../../gateways/feie/testing/device.ts'
import { later, type Span } from '../../kernel/clock.ts'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'

let at = new Date()
let world: World
let shop: TestShop
let shopper: TestShopper
let next = 960_000_000
beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shopper = await world.newShopper()
})
afterAll(() => world.close())
beforeEach(async () => {
  world.feie.heal()
  shop = await world.newShop()
})

const settings = { name: '前台', kind: 'receipt' as const, width: 58 as const, copies: 1, prints: 'paid' as const }
const newSn = () => String((next += 1))
const addPrinter = (changes: object = {}, sn = newSn()) => shop.owner.createPrinter({ ...settings, sn, key: DEVICE_KEY, ...changes })
async function paidOrder(): Promise<string> {
  const { skuIds } = await world.newProduct(shop, [3])
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 2 }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  return checkout.orders[0]?.id ?? ''
}
/** Twice: what was sent is asked after a little later. */
const wait = async (span: Span = { minutes: 1 }) => {
  for (const _ of [1, 2]) {
    at = later(at, span)
    await world.settle()
  }
}
const jobs = async () => (await shop.owner.listPrintJobs({})).items

test('a paid order comes out once on each printer, however often and by how many it is told', async () => {
  const one = await addPrinter()
  const other = await addPrinter({ name: '后厨', kind: 'kitchen', width: 80, copies: 2 })
  await addPrinter({ name: '手动', prints: 'hand' })
  const orderId = await paidOrder()
  await world.settle()
  const { rows } = await sql<{ payload: unknown }>`
    select payload from kernel.outbox where name = 'order.paid' and aggregate = ${orderId}`.execute(world.db)
  expect(rows).toHaveLength(1)
  const tell = world.systems[0]?.handlers.find((handler) => handler.name === 'printing.print-paid')
  await Promise.all(
    Array.from({ length: 20 }, async () => tell?.run({ id: randomUUID(), name: 'order.paid', payload: rows[0]?.payload, at })),
  )
  await wait()
  expect(world.feie.slips(one.sn)).toHaveLength(1)
  expect(world.feie.slips(other.sn)).toMatchObject([{ copies: 2 }])
  expect((await jobs()).map((job) => job.state)).toEqual(['printed', 'printed'])
  expect(await world.doctor()).toEqual([])
})

test('an answer that was lost after the slip arrived prints nothing twice; one that was lost before prints it then', async () => {
  for (const kind of ['drop-after', 'drop-before', 'error-500'] as const) {
    const printer = await addPrinter()
    world.feie.fail({ on: 'Open_printMsg', kind, times: 1 })
    await shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })
    await world.settle()
    const [job] = await jobs()
    expect(job?.state, kind).toBe('sending')
    // While nobody knows, the device is given nothing else.
    await shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })
    await world.settle()
    expect(world.feie.slips(printer.sn).length, kind).toBe(kind === 'drop-after' ? 1 : 0)
    await wait()
    await wait()
    expect(world.feie.slips(printer.sn), kind).toHaveLength(2)
    expect((await jobs()).slice(0, 2).map((one) => one.state)).toEqual(['printed', 'printed'])
  }
})

test('a process that ended in the middle of sending is taken over by counting, on the next day too', async () => {
  const printer = await addPrinter()
  for (const kind of ['drop-after', 'late', 'drop-before'] as const) {
    // A minute before midnight in China.
    at = new Date(Math.ceil((at.getTime() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000 - 60_000)
    const before = world.feie.slips(printer.sn).length
    world.feie.fail({ on: 'Open_printMsg', kind, times: 1 })
    const { id } = await shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })
    await world.settle()
    // As a crash leaves it: the lease runs out, and nobody knows what came of it. After midnight somebody asks.
    await wait({ minutes: 10 })
    await wait()
    expect((await shop.owner.getPrintJob({ id })).state).toBe('printed')
    expect(world.feie.slips(printer.sn).length).toBe(before + 1)
  }
  expect(await world.doctor()).toEqual([])
})

test('many sweeps at once, over many slips of one device, send each once', async () => {
  const printer = await addPrinter()
  const requestId = randomUUID()
  const same = await Promise.all(Array.from({ length: 20 }, () => shop.owner.testPrinter({ id: printer.id, requestId })))
  expect(new Set(same.map((job) => job.id)).size).toBe(1)
  await Promise.all(Array.from({ length: 9 }, () => shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })))
  for (let round = 0; round < 12; round += 1) {
    await Promise.all(Array.from({ length: 4 }, () => world.sweep()))
    at = later(at, { seconds: 30 })
  }
  expect(world.feie.slips(printer.sn)).toHaveLength(10)
  expect((await jobs()).every((job) => job.state === 'printed')).toBe(true)
})

test('while the device is off or without paper, slips wait here, can be cancelled, and come out when it is back', async () => {
  const printer = await addPrinter()
  world.feie.setState(printer.sn, 'offline')
  const first = await shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })
  const second = await shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })
  await wait()
  expect(world.feie.waiting(printer.sn)).toEqual([])
  expect((await shop.owner.listPrinters()).items).toMatchObject([{ state: 'offline', waiting: 2 }])
  await Promise.all([shop.owner.cancelPrintJob({ id: first.id }), shop.owner.cancelPrintJob({ id: first.id })])
  world.feie.setState(printer.sn, 'paper')
  await wait()
  expect((await shop.owner.getPrintJob({ id: second.id })).note).toContain('缺纸')
  world.feie.setState(printer.sn, 'online')
  await wait()
  await wait()
  expect(world.feie.slips(printer.sn)).toHaveLength(1)
  expect((await jobs()).map((job) => job.state).toSorted()).toEqual(['cancelled', 'printed'])
  await expect(shop.owner.cancelPrintJob({ id: second.id })).rejects.toMatchObject({ code: 'print_job_state_wrong' })
})

test('paper that runs out after the slip was sent: it comes out later or is given up, and trying again prints it once', async () => {
  const printer = await addPrinter()
  const { id } = await shop.owner.testPrinter({ id: printer.id, requestId: randomUUID() })
  // It says that it can print, takes the slip, and prints nothing.
  world.feie.jam(printer.sn, true)
  await wait()
  expect((await shop.owner.getPrintJob({ id })).state).toBe('sent')
  await expect(shop.owner.cancelPrintJob({ id })).rejects.toMatchObject({ code: 'print_job_state_wrong' })
  await wait({ hours: 1 })
  await wait({ hours: 1 })
  expect((await shop.owner.getPrintJob({ id })).state).toBe('failed')
  world.feie.jam(printer.sn, false)
  await wait()
  expect(world.feie.slips(printer.sn)).toHaveLength(0)
  await shop.owner.retryPrintJob({ id })
  await expect(shop.owner.retryPrintJob({ id })).rejects.toMatchObject({ code: 'print_job_state_wrong' })
  await wait()
  await wait()
  expect(world.feie.slips(printer.sn)).toHaveLength(1)
  expect((await shop.owner.getPrintJob({ id })).state).toBe('printed')
})

test('by hand: chosen printers, once for each request; a copy says that it is one', async () => {
  const printer = await addPrinter({ prints: 'hand' })
  const orderId = await paidOrder()
  await world.settle()
  expect(await jobs()).toEqual([])
  const requestId = randomUUID()
  const wish = { id: orderId, requestId, printerIds: [printer.id] }
  const replies = await Promise.all(Array.from({ length: 10 }, () => shop.owner.printOrder(wish)))
  expect(new Set(replies.map((reply) => reply.items[0]?.id)).size).toBe(1)
  await wait()
  const [job] = await jobs()
  expect(job).toMatchObject({ event: 'hand', state: 'printed', staffName: 'owner' })
  const copy = await shop.owner.reprintJob({ id: job?.id ?? '', requestId: randomUUID() })
  await wait()
  expect(world.feie.slips(printer.sn).map((slip) => slip.content.includes('补打'))).toEqual([false, true])
  expect(await shop.owner.getPrintJob({ id: copy.id })).toMatchObject({ event: 'copy', columns: 32 })
  await expect(shop.owner.printOrder({ ...wish, id: randomUUID() })).rejects.toMatchObject({ code: 'order_not_found' })
  const other = await paidOrder()
  await expect(shop.owner.printOrder({ ...wish, id: other })).rejects.toMatchObject({ code: 'key_reused' })
})

test('categories, places and the way of delivery decide what a printer prints', async () => {
  const orderId = await paidOrder()
  const line = (await shop.owner.getAdminOrder({ id: orderId })).lines[0]
  const [categoryId = ''] = (await world.modules.catalog.skusForSale({ skuIds: [line?.skuId ?? ''] })).items[0]?.categoryIds ?? []
  const kitchen = await addPrinter({ name: '热菜', kind: 'kitchen', prints: 'hand', categoryIds: [categoryId] })
  const cold = await addPrinter({ name: '冷菜', kind: 'kitchen', prints: 'hand', categoryIds: [randomUUID()] })
  const elsewhere = await addPrinter({ name: '别处', prints: 'hand', locationId: randomUUID() })
  const store = await addPrinter({ name: '门店', prints: 'hand', pointId: randomUUID() })
  const all = [kitchen, cold, elsewhere, store].map((one) => one.id)
  const { items } = await shop.owner.printOrder({ id: orderId, requestId: randomUUID(), printerIds: all })
  expect(items.map((job) => job.printerName)).toEqual(['热菜'])
  await expect(shop.owner.printOrder({ id: orderId, requestId: randomUUID(), printerIds: [cold.id] })).rejects.toMatchObject({
    code: 'print_nothing',
  })
  await addPrinter({ name: '取餐', prints: 'handover' })
  await paidOrder()
  await world.settle()
  expect((await jobs()).filter((job) => job.printerName === '取餐')).toEqual([])
})

test('a device is one shop’s; a refusal leaves nothing behind, silence can be tried again, a removed one is free', async () => {
  const sn = newSn()
  await expect(addPrinter({ key: 'wrong1' }, sn)).rejects.toMatchObject({ code: 'printer_refused' })
  expect((await shop.owner.listPrinters()).items).toEqual([])
  world.feie.fail({ on: 'Open_printerAddlist', kind: 'drop-after', times: 1 })
  await expect(addPrinter({}, sn)).rejects.toMatchObject({ code: 'printer_cloud_silent' })
  expect((await shop.owner.listPrinters()).items).toMatchObject([{ state: 'adding' }])
  const added = await addPrinter({}, sn)
  expect(added.state).toBe('online')
  const rival = await world.newShop()
  const theirs = { ...settings, sn, key: DEVICE_KEY }
  await expect(rival.owner.createPrinter(theirs)).rejects.toMatchObject({ code: 'printer_taken' })
  const changed = await shop.owner.updatePrinter({ id: added.id, ...settings, name: '吧台', copies: 3 })
  expect(changed).toMatchObject({ name: '吧台', copies: 3, sn })
  await shop.owner.deletePrinter({ id: added.id })
  expect((await rival.owner.createPrinter(theirs)).sn).toBe(sn)
  await expect(shop.owner.testPrinter({ id: added.id, requestId: randomUUID() })).rejects.toMatchObject({ code: 'printer_not_found' })
})
