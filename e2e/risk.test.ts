import { inject } from 'vitest'
import { staff } from './api.ts'
import { expect, seen, test } from './harness.ts'
import { signInByPhone } from './shopper.ts'
import { says, signIn } from './staff.ts'

const shopName = '晨露鲜生'

test('a second account on one device solves a puzzle and is signed in', async ({ phone }) => {
  const owner = await staff(shopName)
  const rule = { name: '一台设备一个账号', kinds: ['login' as const], measure: 'concentration' as const, dimension: 'device' as const }
  const { id } = await owner.createRiskRule({ ...rule, most: 1, windowMinutes: 60, score: 10, action: 'challenge', enabled: true })
  try {
    await phone.goto('/login')
    await seen(phone, 'phone').waitFor()
    const device = await phone.evaluate(() => localStorage.getItem('puzi-device') ?? '')
    expect(device).not.toBe('')
    const first = await phone.request.post(`${inject('shopUrl')}/api/shop/login/phone`, {
      headers: { 'x-device': /[\w-]{8,64}/.exec(device)?.[0] ?? '' },
      data: { phone: '19800000091', code: '000000' },
    })
    expect(first.status()).toBe(409) // the code is wrong, and the attempt counts
    const signedIn = signInByPhone(phone, '19800000092')
    await seen(phone, 'challenge').waitFor()
    const hint = await seen(phone, 'challenge').getByText('演示环境').textContent()
    await seen(phone, 'challenge-answer').fill(/\d{4}/.exec(hint ?? '')?.[0] ?? '')
    await seen(phone, 'challenge-ok').click()
    await signedIn
    await seen(phone, 'nav-home').waitFor()
  } finally {
    await owner.deleteRiskRule({ id })
  }
})

test('an order that is held is passed by staff, who try a rule on the past before', async ({ desk }) => {
  await signIn(desk, 'owner@demo', shopName)
  await desk.goto('/admin/risk/rules')
  await seen(desk, 'risk-rule-edit').first().click()
  await seen(desk, 'risk-try-run').click()
  await seen(desk, 'risk-tried').waitFor()
  await desk.goto('/admin/risk/reviews')
  const held = seen(desk, 'risk-reviews').getByRole('row').filter({ hasText: '频繁下单' })
  await held.getByTestId('risk-pass').click()
  await seen(desk, 'risk-note').fill('电话核实，是公司采购')
  await seen(desk, 'risk-decide').click()
  await says(desk, '已保存')
  await expect.poll(() => held.count()).toBe(0)
})
