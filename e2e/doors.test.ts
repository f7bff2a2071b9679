import { expect, inaccessible, test } from './harness.ts'

test('the storefront shows goods with prices', async ({ phone }) => {
  await phone.goto('/')
  await phone.getByText('¥').first().waitFor()
  expect(await phone.locator('img').count()).toBeGreaterThan(0)
  expect(await inaccessible(phone)).toEqual([])
})

test('the console asks who is there', async ({ desk }) => {
  await desk.goto('/admin')
  await desk.locator('input[type=password]').waitFor()
  expect(await inaccessible(desk)).toEqual([])
})

test('the API documents itself', async ({ desk }) => {
  const reply = await desk.request.get('/api/openapi/shop.json')
  expect(reply.status()).toBe(200)
  await desk.goto('/api/docs')
  await desk.getByRole('heading', { name: 'Puzi storefront API' }).waitFor()
})
