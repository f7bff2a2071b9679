import { expect, test } from 'vitest'
import { pageParams, queryOf, readLink, shortAddress } from './links'

test('every kind of link that staff may type leads to its page', () => {
  expect(readLink('product:7')).toEqual({ name: 'product', params: { id: '7' } })
  expect(readLink('category:9')).toEqual({ name: 'results', params: { categoryId: '9' } })
  expect(readLink('search:苹果')).toEqual({ name: 'results', params: { text: '苹果' } })
  expect(readLink('coupons')).toEqual({ name: 'couponCentre', params: {} })
})

test('the short address of a page leads back to it with its parameters', () => {
  expect(readLink(shortAddress('checkout', { lines: 'a-b:2,c:1' }))).toEqual({ name: 'checkout', params: { lines: 'a-b:2,c:1' } })
})

test('a link that leads out of the shop leads nowhere', () => {
  expect(readLink('https://elsewhere.example/')).toBeUndefined()
  expect(readLink('//elsewhere.example')).toBeUndefined()
  expect(readLink('')).toBeUndefined()
})

test('empty parameters are left out of an address', () => {
  expect(queryOf({ a: '', b: undefined, c: 0 })).toBe('?c=0')
  expect(queryOf({})).toBe('')
})

test('a lone percent sign in a parameter does not break the page', () => {
  expect(pageParams({ text: '100%', title: '%E8%8B%B9' })).toEqual({ text: '100%', title: '苹' })
})

test('a scene of a poster says who sells and what the page is about', () => {
  expect(pageParams({ scene: encodeURIComponent('d=Ab3dE6g8AZrDKhdXcZGPIJzYzWjAHg') })).toEqual({
    scene: 'd=Ab3dE6g8AZrDKhdXcZGPIJzYzWjAHg',
    d: 'Ab3dE6g8',
    id: '019ac32a-1757-7191-8f20-9cd8cd68c01e',
  })
  expect(pageParams({ scene: '1047' })).toEqual({ scene: '1047' })
})
