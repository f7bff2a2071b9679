import { inject } from 'vitest'
import { findGoods } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { buy, regular } from './shopper.ts'
import { says, signIn } from './staff.ts'

test('a paid order prints a receipt by itself; one that the printer refuses says so in the queue and comes out when tried again', async ({
  phone,
  desk,
}) => {
  const me = await regular(phone, '19800000072')
  const { product, sku, shopName } = await findGoods('毛衣')
  const id = await buy(phone, sku.id)
  const { number } = await me.getOrder({ id })

  await signIn(desk, 'owner@demo', shopName)
  await desk.goto(`/admin/print-jobs?search=${number}`)
  const slips = seen(desk, 'print-jobs').locator('tbody tr[data-row-key]')
  await slips.filter({ hasText: '已打印' }).filter({ hasText: '前台小票机' }).waitFor({ timeout: 60_000 })
  expect(await slips.count()).toBe(1)
  expect(await paper()).toContain(number)
  expect(await paper()).toContain(product.title.slice(0, 6))

  await printer('fail', { on: 'Open_printMsg', kind: 'refuse', times: 1000 })
  await desk.goto(`/admin/orders/${id}`)
  await seen(desk, 'order-print').click()
  await seen(desk, 'print-dialog').getByText('前台小票机').waitFor()
  await desk.getByRole('dialog').locator('.ant-btn-primary').click()
  await says(desk, '已提交打印')
  await desk.goto(`/admin/print-jobs?search=${number}`)
  const failed = slips.filter({ hasText: '失败' })
  await failed.filter({ hasText: '打印机未注册' }).waitFor({ timeout: 60_000 })
  await printer('heal')
  await failed.getByTestId('print-retry').click()
  await expect.poll(() => slips.filter({ hasText: '已打印' }).count(), { timeout: 60_000 }).toBe(2)
  expect((await paper()).split(number).length - 1, 'both came out, each once').toBe(2)
})

const cloud = (): string => `http://127.0.0.1:${inject('shopEnv')['SIM_PORT']}/feie/`

/** Everything that the printers of the demo printed, as their page shows it. */
const paper = async (): Promise<string> => (await fetch(cloud())).text()

async function printer(name: 'fail' | 'heal', body: object = {}): Promise<void> {
  const answer = await fetch(`${cloud()}_switch/${name}`, { method: 'POST', body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
}
