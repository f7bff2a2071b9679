import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { fillSheet } from '../server/test/fill-sheet.ts'
import { findGoods } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { buy, regular } from './shopper.ts'
import { signIn } from './staff.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

test('orders are shipped by spreadsheet: a bad row is named with its reason and stays, the good one leaves, and again ships nothing twice', async ({
  phone,
  desk,
}) => {
  const me = await regular(phone, '19800000073')
  const { sku, shopName } = await findGoods('衬衫')
  const [good, bad] = [await buy(phone, sku.id), await buy(phone, sku.id)]
  const numberOf = async (id: string) => (await me.getOrder({ id })).number
  const [goodNumber, badNumber] = [await numberOf(good), await numberOf(bad)]

  await signIn(desk, 'warehouse@demo', shopName)
  await desk.goto('/admin/ship-sheet')
  const template = await download(desk)
  await upload(
    desk,
    await fillSheet(template, { [goodNumber]: ['中通快递', 'ZT760000000731'], [badNumber]: ['没有这家快递', 'ZT760000000732'] }),
  )
  const report = seen(desk, 'ship-report')
  await report.getByText('已发货 1 行，此前已发货 0 行，未发货 1 行').waitFor()
  await report.locator('tbody tr').filter({ hasText: badNumber }).filter({ hasText: '没有这家快递公司' }).waitFor()
  expect((await me.getOrder({ id: good })).state).toBe('shipped')
  expect((await me.getOrder({ id: bad })).state).toBe('paid')

  await upload(
    desk,
    await fillSheet(template, { [goodNumber]: ['中通快递', 'ZT760000000731'], [badNumber]: ['中通快递', 'ZT760000000732'] }),
  )
  await report.getByText('已发货 1 行，此前已发货 1 行，未发货 0 行').waitFor()
  await phone.goto(`/order?id=${bad}`)
  await seen(phone, 'order-state').filter({ hasText: '待收货' }).waitFor()
  expect((await me.getOrder({ id: good })).parcels).toHaveLength(1)
})

async function download(desk: Page): Promise<Buffer> {
  const arrives = desk.waitForEvent('download')
  await seen(desk, 'download').click()
  return readFile(await (await arrives).path())
}

async function upload(desk: Page, buffer: Buffer): Promise<void> {
  await desk.locator('input[type=file]').setInputFiles({ name: '发货.xlsx', mimeType: XLSX, buffer })
}
