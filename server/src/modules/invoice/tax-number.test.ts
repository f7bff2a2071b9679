import fc from 'fast-check'
import { expect, test } from 'vitest'
import { netOf } from './amounts.ts'
import { isCreditCode, isTaxNumber, plainTaxNumber } from './tax-number.ts'

const code = '91350100M000100Y43'

test('a credit code is right with its own check sign only', () => {
  expect(isCreditCode(code)).toBe(true)
  for (const sign of '0123456789ABCDEFGHJKLMNPQRTUWXY') expect(isCreditCode(code.slice(0, 17) + sign)).toBe(sign === '3')
  for (const sign of 'IOSVZ') expect(isCreditCode(`${code.slice(0, 8)}${sign}${code.slice(9)}`)).toBe(false)
})

test('any one wrong sign, and any two neighbours the wrong way round, are found', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), fc.constantFrom(...alphabet), (at, sign) => {
      if (code.charAt(at) === sign) return
      expect(isCreditCode(code.slice(0, at) + sign + code.slice(at + 1))).toBe(false)
    }),
  )
  for (let at = 0; at < 17; at += 1) {
    const turned = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)
    if (turned !== code) expect(isCreditCode(turned)).toBe(false)
  }
})

test('old numbers that still hold are taken: 15 signs, an identity card, and one with two digits behind', () => {
  expect(plainTaxNumber(' 91350100m000100y43 ')).toBe(code)
  expect(['350100M00010043', '11010519491231002X', '11010519491231002X00', code].map(isTaxNumber)).toEqual([true, true, true, true])
  const wrong = ['', '123', '350100m00010043', '110105194912310021', '110105194912310021AA', '3501000000000000', `${code}0`]
  expect(wrong.filter((text) => isTaxNumber(text))).toEqual([])
})

test('tax is what is left of the total, and half a fen off at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000_00 }), fc.constantFrom(0, 100, 300, 600, 900, 1300), (total, rate) => {
      const net = netOf(total, rate)
      expect(Math.abs(net - total / (1 + rate / 10_000))).toBeLessThanOrEqual(0.5 + 1e-6)
      expect(rate === 0 ? total - net : Math.sign(total - net)).toBeGreaterThanOrEqual(0)
    }),
  )
  expect([netOf(11300, 1300), netOf(1, 1300), netOf(10, 1300)]).toEqual([10000, 1, 9])
})
