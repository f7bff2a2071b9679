import { expect, test } from 'vitest'
import { pathOf, treeOf } from './category-tree.ts'

const category = (id: string, parentId: string | null, sort = 0) => ({
  id,
  parentId,
  name: id,
  picture: null,
  sort,
  products: 0,
  attributes: [],
})

test('siblings stand in their order, each below its parent', () => {
  const tree = treeOf([category('b', null, 20), category('a1', 'a'), category('a', null, 10)])
  expect(tree.map(({ id, children }) => [id, children.map((child) => child.id)])).toEqual([
    ['a', ['a1']],
    ['b', []],
  ])
})

test('a category whose parent is unknown is not lost', () => {
  expect(treeOf([category('x', 'gone')]).map(({ id }) => id)).toEqual(['x'])
})

test('a path names all above', () => {
  expect(pathOf([category('生鲜', null), category('水果', '生鲜')], '水果')).toBe('生鲜 / 水果')
})
