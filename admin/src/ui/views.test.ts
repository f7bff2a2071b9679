import { expect, test } from 'vitest'
import { keepView, readViews } from './views.ts'

test('a view keeps the filters and not the page', () => {
  expect(keepView([], ' 待发货 ', new URLSearchParams('tab=to_ship&page=3'))).toEqual([{ name: '待发货', query: 'tab=to_ship' }])
})

test('a view of the same name is replaced', () => {
  const views = [{ name: 'a', query: 'x=1' }]
  expect(keepView(views, 'a', new URLSearchParams('x=2'))).toEqual([{ name: 'a', query: 'x=2' }])
})

test('what was stored comes back, and what is no view is left out', () => {
  expect(readViews(JSON.stringify([{ name: 'a', query: 'x=1' }, 7]))).toEqual([{ name: 'a', query: 'x=1' }])
  expect(readViews(null)).toEqual([])
})
