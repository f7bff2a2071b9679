import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Operation } from '../src/kernel/contract.ts'
import { permissionsOf } from '../src/modules/staff/roles.ts'
import { Role } from '../src/modules/staff/contract.ts'
import { invoiceOf, invoiceThings, shopperInvoiceThings } from './access-invoice.ts'
import { allOperations, memberThings, papersOf, printerBody, pickupOf, printerOf, waybillOf } from './access-things.ts'
import { messagingAccess } from './access/messaging.ts'
import { playElsewhere, playOwned, playOwnedByShopper, playThings } from './access/plays.ts'
import { PASSWORD, startWorld, type TestShop, type TestShopper, type World } from './world.ts'

/** Every operation there is: a new one is covered the day it is written. */
const operations = await allOperations()

const pointBody = {
  name: '店',
  address: '路',
  lng: 120,
  lat: 30,
  pickup: true,
  local: false,
  slots: [{ from: '10:00', to: '12:00', capacity: 1 }],
}

let world: World
let shop: TestShop
let other: TestShop
let shopper: TestShopper
let stranger: TestShopper
/** Something real of `shop` and `shopper` for each kind of id. */
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await startWorld()
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
  shopper = await world.newShopper()
  stranger = await world.newShopper()
  const { productId, skuIds } = await world.newProduct(shop, [10])
  const {
    skuIds: [unpaidSku = ''],
  } = await world.newProduct(shop, [10])
  const paid = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(shopper, paid.id)).notification)
  const unpaid = await world.place(shopper, [{ skuId: unpaidSku, quantity: 1 }])
  await world.settle()
  const rule = {
    title: '满减',
    group: 'g',
    scope: {},
    conditions: [{ type: 'min_spend', args: { amountFen: 100 } }],
    benefit: { type: 'amount_off', args: { steps: [{ fromFen: 100, offFen: 10 }] } },
  }
  const redPackets = {
    title: '红包',
    minFen: 1,
    maxFen: 9,
    budgetFen: 99,
    perShopper: 1,
    validDays: 1,
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '2099-01-01T00:00:00Z',
  }
  const coupon = { title: '券', kind: 'amount' as const, value: 100, thresholdFen: 0, scope: {}, stock: 5, validDays: 7 }
  const template = await shop.owner.createCouponTemplate(coupon)
  Object.assign(ids, {
    product: productId,
    sku: skuIds[0],
    order: paid.orders[0]?.id,
    point: (await shop.owner.createDeliveryPoint(pointBody)).id,
    checkoutPaid: paid.id,
    unpaidOrder: unpaid.orders[0]?.id,
    checkout: unpaid.id,
    address: shopper.addressId,
    shopper: (await shop.owner.listShoppers({})).items[0]?.id,
    rule: (await shop.owner.createRule(rule)).id,
    coupon: template.id,
    claimed: (await shopper.client.claimCoupon({ id: template.id })).id,
    task: (await shop.owner.listPickTasks({})).items[0]?.id,
    waybill: (await waybillOf(world, shop)).id,
    ...(await printerOf(shop)),
    pickup: (await pickupOf(world, shop.id)).id,
    parcel: (
      await world.modules.shipping.ship({
        key: randomUUID(),
        shopId: shop.id,
        orderId: randomUUID(),
        carrierCode: 'ZTO',
        number: 'ZT12345678901',
        lines: [{ orderLineId: randomUUID(), quantity: 1 }],
        receiverPhone: '',
      })
    ).id,
    topUp: (await shopper.client.startTopUp({ requestId: 'top-up-1', amountFen: 5000, method: 'wechat_h5' })).topUp.id,
    redPackets: (await shop.owner.createRedPacketCampaign(redPackets)).id,
    template: (await shop.owner.listFreightTemplates()).items[0]?.id,
    ...(await papersOf(shop, skuIds[0] ?? '')),
    ...(await playThings({ world, shop, shopper, productId, skuId: skuIds[0] ?? '', paidOrderId: paid.orders[0]?.id ?? '' })),
    ...(await messagingAccess.things({ world, shop, shopper })),
    subscription: await waitFor(await world.newProduct(shop, [0])),
    member: (await shop.owner.listStaff({})).items.find((one) => one.role === 'support')?.id,
    session: (await shop.owner.listMySessions()).items[0]?.id,
  })
  const line = (await shopper.client.getOrder({ id: ids['order'] ?? '' })).lines[0]?.id ?? ''
  const wish = { kind: 'refund' as const, reason: 'not_wanted' as const, lines: [{ lineId: line, quantity: 1 }] }
  const request = await shopper.client.applyAfterSales({ id: ids['order'] ?? '', requestId: randomUUID(), ...wish })
  const invoices = await invoiceOf(shop.owner, shopper.client, ids['order'] ?? '')
  Object.assign(ids, { line, afterSales: request.id, complaint: await complain(line), ...invoices })
})
afterAll(() => world.close())

/** A complaint about another line, which was shipped. */
async function complain(unshipped: string): Promise<string> {
  expect(unshipped).toBeTruthy()
  const {
    skuIds: [sku = ''],
  } = await world.newProduct(shop, [1])
  const bought = await world.place(shopper, [{ skuId: sku, quantity: 1 }])
  await world.pay.notify((await world.payAtChannel(shopper, bought.id)).notification)
  await world.settle()
  const orderId = bought.orders[0]?.id ?? ''
  await shop.owner.shipOrder({ id: orderId, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT1234567890' })
  const id = (await shopper.client.getOrder({ id: orderId })).lines[0]?.id ?? ''
  return (await shopper.client.createComplaint({ id, orderId, requestId: randomUUID(), note: '杯口有裂纹' })).id
}

/** The shopper waits for an SKU that is sold out. */
async function waitFor({ skuIds: [skuId = ''] }: { skuIds: string[] }): Promise<string> {
  await shopper.client.subscribeStock({ skuId })
  return (await shopper.client.listStockSubscriptions()).items[0]?.id ?? ''
}

const pathOf = (operation: Operation, id: string = randomUUID()): string =>
  `/api/${operation.face}${operation.path.replaceAll(/:\w+/g, id)}`
const ask = async (operation: Operation, token: string | undefined, options: { id?: string; body?: unknown } = {}): Promise<number> => {
  const body = operation.method === 'GET' ? undefined : (options.body ?? {})
  const reply = await world.request(operation.method, pathOf(operation, options.id), { token, body })
  expect(reply.status, `${operation.id} must not fault`).toBeLessThan(500)
  return reply.status
}

test.each(operations)('$id is open to those its rule names, and to nobody else', async (operation) => {
  const { access } = operation
  const guest = await ask(operation, undefined)
  if (access === 'public') {
    // A public door may refuse for its own reasons (a wrong password), never for want of a session.
    if (!['staffLogin'].includes(operation.id)) expect([401, 403]).not.toContain(guest)
    return
  }
  expect(guest).toBe(401)
  expect(await ask(operation, 'st_nobodys-token'), 'a made-up token').toBe(401)
  if (operation.id.endsWith('Logout')) return // it would end the session that the other tests use
  if (access === 'shopper') {
    expect(await ask(operation, shop.tokens.owner), 'staff are no shoppers').toBe(401)
    expect([401, 403]).not.toContain(await ask(operation, stranger.token))
    return
  }
  expect(await ask(operation, shopper.token), 'shoppers are no staff').toBe(401)
  const permission = access === 'staff' ? undefined : access.slice('staff:'.length)
  for (const role of Role.options) {
    const holds = permission === undefined || permissionsOf[role].includes(permission)
    // The first shop is the platform's; an arbiter is of the platform anywhere.
    for (const [of, platform] of [
      [other, role === 'arbiter'],
      [shop, true],
    ] as const) {
      if (of === shop && !operation.platform) continue // its own things are there to be changed
      const status = await ask(operation, of.tokens[role])
      if (holds && (platform || !operation.platform)) expect([401, 403], `${role} may`).not.toContain(status)
      else expect(status, `${role} may not`).toBe(403)
    }
  }
})

test('what concerns the whole mall is the platform’s: another shop’s owner is refused, and told so', async () => {
  expect(await other.owner.getStaffMe()).toMatchObject({ role: 'owner', platform: false })
  expect(await shop.owner.getStaffMe()).toMatchObject({ role: 'owner', platform: true })
  await expect(other.owner.createCategory({ name: '别家分类', parentId: null })).rejects.toMatchObject({ code: 'platform_only' })
  expect((await other.owner.listAdminCategories()).items.map((one) => one.name)).not.toContain('别家分类')
  expect(await shop.owner.createCategory({ name: '平台分类', parentId: null })).toMatchObject({ name: '平台分类' })
})

test('what changes something of the whole mall is marked as the platform’s', () => {
  const marked = operations.filter((operation) => operation.platform).map((operation) => operation.id)
  expect(marked).toEqual(
    expect.arrayContaining([
      'createBrand',
      'updateBrand',
      'mergeBrand',
      'deleteBrand',
      'createCategory',
      'updateCategory',
      'deleteCategory',
      'putSearchWords',
      'updateFundsSettings',
      'approveWithdrawal',
      'rejectWithdrawal',
      'adjustWallet',
      'adjustPoints',
      'updatePointsRule',
      'updateMembershipRule',
      'createRedPacketCampaign',
      'updateRedPacketCampaign',
      'approveBankTransfer',
      'rejectBankTransfer',
      'createRiskRule',
      'decideRiskReview',
      'putRiskListing',
    ]),
  )
  for (const operation of operations) if (operation.platform) expect(operation.access).toMatch(/^staff/)
})

test('every permission that an operation asks for is held by some role, and every permission a role holds is known', () => {
  const asked = new Set(operations.flatMap(({ access }) => (access.startsWith('staff:') ? [access.slice('staff:'.length)] : [])))
  // The platform's arbiter is no shop's: what that role may, no owner may.
  const known = [...permissionsOf.owner, ...permissionsOf.arbiter]
  for (const permission of asked) expect(known).toContain(permission)
  for (const role of Role.options) for (const permission of permissionsOf[role]) expect(known).toContain(permission)
  for (const permission of permissionsOf.arbiter) expect(permissionsOf.owner).not.toContain(permission)
})

// Which real thing of another shop or person each operation with an id in its path is tried on, and what would be a good body.
const product = {
  title: '改名',
  code: 'x-1',
  categoryIds: [randomUUID()],
  pictures: [{ url: '/media/test/cup', width: 1, height: 1, colour: '#000000' }],
  skus: [{ code: 'x-1', options: [], priceFen: 1 }],
  version: 1,
}
const part = {
  title: '满减',
  group: 'g',
  scope: {},
  conditions: [],
  benefit: { type: 'amount_off', args: { steps: [{ fromFen: 100, offFen: 10 }] } },
}
const owned: Record<string, { id: string; body?: unknown }> = {
  getAdminProduct: { id: 'product' },
  updateProduct: { id: 'product', body: product },
  getAdminOrder: { id: 'order' },
  shipOrder: { id: 'order', body: { requestId: 'other-shop-1', carrierCode: 'SF', trackingNumber: 'SF1234567890123' } },
  addOrderNote: { id: 'order', body: { text: '备注' } },
  closeOrder: { id: 'unpaidOrder', body: { reason: '不卖了' } },
  putProductQuestions: { id: 'product', body: { questions: [] } },
  prepareOrder: { id: 'order' },
  unprepareOrder: { id: 'order', body: { reason: '先不备货' } },
  changeOrderPrice: { id: 'unpaidOrder', body: { requestId: 'other-shop-2', reason: '熟客优惠', goodsPayableFen: 1 } },
  editOrderAddress: {
    id: 'order',
    body: { requestId: 'other-shop-3', reason: '写错了', name: '李四', phone: '13800000000', districtCode: '330106', detail: '某某路' },
  },
  refundOrder: { id: 'order', body: { reason: '不卖了' } },
  getAdminAfterSales: { id: 'afterSales' },
  approveAfterSales: { id: 'afterSales', body: {} },
  rejectAfterSales: { id: 'afterSales', body: { note: '不同意' } },
  getReturnPlaces: { id: 'afterSales' },
  receiveReturn: { id: 'afterSales', body: { lines: [{ lineId: randomUUID(), accepted: 1, restocked: 1 }] } },
  shipReplacement: { id: 'afterSales', body: { carrierCode: 'ZTO', trackingNumber: 'ZT1234567890' } },
  refundInstead: { id: 'afterSales', body: { note: '没有货了' } },
  retryAfterSalesRefund: { id: 'afterSales', body: { reason: '已充值' } },
  answerComplaint: { id: 'complaint', body: { answer: '抱歉' } },
  updateRule: { id: 'rule', body: part },
  updateCouponTemplate: {
    id: 'coupon',
    body: { title: '券', kind: 'amount', value: 1, thresholdFen: 0, scope: {}, stock: 9, validDays: 1 },
  },
  createCouponCodes: { id: 'coupon', body: { requestId: 'other-shop-2', count: 1 } },
  listCouponCodes: { id: 'coupon' },
  updateFreightTemplate: {
    id: 'template',
    body: {
      name: '名',
      by: 'piece',
      rates: [{ regionCodes: [], firstUnits: 1, firstFen: 1, nextUnits: 1, nextFen: 1, freeOverFen: null }],
    },
  },
  deleteFreightTemplate: { id: 'template' },
  correctParcel: { id: 'parcel', body: { carrierCode: 'SF', trackingNumber: 'SF1234567890123' } },
  startPicking: { id: 'task' },
  putPickingBack: { id: 'task' },
  scanPiece: { id: 'task', body: { requestId: 'other-shop-1', code: 'A' } },
  packTask: { id: 'task' },
  unpackTask: { id: 'task' },
  updatePrinter: { id: 'printer', body: printerBody },
  deletePrinter: { id: 'printer' },
  testPrinter: { id: 'printer', body: { requestId: 'other-shop-1' } },
  getPrintJob: { id: 'printJob' },
  retryPrintJob: { id: 'printJob' },
  cancelPrintJob: { id: 'printJob' },
  reprintJob: { id: 'printJob', body: { requestId: 'other-shop-1' } },
  printOrder: { id: 'order', body: { requestId: 'other-shop-1', printerIds: [randomUUID()] } },
  retryCourierPickup: { id: 'pickup' },
  cancelCourierPickup: { id: 'pickup' },
  collectCourierPickup: { id: 'pickup' },
  retryWaybill: { id: 'waybill' },
  cancelWaybill: { id: 'waybill' },
  retryShippingReport: { id: 'checkoutPaid' },
  updateDeliveryPoint: { id: 'point', body: pointBody },
  deleteDeliveryPoint: { id: 'point' },
  readyDelivery: { id: 'order' },
  takeDelivery: { id: 'order' },
  leaveDelivery: { id: 'order' },
  failDelivery: { id: 'order', body: { reason: '没人在家' } },
  getDelivery: { id: 'order' },
  deliverOrder: { id: 'order' },
  collectOrder: { id: 'order', body: { requestId: 'other-shop-3', amountFen: 1000, how: 'cash' } },
  refuseOrder: { id: 'order', body: { requestId: 'other-shop-4', reason: '拒收' } },
  voidParcel: { id: 'parcel', body: { reason: '发错了' } },
  updateLocation: { id: 'location', body: { name: '别人的仓', kind: 'store' } },
  setLocationOpen: { id: 'location', body: { open: false } },
  getTransfer: { id: 'transfer' },
  sendTransfer: { id: 'transfer' },
  receiveTransfer: { id: 'transfer', body: { lines: [] } },
  cancelTransfer: { id: 'transfer' },
  getCount: { id: 'count' },
  writeCount: { id: 'count', body: { lines: [{ skuId: randomUUID(), counted: 1 }] } },
  bookCount: { id: 'count', body: { reason: '盘点' } },
  cancelCount: { id: 'count' },
  resolveSyncConflict: { id: 'conflict', body: { action: 'dismiss' } },
  updateSupplier: { id: 'supplier', body: { name: '别家供应商' } },
  getPurchase: { id: 'purchase' },
  closePurchase: { id: 'purchase' },
  updateStaff: { id: 'member', body: { name: '别人' } },
  resetStaffPassword: { id: 'member', body: { newPassword: PASSWORD } },
  setShopperTier: { id: 'shopper', body: { tier: 1, reason: '老客户' } },
  listShopperTierChanges: { id: 'shopper' },
  listShopperMerges: { id: 'shopper' },
  listShopperCoupons: { id: 'shopper' },
  ...memberThings,
  ...messagingAccess.staff,
  ...playOwned,
  importKeys: { id: 'sku', body: { requestId: 'other-shop-2', keys: ['AAAA-1'] } },
  revokeMySession: { id: 'session' },
  ...invoiceThings,
}
const ownedByShopper: Record<string, { id: string; body?: unknown }> = {
  passCoupon: { id: 'claimed' },
  getCheckout: { id: 'checkout' },
  payOnDelivery: { id: 'checkout', body: { requestId: 'other-shopper-9' } },
  getTopUp: { id: 'topUp' },
  startBankTransfer: { id: 'checkout' },
  submitBankProof: {
    id: 'checkout',
    body: { pictures: [{ url: '/media/test/cup', width: 1, height: 1, colour: '#000000' }], payerName: '张三' },
  },
  createFriendLink: { id: 'checkout', body: { message: '', showGoods: true } },
  payCheckout: { id: 'checkout', body: { method: 'wechat_h5' } },
  listOrderSecrets: { id: 'order' },
  getOrder: { id: 'order' },
  getOrderDelivery: { id: 'order' },
  watchOrder: { id: 'order' },
  cancelOrder: { id: 'unpaidOrder', body: { reason: '不要了' } },
  confirmReceipt: { id: 'order' },
  remindShipment: { id: 'order' },
  getOrderGift: { id: 'order' },
  changeOrderAddress: { id: 'order', body: { requestId: 'stranger-1', addressId: randomUUID() } },
  getAfterSalesOptions: { id: 'order' },
  quoteAfterSales: { id: 'order', body: { kind: 'refund', reason: 'not_wanted', lines: [{ lineId: randomUUID(), quantity: 1 }] } },
  applyAfterSales: {
    id: 'order',
    body: { requestId: 'somebody-else', kind: 'refund', reason: 'not_wanted', lines: [{ lineId: randomUUID(), quantity: 1 }] },
  },
  getAfterSales: { id: 'afterSales' },
  withdrawAfterSales: { id: 'afterSales' },
  sendBack: { id: 'afterSales', body: { carrierCode: 'ZTO', trackingNumber: 'ZT1234567890' } },
  disputeAfterSales: { id: 'afterSales', body: { text: '请平台处理' } },
  confirmReplacement: { id: 'afterSales' },
  claimPriceProtection: { id: 'line', body: { orderId: randomUUID() } },
  createComplaint: { id: 'line', body: { requestId: 'somebody-else', orderId: randomUUID(), note: '杯口有裂纹' } },
  closeComplaint: { id: 'complaint' },
  updateAddress: { id: 'address', body: { name: '李四', phone: '13800000000', districtCode: '330106', detail: '某某路' } },
  deleteAddress: { id: 'address' },
  deleteStockSubscription: { id: 'subscription' },
  ...shopperInvoiceThings,
  ...messagingAccess.shopper,
  ...playOwnedByShopper,
}

const find = (id: string): Operation => {
  const operation = operations.find((one) => one.id === id)
  if (!operation) throw new Error(`no operation ${id}`)
  return operation
}

test.each(Object.entries(owned))('%s does not find what belongs to another shop', async (id, wish) => {
  expect(ids[wish.id], 'the thing is there').toBeTruthy()
  expect(await ask(find(id), other.tokens.owner, { id: ids[wish.id] ?? '', body: wish.body })).toBe(404)
})

test.each(Object.entries(ownedByShopper))('%s does not find what belongs to somebody else', async (id, wish) => {
  expect(ids[wish.id], 'the thing is there').toBeTruthy()
  expect(await ask(find(id), stranger.token, { id: ids[wish.id] ?? '', body: wish.body })).toBe(404)
})

test('every operation of the console and every one of a shopper with an id in its path is tried on another one’s thing', () => {
  // Categories and brands belong to the whole mall; media and reviews have their own tests beside their modules; coupons are claimed by anybody.
  // Disputes of all shops are the arbiter's; one that is not brought before the platform is not found (see after-sales).
  const elsewhere = [
    ...playElsewhere,
    ...messagingAccess.elsewhere,
    'getDispute',
    'decideDispute',
    'updateCategory',
    'deleteCategory',
    'updateBrand',
    'mergeBrand',
    'deleteBrand',
    'deleteMedia',
    'deleteMediaAsset',
    'importKeyFile',
    'replyReview',
    'hideReview',
    'claimCoupon',
    'updateCartLine',
    'claimGift',
    'resolveBillDifference',
    'redirectRefund',
    'claimRedPacket',
    'claimTask',
    'updateMemberTask',
    // Whoever has the link may pay.
    'payForFriend',
    // The wallet is the mall's; who may ask for a withdrawal or adjust is a matter of roles.
    'approveBankTransfer',
    'rejectBankTransfer',
    'approveWithdrawal',
    'rejectWithdrawal',
    'adjustWallet',
    'adjustPoints',
    // Red packets pay at every shop: only the platform makes them.
    'updateRedPacketCampaign',
    // Rules, lists and reviews are the mall's.
    'updateRiskRule',
    'deleteRiskRule',
    'deleteRiskListing',
    'decideRiskReview',
  ]
  const withIds = operations
    .filter((operation) => operation.access !== 'public' && operation.path.includes(':'))
    .map((operation) => operation.id)
  expect(withIds.filter((id) => !(id in owned) && !(id in ownedByShopper) && !elsewhere.includes(id))).toEqual([])
})

test('what anybody of the staff may do concerns only themselves; everything else names a permission, which roles hold or not', async () => {
  const own = ['staffLogout', 'getStaffMe', 'switchShop', 'changeMyPassword', 'listMySessions', 'revokeMySession']
  expect(
    operations
      .filter(({ access, face }) => face === 'admin' && access === 'staff')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(own.toSorted())
  const reads = [
    'getDashboard',
    'listCarriers',
    'listAdminCategories',
    'listFreightTemplates',
    'listDeliveryPoints',
    'listRoles',
    'getShopProfile',
  ]
  const readable = (role: 'owner' | 'courier' | 'warehouse') =>
    Promise.all(reads.map(async (id) => ((await ask(find(id), shop.tokens[role], { id: '' })) === 200 ? [id] : []))).then((found) =>
      found.flat(),
    )
  expect(await readable('owner')).toEqual(reads)
  expect(await readable('courier')).toEqual(['listDeliveryPoints'])
  expect(await readable('warehouse')).toEqual(reads.slice(0, 5))
})

test('lists of one shop hold nothing of another', async () => {
  const mine = JSON.stringify([
    await shop.owner.listAdminOrders({}),
    await shop.owner.listAdminProducts({}),
    await shop.owner.listStock({}),
  ])
  const theirs = JSON.stringify([
    await other.owner.listAdminOrders({}),
    await other.owner.listAdminProducts({}),
    await other.owner.listStock({}),
  ])
  for (const key of ['product', 'order', 'unpaidOrder']) {
    expect(mine).toContain(ids[key])
    expect(theirs).not.toContain(ids[key])
  }
  const payments = await other.owner.listPayments({ subjects: ids['checkout'] ?? '' })
  expect(payments.items).toEqual([])
})

test('a price, a discount or a state that a client sends is refused', async () => {
  const line = { skuId: randomUUID(), quantity: 1 }
  for (const extra of [{ unitPriceFen: 1 }, { discountFen: 1 }, { payableFen: 1 }]) {
    const reply = await world.request('POST', '/api/shop/checkout/quote', {
      token: shopper.token,
      body: { lines: [{ ...line, ...extra }], addressId: null },
    })
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'input_invalid' } } })
  }
})
