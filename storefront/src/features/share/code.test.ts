import { expect, test } from 'vitest'
import { codeIn, newCode } from './code'

test('a code fits a scene and is read from it as from a link; anything else is none', () => {
  const code = newCode()
  expect(`s=${code}`.length).toBeLessThanOrEqual(32)
  expect(codeIn({ scene: `s=${code}` })).toBe(code)
  expect(codeIn({ share: code })).toBe(code)
  expect([codeIn({}), codeIn({ scene: '1047' }), codeIn({ share: 'no code' }), codeIn({ scene: 's=short' })]).toEqual([
    null,
    null,
    null,
    null,
  ])
})
