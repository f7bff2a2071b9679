import { expect, test } from 'vitest'
import { toGcj02 } from './gcj02'

test('a place in the middle of Beijing moves by about half a kilometre, one abroad does not', () => {
  const { lng, lat } = toGcj02(116.404, 39.915)
  expect(lng).toBeCloseTo(116.41024, 4)
  expect(lat).toBeCloseTo(39.9164, 4)
  expect(toGcj02(2.35, 48.86)).toEqual({ lng: 2.35, lat: 48.86 })
})
