import { expect, test } from 'vitest'
import { linesToShip, shippable } from './ship-lines.ts'

const lines = [
  { id: 'a', quantity: 3, shipped: 1 },
  { id: 'b', quantity: 1, shipped: 1 },
]

test('what is shipped already is not offered again', () => {
  expect(shippable(lines)).toEqual([{ id: 'a', quantity: 3, shipped: 1, left: 2 }])
})

test('never more goes into a parcel than is left, and no line without pieces', () => {
  expect(
    linesToShip(
      [
        { id: 'a', left: 2 },
        { id: 'c', left: 1 },
      ],
      { a: 9, c: 0 },
    ),
  ).toEqual([{ orderLineId: 'a', quantity: 2 }])
})
