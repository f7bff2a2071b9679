import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSubscriptions } from '../../gateways/wechat-open/testing/subscribe.ts'
import { fitField, isFieldKey } from './fields.ts'

test.each([
  ['thing1', '手冲咖啡壶 一人份 白色 带滤纸四十张 送量勺', '手冲咖啡壶 一人份 白色 带滤纸四十张…'],
  ['thing1', '短', '短'],
  ['phrase3', '已发货', '已发货'],
  ['phrase3', '已由中通快递发出', '已由中通快'],
  ['phrase3', 'shipped', null],
  ['character_string1', '订单 20261127-0001', '20261127-0001'],
  ['character_string1', '中文', null],
  ['amount2', '¥1,280.00', '¥1280.00'],
  ['amount2', '面议', null],
  ['date2', '2026-11-28 20:00', '2026-11-28 20:00'],
  ['date2', '2026年11月28日', '2026年11月28日'],
  ['date2', '明天', null],
  ['time1', '15:01', '15:01'],
  ['number1', '共 3 件', '3'],
  ['name1', '欧阳张三李四王五赵六钱', '欧阳张三李四王五赵六'],
  ['name1', 'Somebody with a long name', 'Somebody with a long'],
  ['car_number1', '浙A12345678', '浙A123456'],
])('%s takes “%s” as %s', (key, text, fitted) => {
  expect(fitField(key, text)).toBe(fitted)
})

test('only kinds that the platform has are fields', () => {
  expect(['thing1', 'phone_number2', 'character_string12'].every(isFieldKey)).toBe(true)
  expect(['thing', 'keyword1', 'Thing1', '1'].some(isFieldKey)).toBe(false)
})

test('whatever is let through, the platform takes: it judges by rules of its own', () => {
  const platform = createSubscriptions()
  const openId = `o${'x'.repeat(27)}`
  const places = { number: 'character_string1', goods: 'thing2', amount: 'amount3' }
  fc.assert(
    fc.property(
      fc.record({ number: fc.string({ unit: 'grapheme' }), goods: fc.string({ unit: 'grapheme' }), amount: fc.string() }),
      (given) => {
        const fitted = (['number', 'goods', 'amount'] as const).map((name) => [places[name], fitField(places[name], given[name])] as const)
        if (fitted.some(([, value]) => value === null)) return
        platform.allow(openId, 'SIM_ORDER_PAID')
        const data = Object.fromEntries(fitted.map(([key, value]) => [key, { value }]))
        const reply = platform.handle({ touser: openId, template_id: 'SIM_ORDER_PAID', data })
        expect('body' in reply && JSON.parse(String(reply.body))).toMatchObject({ errcode: 0 })
      },
    ),
  )
})
