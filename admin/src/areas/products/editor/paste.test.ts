import { expect, test } from 'vitest'
import { isSheet, paste, setCell } from './paste.ts'
import { blankSku } from './sku-matrix.ts'

const rows = [blankSku('A', ['红']), blankSku('B', ['蓝'])]

test('a piece of a sheet fills downwards and to the right of where it was pasted', () => {
  const { skus, filled, refused } = paste(rows, { row: 0, cell: 'priceFen' }, '12.5\t19.99\r\n¥1,200\t\r\n')
  expect(skus.map(({ priceFen, marketPriceFen }) => [priceFen, marketPriceFen])).toEqual([
    [1250, 1999],
    [120_000, null],
  ])
  expect([filled, refused]).toEqual([4, []])
})

test('what lies beyond the matrix is left out', () => {
  const { skus, filled } = paste(rows, { row: 1, cell: 'weightGrams' }, '500\t7\n600')
  expect(skus.map(({ weightGrams }) => weightGrams)).toEqual([0, 500])
  expect(filled).toBe(1)
})

test('a text that does not fit its column is told and leaves the cell as it was', () => {
  const { skus, refused } = paste([{ ...blankSku('A', []), priceFen: 900 }], { row: 0, cell: 'priceFen' }, 'abc\t5')
  expect(skus[0]).toMatchObject({ priceFen: 900, marketPriceFen: 500 })
  expect(refused).toEqual(['abc'])
})

test('three decimals and negative prices are no prices', () => {
  expect(setCell(blankSku('A', []), 'priceFen', '1.234')).toBeUndefined()
  expect(setCell(blankSku('A', []), 'priceFen', '-1')).toBeUndefined()
})

test('a single word is pasted as usual', () => {
  expect(isSheet('12.50\n')).toBe(false)
  expect(isSheet('12.50\t3')).toBe(true)
})
