import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Child, childOf } from './child.ts'
import { startWorld, type TestShop, type TestShopper, type World } from './world.ts'

let world: World
let shop: TestShop
let shopper: TestShopper
let child: Child

beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop()
  shopper = await world.newShopper()
  const seller = { name: '测试店铺有限公司', taxNumber: '91350100M000100Y43', address: '', phone: '', bank: '', account: '' }
  await shop.owner.updateInvoiceSettings({
    enabled: true,
    after: 'payment',
    automatic: true,
    special: true,
    seller,
    rateBps: 1300,
    taxCode: '1060512990000000000',
    category: '日用杂品',
    drawer: '张三',
  })
  child = await childOf(world)
})
afterAll(async () => {
  await child.kill()
  await world.close()
})

async function asked(): Promise<{ id: string; orderNumber: string }> {
  const { skuIds } = await world.newProduct(shop, [1], 1111)
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  const order = checkout.orders[0]
  const title = await shopper.client.createInvoiceTitle({ type: 'company', name: '买家科技有限公司', taxNumber: '91350100m000100y43' })
  const { id } = await shopper.client.askInvoice({ id: order?.id ?? '', requestId: randomUUID(), titleId: title.id, kind: 'general' })
  return { id, orderNumber: (await shopper.client.getOrder({ id: order?.id ?? '' })).number }
}
const papers = (orderNumber: string) => world.fapiao.papers().filter(({ application }) => application.remark.includes(orderNumber))
/** What the dead process had leased is looked at now and not a minute later. */
const hurry = () => world.db.updateTable('invoice.invoice').set({ due_at: new Date() }).where('due_at', 'is not', null).execute()

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; !(await holds()); tries += 1) {
    if (tries === 600) throw new Error('it never came to hold')
    await sleep(50)
  }
}

test.each(['before', 'after'] as const)(
  'killed at the moment the provider is asked, %s it has taken the application: the invoice is issued once, from the record',
  async (moment) => {
    const { id, orderNumber } = await asked()
    const handle = world.fapiao.handle
    let killed = false
    let applications = 0
    world.fapiao.handle = async (request) => {
      if (!request.path.endsWith('/applications')) return handle(request)
      applications += 1
      if (killed) return handle(request)
      killed = true
      if (moment === 'after') await handle(request)
      await child.kill()
      return { drop: true }
    }
    await child.start()
    await until(() => killed)
    expect(papers(orderNumber)).toHaveLength(moment === 'after' ? 1 : 0)
    expect((await shopper.client.getInvoice({ id })).state).toBe('issuing')
    await child.start()
    await until(async () => {
      await hurry()
      await world.fapiao.settleAll()
      return (await shopper.client.getInvoice({ id })).state === 'issued'
    })
    expect(papers(orderNumber)).toHaveLength(1)
    // What it had taken was found by asking, and not applied for again.
    expect(applications).toBe(moment === 'after' ? 1 : 2)
    await child.kill()
    world.fapiao.handle = handle
    expect(await world.doctor()).toEqual([])
  },
  120_000,
)
