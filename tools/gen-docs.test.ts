import { expect, test } from 'vitest'
import { between, transitionTable } from './gen-docs.ts'

test('every move of an order is a row of the table', () => {
  const table = transitionTable([{ from: 'paid', to: 'shipped', by: ['staff'], when: 'all pieces left' }])
  expect(table.split('\n').at(-1)).toBe('| paid | shipped | staff | all pieces left |')
})

test('only what stands between the marks is drawn anew, and a page without marks is a fault', () => {
  expect(between('a\n<!-- x: by us -->\nold\n<!-- /x -->\nb', 'x', 'new')).toBe('a\n<!-- x: by us -->\nnew\n<!-- /x -->\nb')
  expect(() => between('a', 'x', 'new')).toThrow('no place')
})
