import { expect, test } from 'vitest'
import { readUrl, writeUrl } from './use-url-state.ts'

const defaults = { search: '', sort: 'updated', page: '1' }

test('what the address does not say is the default', () => {
  expect(readUrl(new URLSearchParams('sort=sold'), defaults)).toEqual({ search: '', sort: 'sold', page: '1' })
})

test('a new filter goes back to the first page', () => {
  expect(String(writeUrl(new URLSearchParams('page=7&sort=sold'), defaults, { search: '苹果' }))).toBe(
    String(new URLSearchParams({ sort: 'sold', search: '苹果' })),
  )
})

test('another page keeps the filters', () => {
  expect(String(writeUrl(new URLSearchParams('sort=sold'), defaults, { page: '3' }))).toBe('sort=sold&page=3')
})

test('a value equal to its default leaves the address', () => {
  expect(String(writeUrl(new URLSearchParams('sort=sold&search=a'), defaults, { sort: 'updated', search: '' }))).toBe('')
})
