import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { shortNumber } from '../../kernel/ids.ts'
import { amountsFor } from './basis.ts'
import { type Invoices, shopperMover } from './context.ts'
import type { invoiceCalls } from './contract.ts'
import { insertInvoice, insertStep } from './queries/invoices.ts'
import { insertTitle, lockTitles, titleOf, titlesOf } from './queries/titles.ts'
import { placeOf } from './ask.ts'
import { settingsOf } from './settings.ts'
import { checkedTitle } from './titles.ts'

type Seed = z.output<typeof invoiceCalls.seed.input>

/** Titles and requests of past orders; twice is once. What is to be issued is sent off by itself. */
export async function seed(invoices: Invoices, { titles, requests }: Seed): Promise<{ ok: true }> {
  for (const { id, shopperId, title, at } of titles) {
    await inTx(invoices.db, async (tx) => {
      await lockTitles(tx, shopperId)
      const isDefault = title.isDefault && !(await titlesOf(tx, shopperId)).some((one) => one.isDefault)
      await insertTitle(tx, { id, shopperId, at: new Date(at) }, { ...checkedTitle(title), isDefault })
    })
  }
  for (const request of requests) await seedRequest(invoices, request)
  return { ok: true }
}

async function seedRequest(invoices: Invoices, request: Seed['requests'][number]): Promise<void> {
  const order = (await invoices.order.refundable({ orderIds: [request.orderId] })).items[0]
  if (!order) return
  const {
    id: _id,
    isDefault: _default,
    ...title
  } = (await titleOf(invoices.db, order.shopperId, request.titleId)) ?? { id: '', isDefault: false }
  const amounts = await amountsFor(invoices, order, await settingsOf(invoices, order.shopId))
  if (!('name' in title) || amounts.totalFen === 0) return
  const at = invoices.now()
  const id = invoices.newId()
  const { kind, email, issue: automatic } = request
  await inTx(invoices.db, async (tx) => {
    const fresh = await insertInvoice(tx, {
      ...placeOf(order),
      id,
      requestId: `seed-${order.id}`,
      kind,
      title,
      email,
      amounts,
      at,
      replacesId: null,
      number: `F${shortNumber(at)}`,
      automatic,
    })
    if (fresh) await insertStep(tx, { id: invoices.newId(), invoiceId: id, from: null, to: 'requested', at, by: shopperMover, reason: '' })
  })
}
