import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { findGoods, staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { buy, regular } from './shopper.ts'
import { signIn } from './staff.ts'

test('an invoice is asked for on the order, issued, fetched as a PDF, and reversed when the money goes back', async ({ phone, desk }) => {
  const me = await regular(phone, '19800000071')
  const { sku, shopName } = await findGoods('连衣裙')
  const admin = await staff(shopName)
  const id = await buy(phone, sku.id)
  await admin.shipOrder({ id, requestId: `e2e-${id}`, carrierCode: 'SF', trackingNumber: 'SF1400000071001' })
  const { lines } = await me.confirmReceipt({ id })

  await phone.goto(`/order?id=${id}`)
  await seen(phone, 'ask-invoice').click()
  await seen(phone, 'new-title').click()
  await seen(phone, 'title-person').click()
  await seen(phone, 'title-name').fill('林小满')
  await seen(phone, 'save-title').click()
  await seen(phone, 'pick-title').filter({ hasText: '林小满' }).waitFor()
  await seen(phone, 'submit-invoice').click()
  await seen(phone, 'invoice-state').filter({ hasText: '待开票' }).waitFor()

  await signIn(desk, 'finance@demo', shopName)
  await desk.goto(`/admin/orders/${id}`)
  await seen(desk, 'order-invoices').getByRole('button', { name: '查看' }).click()
  await seen(desk, 'invoice-issue').click()
  await desk.locator('.ant-modal-confirm .ant-btn-primary').click()
  await seen(phone, 'invoice-state').filter({ hasText: '已开票' }).waitFor()
  await seen(phone, 'open-invoice-file').waitFor()
  expect(await pdfOf(desk)).toBe('%PDF')

  const request = await me.applyAfterSales({
    id,
    requestId: `e2e-${id}`,
    kind: 'refund',
    reason: 'damaged',
    lines: lines.map((line) => ({ lineId: line.id, quantity: line.quantity })),
  })
  await admin.approveAfterSales({ id: request.id, note: '' })
  await phone.goto(`/order?id=${id}`)
  await seen(phone, 'order-invoice-state').click()
  await seen(phone, 'invoice-state').filter({ hasText: '已红冲' }).waitFor()
  await seen(phone, 'open-invoice-file').filter({ hasText: '红字' }).waitFor()
})

/** What the file begins with that the console gives. */
async function pdfOf(desk: Page): Promise<string> {
  const arrives = desk.waitForEvent('download')
  await seen(desk, 'invoice-drawer').getByTestId('download').click()
  return (await readFile(await (await arrives).path())).toString('latin1', 0, 4)
}
