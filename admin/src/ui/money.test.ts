import { expect, test } from 'vitest'
import { fenOf, plainYuan, shortYuan, yuan } from './money.tsx'

test('an amount shows every fen', () => {
  expect([yuan(0), yuan(5), yuan(123_456_789), yuan(-1050)]).toEqual(['¥0.00', '¥0.05', '¥1,234,567.89', '−¥10.50'])
})

test('what is typed becomes exactly its fen', () => {
  expect([fenOf('19.99'), fenOf('0.1'), fenOf(' ¥1,234.5 '), fenOf('8')]).toEqual([1999, 10, 123_450, 800])
})

test('what is no amount is refused', () => {
  expect(['', 'a', '1.234', '-1', '1e3', '1.'].map(fenOf)).toEqual(Array(6).fill(undefined))
})

test('a form shows an amount so that it reads back the same', () => {
  for (const fen of [0, 1, 10, 99, 100, 1999, 123_400]) expect(fenOf(plainYuan(fen))).toBe(fen)
})

test('an axis is labelled in the unit of its language', () => {
  expect([shortYuan(3_200_000, 'zh-CN'), shortYuan(3_200_000, 'en'), shortYuan(99_900, 'zh-CN')]).toEqual(['¥3.2万', '¥32k', '¥999'])
})
