import { expect, test } from 'vitest'
import { blankSku, combinations, matrixOf, type SkuDraft } from './sku-matrix.ts'

const sku = (id: string, options: string[], priceFen = 1000): SkuDraft => ({ ...blankSku(`C-${id}`, options), id, priceFen })
const colour = (options: string[]) => ({ name: '颜色', options })
const size = (options: string[]) => ({ name: '尺码', options })

test('without axes there is the one combination of nothing', () => {
  expect(combinations([])).toEqual([[]])
})

test('a SKU whose options still exist stays as it is when an option is added', () => {
  const red = sku('1', ['红'])
  const rows = matrixOf([colour(['红', '蓝'])], [red], 'C')
  expect(rows[0]).toBe(red)
  expect(rows[1]).toMatchObject({ options: ['蓝'], priceFen: null })
  expect(rows[1]).not.toHaveProperty('id')
})

test('a SKU that was away comes back as it was when its option comes back', () => {
  const known = [sku('1', ['红']), sku('2', ['蓝'], 2500)]
  expect(matrixOf([colour(['红'])], known, 'C').map(({ id }) => id)).toEqual(['1'])
  expect(matrixOf([colour(['红', '蓝'])], known, 'C')[1]).toBe(known[1])
})

test('a new axis keeps the prices that were typed, under codes and ids of its own', () => {
  const rows = matrixOf([colour(['红']), size(['M', 'L'])], [sku('1', ['红'], 8800)], 'C')
  expect(rows.map(({ priceFen }) => priceFen)).toEqual([8800, 8800])
  expect(rows.every((row) => row.id === undefined)).toBe(true)
  expect(new Set(rows.map(({ code }) => code)).size).toBe(2)
})

test('no two rows get the same code, whatever codes are taken', () => {
  const rows = matrixOf([colour(['红', '蓝', '绿'])], [sku('1', ['红']), { ...blankSku('C-01', ['旧']) }], 'C')
  expect(new Set([...rows.map(({ code }) => code), 'C-01']).size).toBe(4)
})
