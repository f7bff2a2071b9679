import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type TestShop, type TestShopper, type World } from '../../../test/world.ts'
import { later } from '../../kernel/clock.ts'
import { openFiles } from '../../kernel/files.ts'
import { company, issuingSettings } from './testing.ts'

let at = new Date()
let world: World
let shop: TestShop
let other: TestShop
let shopper: TestShopper
let stranger: TestShopper
let titleId: string

beforeAll(async () => {
  world = await startWorld({ now: () => at })
  shop = await world.newShop('甲店')
  other = await world.newShop('乙店')
  shopper = await world.newShopper()
  stranger = await world.newShopper()
  await shop.owner.updateInvoiceSettings(issuingSettings)
  titleId = (await shopper.client.createInvoiceTitle(company)).id
})
afterAll(() => world.close())

/** Time passes, and everything that is due is done. */
const wait = async (minutes = 3) => {
  at = later(at, { minutes })
  await world.settle()
}
/** The provider issues what waits, and we ask. */
const provide = async () => {
  await world.fapiao.settleAll()
  await wait()
}
const sent = (orderNumber: string) =>
  world.fapiao.papers().filter(({ application, original }) => application.remark.includes(orderNumber) && original === null)
const reds = (orderNumber: string) =>
  world.fapiao.papers().filter(({ application, original }) => application.remark.includes(orderNumber) && original !== null)

async function buy(quantity: number, priceFen = 1111): Promise<{ id: string; number: string; lineId: string }> {
  const { skuIds } = await world.newProduct(shop, [quantity], priceFen)
  const checkout = await world.place(shopper, [{ skuId: skuIds[0] ?? '', quantity }])
  await world.pay.notify((await world.payAtChannel(shopper, checkout.id)).notification)
  await world.settle()
  const id = checkout.orders[0]?.id ?? ''
  const order = await shopper.client.getOrder({ id })
  return { id, number: order.number, lineId: order.lines[0]?.id ?? '' }
}
const ask = (order: { id: string }, wish: { kind?: 'general' | 'special'; requestId?: string } = {}) =>
  shopper.client.askInvoice({ id: order.id, requestId: wish.requestId ?? randomUUID(), titleId, kind: wish.kind ?? 'general' })
const refund = (order: { id: string; lineId: string }, quantity: number, key: string = randomUUID()) =>
  world.calls['order']!['refundUnits']!({
    key,
    orderId: order.id,
    lines: [{ lineId: order.lineId, quantity }],
    restock: true,
    reason: '退款',
    by: { actor: 'staff', name: '' },
  })
const invoicesOf = async (order: { id: string }) => (await shopper.client.getInvoiceOffer({ id: order.id })).invoices
const only = async (order: { id: string }) => (await invoicesOf(order))[0]!
async function issued(quantity: number, priceFen?: number) {
  const order = await buy(quantity, priceFen)
  const asked = await ask(order)
  await wait()
  await provide()
  return { order, id: asked.id }
}

test('twenty identical asks are one invoice, issued with exact tax and a PDF for its owner', async () => {
  const order = await buy(3)
  const asks = await Promise.all(
    Array.from({ length: 20 }, (_, index) => ask(order, { requestId: `many-asks-${index % 4}-${order.number}` })),
  )
  expect(new Set(asks.map(({ id }) => id)).size).toBe(1)
  await wait()
  expect(sent(order.number)).toHaveLength(1)
  expect((await only(order)).state).toBe('issuing')
  await provide()
  const invoice = await shopper.client.getInvoice({ id: asks[0]!.id })
  expect(invoice).toMatchObject({ state: 'issued', totalFen: 3333, netFen: 2950, taxFen: 383, file: true, kind: 'general' })
  expect(invoice.lines).toMatchObject([{ quantity: 3, totalFen: 3333, netFen: 2950, taxFen: 383, rateBps: 1300 }])
  expect(invoice.fapiaoNumber).toMatch(/^\d{20}$/)
  const mine = await world.request('GET', `/api/shop/invoices/${invoice.id}/file`, { token: shopper.token })
  expect(mine.headers.get('content-type')).toBe('application/pdf')
  expect(String(mine.body).slice(0, 5)).toBe('%PDF-')
  await expect(ask(order, { kind: 'special' })).rejects.toMatchObject({ code: 'invoice_exists' })
})

test('the file is for its owner, the staff of the shop, and whoever has a link that holds; what lies in the store is sealed', async () => {
  const { id } = await issued(1)
  const file = (face: string, token: string) => world.request('GET', `/api/${face}/invoices/${id}/file`, { token })
  expect((await file('shop', stranger.token)).status).toBe(404)
  expect((await file('admin', other.tokens.owner)).status).toBe(404)
  expect((await file('admin', shop.tokens.finance)).status).toBe(200)
  expect((await file('admin', shop.tokens.warehouse)).status).toBe(403)
  const { url } = await shopper.client.createInvoiceLink({ id })
  const path = new URL(url).pathname
  expect((await world.request('GET', path)).status).toBe(200)
  expect((await world.request('GET', `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404)
  expect((await world.request('GET', path.replace('.blue.', '.red.'))).status).toBe(404)
  const { rows } = await sql<{ key: string }>`select key from invoice.file where invoice_id = ${id}`.execute(world.db)
  expect((await openFiles(world.config).get(rows[0]?.key ?? '')).includes('%PDF-')).toBe(false)
  await wait(60 * 25)
  expect((await world.request('GET', path)).status).toBe(404)
})

test('a refund reverses the whole and issues the rest anew, once, however often and late it is heard of', async () => {
  const { order, id } = await issued(3)
  await Promise.all([refund(order, 1, `r1-${order.id}`), refund(order, 1, `r1-${order.id}`)])
  await world.settle()
  for (let again = 0; again < 3; again += 1) await hearAgain(order.id)
  await world.settle()
  expect((await shopper.client.getInvoice({ id })).state).toBe('reversing')
  await provide()
  await provide()
  const [fresh, old] = await invoicesOf(order)
  expect(old).toMatchObject({ id, state: 'reversed', redFile: true })
  expect(fresh).toMatchObject({ state: 'issued', totalFen: 2222, replacesId: id, file: true })
  expect([sent(order.number).length, reds(order.number).length]).toEqual([2, 1])
  await refund(order, 2)
  await world.settle()
  await provide()
  await provide()
  expect((await invoicesOf(order)).map(({ state }) => state)).toEqual(['reversed', 'reversed'])
  expect([sent(order.number).length, reds(order.number).length]).toEqual([2, 2])
  expect((await shopper.client.getInvoiceOffer({ id: order.id })).state).toBe('nothing')
})

/** What was delivered is delivered again. */
async function hearAgain(orderId: string): Promise<void> {
  await sql`insert into kernel.delivery (event_id, handler, name, aggregate, due_at)
    select id, 'invoice.correct-units', name, aggregate, now() from kernel.outbox
    where name = 'order.units_refunded' and payload->>'orderId' = ${orderId}`.execute(world.db)
  await world.settle()
}

test('a refund while it is being issued waits for it, then reverses it; several at once are one red-letter', async () => {
  const order = await buy(4)
  await ask(order)
  await wait()
  expect((await only(order)).state).toBe('issuing')
  await Promise.all([refund(order, 1), refund(order, 1)])
  await world.settle()
  expect((await only(order)).state).toBe('issuing')
  await provide()
  expect((await only(order)).state).toBe('reversing')
  await provide()
  await provide()
  const [fresh] = await invoicesOf(order)
  expect(fresh).toMatchObject({ state: 'issued', totalFen: 2222 })
  expect([sent(order.number).length, reds(order.number).length]).toEqual([2, 1])
})

test('a refund before it is sent off only lowers it; one of all withdraws it', async () => {
  await shop.owner.updateInvoiceSettings({ ...issuingSettings, automatic: false })
  const order = await buy(2)
  const { id } = await ask(order)
  await refund(order, 1)
  await wait()
  expect(await only(order)).toMatchObject({ state: 'requested', totalFen: 1111 })
  await shop.owner.issueInvoice({ id })
  await wait()
  await provide()
  expect(await only(order)).toMatchObject({ state: 'issued', totalFen: 1111 })
  const whole = await buy(2)
  const asked = await ask(whole)
  await refund(whole, 2)
  await world.settle()
  expect((await shopper.client.getInvoice({ id: asked.id })).state).toBe('withdrawn')
  await shop.owner.updateInvoiceSettings(issuingSettings)
})

test('refunds and issuing at the same moment end with what is left, and nothing more', async () => {
  await shop.owner.updateInvoiceSettings({ ...issuingSettings, automatic: false })
  const orders: Awaited<ReturnType<typeof buy>>[] = []
  for (let count = 0; count < 4; count += 1) orders.push(await buy(3))
  for (const order of orders) await ask(order)
  await Promise.all(
    orders.flatMap((order) => [
      only(order).then(({ id }) => shop.owner.issueInvoice({ id })),
      refund(order, 1).then(() => world.deliver({ allowFailures: true })),
    ]),
  )
  await wait()
  for (let round = 0; round < 3; round += 1) await provide()
  for (const order of orders) expect(await only(order)).toMatchObject({ state: 'issued', totalFen: 2222 })
  expect(await world.doctor()).toEqual([])
  await shop.owner.updateInvoiceSettings(issuingSettings)
})

test('amounts that were read before a refund are not sent off after it', async () => {
  await shop.owner.updateInvoiceSettings({ ...issuingSettings, automatic: false })
  const order = await buy(3)
  const { id } = await ask(order)
  let issuing: Promise<unknown> = Promise.resolve()
  await world.db.transaction().execute(async (tx) => {
    // It has read the order and waits at the row, while the refund is decided and heard of.
    await sql`select 1 from invoice.invoice where id = ${id} for update`.execute(tx)
    issuing = shop.owner.issueInvoice({ id })
    for (let waiting = false; !waiting; await sleep(20)) {
      const { rows } = await sql`select 1 from pg_locks where not granted`.execute(world.db)
      waiting = rows.length > 0
    }
    await refund(order, 1)
    await sql`update invoice.invoice set refunds_seen = refunds_seen + 1 where id = ${id}`.execute(tx)
  })
  await issuing
  expect(await only(order)).toMatchObject({ state: 'issuing', totalFen: 2222 })
  await wait()
  await provide()
  expect([sent(order.number).length, reds(order.number).length]).toEqual([1, 0])
  await shop.owner.updateInvoiceSettings(issuingSettings)
})

test('an answer that was lost is asked after, and never guessed: one number is one invoice', async () => {
  for (const kind of ['drop-after', 'drop-before', 'error-500', 'unsigned', 'busy'] as const) {
    const order = await buy(1)
    world.fapiao.fail({ on: 'apply', kind })
    await ask(order)
    await wait(0)
    expect((await only(order)).state, kind).toBe('issuing')
    await wait()
    await provide()
    expect((await only(order)).state, kind).toBe('issued')
    expect(sent(order.number), kind).toHaveLength(1)
    world.fapiao.fail({ on: 'reverse', kind })
    await refund(order, 1)
    await wait(0)
    await wait()
    await provide()
    expect((await only(order)).state, kind).toBe('reversed')
    expect(reds(order.number), kind).toHaveLength(1)
  }
})

test('a process that dies between asking and the answer leaves what the next one goes on from', async () => {
  const order = await buy(1)
  world.fapiao.fail({ on: 'apply', kind: 'drop-after' })
  const { id } = await ask(order)
  await wait(0)
  // As a kill leaves it: sent, nothing noted, the lease still running.
  await sql`update invoice.invoice set note = '', due_at = ${later(at, { minutes: 1 })} where id = ${id}`.execute(world.db)
  await world.settle()
  expect((await only(order)).state).toBe('issuing')
  await world.fapiao.settleAll()
  await wait(2)
  expect((await only(order)).state).toBe('issued')
  expect(sent(order.number)).toHaveLength(1)
})

test('a provider that is dead for days loses nothing', async () => {
  const order = await buy(2)
  world.fapiao.fail({ on: 'apply', kind: 'drop-before', times: 1000 })
  world.fapiao.fail({ on: 'query', kind: 'error-500', times: 1000 })
  await ask(order)
  for (let hours = 0; hours < 48; hours += 8) await wait(8 * 60)
  await refund(order, 1)
  await wait()
  expect((await only(order)).state).toBe('issuing')
  expect(sent(order.number)).toHaveLength(0)
  world.fapiao.heal()
  await wait(60)
  await provide()
  for (let round = 0; round < 3; round += 1) {
    await wait(60)
    await provide()
  }
  expect(await only(order)).toMatchObject({ state: 'issued', totalFen: 1111 })
  expect((await invoicesOf(order)).filter(({ state }) => state === 'issued')).toHaveLength(1)
})

test('a clear no waits for staff, who try again with the same number or give it up', async () => {
  const order = await buy(1)
  world.fapiao.fail({ on: 'apply', kind: 'refuse' })
  const { id } = await ask(order)
  await wait(0)
  const failed = await shop.owner.getAdminInvoice({ id })
  expect(failed).toMatchObject({ state: 'failed', note: 'TAXPAYER_RISK 纳税人状态异常' })
  expect((await shop.owner.countAdminInvoices()).trouble).toBe(1)
  await shop.owner.retryInvoice({ id })
  await wait()
  await world.fapiao.settle(failed.number, '额度不足')
  await wait()
  expect(await shop.owner.getAdminInvoice({ id })).toMatchObject({ state: 'failed', note: '额度不足' })
  await shop.owner.retryInvoice({ id })
  await wait()
  await provide()
  expect((await shop.owner.getAdminInvoice({ id })).state).toBe('issued')
  expect(sent(order.number).map((one) => one.id)).toEqual([failed.number])
  world.fapiao.fail({ on: 'reverse', kind: 'refuse' })
  await shop.owner.reverseInvoice({ id, reason: '抬头开错' })
  await wait(0)
  expect((await shop.owner.getAdminInvoice({ id })).state).toBe('reverse_failed')
  await shop.owner.retryInvoice({ id })
  await wait()
  await provide()
  // Staff reversed it for its title: the shopper asks anew.
  expect((await invoicesOf(order)).map(({ state }) => state)).toEqual(['reversed'])
  const again = await ask(order)
  await wait()
  await provide()
  expect((await shopper.client.getInvoice({ id: again.id })).state).toBe('issued')
})

test('a notification is only believed when it is signed and of now, and repeating it does nothing', async () => {
  const order = await buy(1)
  const { id } = await ask(order)
  await world.settle()
  const number = sent(order.number)[0]?.id ?? ''
  await world.fapiao.settle(number)
  expect([await world.fapiao.notify(number, 'bad-signature'), await world.fapiao.notify(number, 'stale')]).toEqual([401, 401])
  await world.settle()
  expect((await shopper.client.getInvoice({ id })).state).toBe('issuing')
  expect(await world.fapiao.notify(number)).toBe(200)
  expect(await Promise.all([1, 2, 3].map(() => world.fapiao.repeat(number)))).toEqual([200, 200, 200])
  await world.settle()
  expect((await shopper.client.getInvoice({ id })).state).toBe('issued')
  const steps = (await shop.owner.getAdminInvoice({ id })).steps.map(({ to }) => to)
  expect(steps).toEqual(['requested', 'issuing', 'issued'])
  at = later(at, { minutes: 10 })
  expect(await world.fapiao.repeat(number)).toBe(401)
})

test('an invoice over another amount than ours is not taken, and a person is told', async () => {
  const order = await buy(1)
  const { id } = await ask(order)
  await wait()
  world.fapiao.spoil(sent(order.number)[0]?.id ?? '', { total: 9999 })
  await provide()
  const kept = await shop.owner.getAdminInvoice({ id })
  expect(kept).toMatchObject({ state: 'issuing', mismatch: 'amount 9999' })
  expect((await shop.owner.listAdminInvoices({ tab: 'trouble' })).items.map((one) => one.id)).toContain(id)
  world.fapiao.spoil(sent(order.number)[0]?.id ?? '', { total: 1111 })
  await shop.owner.retryInvoice({ id })
  await world.settle()
  expect((await shopper.client.getInvoice({ id })).state).toBe('issued')
})

test('money given back for units that stay is not invoiced', async () => {
  const { order } = await issued(2)
  const by = { actor: 'staff', name: '' }
  await world.calls['order']!['giveAllowance']!({
    key: randomUUID(),
    orderId: order.id,
    lineId: order.lineId,
    amountFen: 222,
    reason: '价保',
    by,
  })
  await world.settle()
  await provide()
  await provide()
  expect(await only(order)).toMatchObject({ state: 'issued', totalFen: 2000 })
})

test('a shop says when: after receipt, and special invoices for companies only', async () => {
  await shop.owner.updateInvoiceSettings({ ...issuingSettings, after: 'receipt' })
  const order = await buy(1)
  await expect(ask(order)).rejects.toMatchObject({ code: 'invoice_not_yet' })
  await shop.owner.shipOrder({ id: order.id, requestId: randomUUID(), carrierCode: 'ZTO', trackingNumber: 'ZT1234567890' })
  await shopper.client.confirmReceipt({ id: order.id })
  const person = await shopper.client.createInvoiceTitle({ type: 'person', name: '张三丰' })
  const wish = { id: order.id, requestId: randomUUID(), titleId: person.id }
  await expect(shopper.client.askInvoice({ ...wish, kind: 'special' })).rejects.toMatchObject({ code: 'invoice_kind_refused' })
  const asked = await ask(order, { kind: 'special' })
  await wait()
  await provide()
  expect(await shopper.client.getInvoice({ id: asked.id })).toMatchObject({ state: 'issued', kind: 'special' })
  await shop.owner.updateInvoiceSettings({ ...issuingSettings, enabled: false })
  const next = await buy(1)
  await expect(ask(next)).rejects.toMatchObject({ code: 'invoice_off' })
  expect((await shopper.client.getInvoiceOffer({ id: next.id })).state).toBe('off')
  await shop.owner.updateInvoiceSettings(issuingSettings)
  await expect(other.owner.updateInvoiceSettings({ ...issuingSettings, taxCode: '' })).rejects.toMatchObject({
    code: 'invoice_settings_incomplete',
  })
  const wrong = { ...issuingSettings, seller: { ...issuingSettings.seller, taxNumber: '91350100M000100Y44' } }
  await expect(shop.owner.updateInvoiceSettings(wrong)).rejects.toMatchObject({ code: 'tax_number_invalid' })
})

test('titles: one default, the same one once, a wrong tax number refused, twenty at most', async () => {
  const one = await stranger.client.createInvoiceTitle({ type: 'person', name: '李四' })
  expect(one.isDefault).toBe(true)
  expect((await stranger.client.createInvoiceTitle({ type: 'person', name: '李四' })).id).toBe(one.id)
  await expect(stranger.client.createInvoiceTitle({ ...company, taxNumber: '91350100M000100Y44' })).rejects.toMatchObject({
    code: 'tax_number_invalid',
  })
  await Promise.all(
    [1, 2, 3, 4].map((index) => stranger.client.createInvoiceTitle({ type: 'person', name: `李${index}`, isDefault: true })),
  )
  expect((await stranger.client.listInvoiceTitles()).items.filter((title) => title.isDefault)).toHaveLength(1)
  const many = await Promise.allSettled(
    Array.from({ length: 25 }, (_, index) => stranger.client.createInvoiceTitle({ type: 'person', name: `王${index}` })),
  )
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(15)
  const { items } = await stranger.client.listInvoiceTitles()
  expect(items).toHaveLength(20)
  await stranger.client.deleteInvoiceTitle({ id: one.id })
  expect((await stranger.client.listInvoiceTitles()).items).toHaveLength(19)
  await expect(shopper.client.updateInvoiceTitle({ id: items[0]!.id, type: 'person', name: '别人' })).rejects.toMatchObject({ status: 404 })
})

test('the board finds by number and title, in pages, and shows nothing of another shop; the books are right', async () => {
  const { order } = await issued(1)
  expect((await shop.owner.listAdminInvoices({ search: order.number })).items.map((row) => row.orderId)).toEqual([order.id])
  const byTitle = await shop.owner.listAdminInvoices({ search: '买家科技', pageSize: 5 })
  expect(byTitle.items).toHaveLength(5)
  expect(byTitle.total).toBeGreaterThan(5)
  expect((await other.owner.listAdminInvoices({})).total).toBe(0)
  const page = await shopper.client.listInvoices({ limit: 3 })
  expect(page.items).toHaveLength(3)
  const next = await shopper.client.listInvoices({ limit: 3, cursor: page.nextCursor ?? '' })
  expect(next.items.map(({ id }) => id)).not.toContain(page.items[2]?.id)
  await wait()
  expect(await world.doctor()).toEqual([])
})
