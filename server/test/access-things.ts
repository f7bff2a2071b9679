import { randomUUID } from 'node:crypto'
import type { Operation } from '../src/kernel/contract.ts'
import { modules } from '../src/modules.ts'
import type { TestShop, World } from './world.ts'

export async function allOperations(): Promise<Operation[]> {
  const found: Operation[] = []
  for (const { name } of modules) {
    const contract: Record<string, unknown> = await import(`../src/modules/${name}/contract.ts`)
    found.push(
      ...Object.values(contract).filter(
        (value): value is Operation => typeof value === 'object' && value !== null && 'face' in value && 'path' in value,
      ),
    )
  }
  return found
}

export const printerBody = { name: '前台', kind: 'receipt' as const, width: 58 as const, copies: 1, prints: 'hand' as const }
export async function printerOf({ owner }: TestShop): Promise<{ printer: string; printJob: string }> {
  const { id: printer } = await owner.createPrinter({ ...printerBody, sn: '960000001', key: '88888888' })
  return { printer, printJob: (await owner.testPrinter({ id: printer, requestId: randomUUID() })).id }
}

export async function waybillOf(world: World, { owner, id: shopId }: TestShop): Promise<{ id: string }> {
  const sender = { name: '仓库', phone: '057100000000', province: '浙江省', city: '杭州市', district: '滨江区', detail: '江南大道 1 号' }
  await owner.putSending({ tracker: 'kdniao', sender, accounts: [{ carrierCode: 'ZTO', customer: 'c', password: 'p' }] })
  const lines = [{ orderLineId: randomUUID(), quantity: 1, title: '杯子' }]
  const wish = {
    key: randomUUID(),
    shopId,
    orderId: randomUUID(),
    orderNumber: '1',
    carrierCode: 'ZTO',
    receiver: sender,
    lines,
    weightGrams: 1,
    staffName: '',
  }
  return world.modules.shipping.wantWaybill(wish)
}

export async function pickupOf(world: World, shopId: string): Promise<{ id: string }> {
  const sender = { name: '仓库', phone: '057100000000', province: '浙江省', city: '杭州市', district: '滨江区', detail: '江南大道 1 号' }
  const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  return world.modules.shipping.wantPickup({
    key: randomUUID(),
    shopId,
    carrierCode: 'ZTO',
    from: soon(1),
    to: soon(2),
    sender,
    receiver: sender,
    orders: [{ id: randomUUID(), number: '1' }],
    goods: [{ name: '杯子', quantity: 1 }],
    parcels: 1,
    weightGrams: 500,
    remark: '',
    staffName: '',
  })
}

/** A paper of each kind that stock is moved with. */
export async function papersOf(of: TestShop, skuId: string): Promise<Record<string, string>> {
  const { items } = await of.owner.listLocations()
  const main = items.find((one) => one.isDefault)?.id ?? ''
  const location = (await of.owner.createLocation({ name: '二仓', kind: 'warehouse' })).id
  const lines = [{ skuId, quantity: 1 }]
  const supplier = (await of.owner.createSupplier({ name: '供应商' })).id
  const priced = [{ skuId, quantity: 1, unitCostFen: 1 }]
  await of.owner.syncStock({ source: 'erp', lines: [{ sequence: 1, sku: 'nobody-has-it', onHand: 1 }] })
  return {
    location,
    supplier,
    conflict: (await of.owner.listSyncConflicts({})).items[0]?.id ?? '',
    transfer: (await of.owner.createTransfer({ requestId: randomUUID(), fromId: main, toId: location, lines })).id,
    count: (await of.owner.createCount({ requestId: randomUUID(), locationId: main })).id,
    purchase: (await of.owner.createPurchase({ requestId: randomUUID(), supplierId: supplier, locationId: main, lines: priced })).id,
  }
}

/** What staff see and do of a member. */
export const memberThings = {
  getMember: { id: 'shopper' },
  listMemberEvents: { id: 'shopper' },
  adjustGrowth: { id: 'shopper', body: { requestId: 'other-shop-5', change: 1, reason: '补发' } },
  putMemberTags: { id: 'shopper', body: { tags: ['老客'] } },
}
