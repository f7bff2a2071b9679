import { expect, test } from 'vitest'
import { setLanguage, t } from '.'
import { en } from './en'
import { zh } from './zh-CN'

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('both languages have the same texts', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
})

test('a text fills in nothing that the other language does not know', () => {
  // English counts large sales in thousands, Chinese in ten thousands: that text is given both.
  const keys = (Object.keys(zh) as (keyof typeof zh)[]).filter((key) => key !== 'product.soldMany')
  expect(keys.filter((key) => names(en[key]).join() !== names(zh[key]).join())).toEqual([])
})

test('the language can be changed, and names in braces are filled in', () => {
  setLanguage('en')
  expect(t('cart.checkout', { count: 3 })).toBe('Checkout (3)')
  setLanguage('zh-CN')
  expect(t('cart.checkout', { count: 3 })).toBe('结算 (3)')
})
