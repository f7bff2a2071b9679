import { expect, test } from 'vitest'
import { readLines } from './choices'

test('lines are read from the address of the page', () => {
  expect(readLines('a-1:2,b-2:1')).toEqual([
    { skuId: 'a-1', quantity: 2 },
    { skuId: 'b-2', quantity: 1 },
  ])
})

test('lines that make no sense are left out', () => {
  expect(readLines('a:0,b:-1,c:1.5,:3,d,e:x')).toEqual([])
})
