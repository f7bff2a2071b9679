import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escaped, pair, parts, plain, priceFen, time, timeText } from './values.ts'

test('a list of any texts is read back as it was written', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((one) => one.trim() === one && one !== '' && !one.includes('\r'))
  fc.assert(
    fc.property(fc.array(text), text, text, (items, name, value) => {
      expect(parts(items.map(escaped).join('; ')).map(plain)).toEqual(items)
      expect(pair(`${escaped(name)}=${escaped(value)}`)).toEqual([name, value])
    }),
  )
})

test('every price of whole fen is read exactly, however a spreadsheet writes it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_00 }), (fen) => {
      expect(priceFen(String(fen / 100))).toEqual({ ok: true, value: fen })
      expect(priceFen((fen / 100).toFixed(2))).toEqual({ ok: true, value: fen })
      expect(priceFen(`¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`)).toEqual({ ok: true, value: fen })
    }),
  )
})

test('what formulas make of a price is still that price, and parts of a fen are refused', () => {
  expect(priceFen('32.900000000000006')).toEqual({ ok: true, value: 3290 })
  expect(priceFen('19.899999999999999')).toEqual({ ok: true, value: 1990 })
  expect(priceFen('1.999')).toEqual({ ok: false, code: 'price_too_fine' })
  for (const wrong of ['', '-1', '1e3', '１２', 'abc', '.5']) expect(priceFen(wrong)).toMatchObject({ ok: false })
})

test('times are times in China, and days that do not exist are refused', () => {
  expect(time('2026-12-01 10:00')).toEqual({ ok: true, value: '2026-12-01T02:00:00.000Z' })
  expect(time('2026年2月28日')).toEqual({ ok: true, value: '2026-02-27T16:00:00.000Z' })
  for (const wrong of ['2026-02-30', '2026-13-01', '明天', '2026-01-01 24:00']) expect(time(wrong)).toMatchObject({ ok: false })
  expect(timeText('2026-12-01T02:00:00.000Z')).toBe('2026-12-01 10:00:00')
})
