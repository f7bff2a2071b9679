import { expect, test } from 'vitest'
import { readPlay, writePlay } from './play-wish'

test('a play goes through the address of the checkout and comes out as it was', () => {
  const whole = { kind: 'group-buy', campaignId: 'c-1', joinId: 'g-2', pass: 'a~b:c%20&d=' }
  expect(readPlay(writePlay(whole))).toEqual(whole)
  expect(readPlay(writePlay({ kind: 'bargain', campaignId: 'c-1' }))).toEqual({
    kind: 'bargain',
    campaignId: 'c-1',
    joinId: null,
    pass: null,
  })
  expect(readPlay('nothing')).toBeNull()
})
