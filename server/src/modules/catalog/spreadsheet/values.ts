import type { ProblemCode } from './texts.ts'

/** What a cell's text means, or what is wrong with it. */
export type Read<T> = { ok: true; value: T } | { ok: false; code: ProblemCode }

const good = <T>(value: T): Read<T> => ({ ok: true, value })
const bad = <T>(code: ProblemCode): Read<T> => ({ ok: false, code })

const greatestFen = 100_000_000_00

/** Yuan as people write them: `32.9`, `¥1,299.00`. */
export function priceFen(text: string): Read<number> {
  const plain = text.replaceAll(/[¥￥,，\s]|元$/g, '')
  const [, whole, part = ''] = /^(\d{1,11})(?:\.(\d+))?$/.exec(plain) ?? []
  if (whole === undefined) return bad('not_a_price')
  // 19.900000000000002 is what a formula makes of 19.9.
  const exact = part.length > 6 ? String(Math.round(Number(`0.${part}`) * 1e6) / 1e6).slice(2) : part
  if (/[1-9]/.test(exact.slice(2))) return bad('price_too_fine')
  const fen = Number(whole) * 100 + Number(exact.slice(0, 2).padEnd(2, '0'))
  return fen > greatestFen ? bad('out_of_range') : good(fen)
}

export function wholeNumber(text: string, most: number): Read<number> {
  const plain = text.replaceAll(/[,，\s]/g, '')
  if (!/^\d{1,12}(\.0+)?$/.test(plain)) return bad('not_a_whole_number')
  const value = Number(plain)
  return value > most ? bad('out_of_range') : good(value)
}

export function yesNo(text: string): Read<boolean> {
  const word = text.toLowerCase()
  if (['是', 'y', 'yes', 'true', '1', '启用'].includes(word)) return good(true)
  return ['否', 'n', 'no', 'false', '0', '停用'].includes(word) ? good(false) : bad('not_yes_or_no')
}

const chinaMs = 8 * 3600_000

/** Time in China, as ISO in UTC. */
export function time(text: string): Read<string> {
  const [, y, mo, d, h = '0', mi = '0', s = '0'] =
    /^(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text) ?? []
  const parts = [y, mo, d, h, mi, s].map(Number)
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  const same =
    at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour && minute < 60
  return same ? good(new Date(at.getTime() - chinaMs).toISOString()) : bad('not_a_time')
}

export function timeText(iso: string): string {
  return new Date(Date.parse(iso) + chinaMs).toISOString().slice(0, 19).replace('T', ' ')
}

/** Parts between `;` (also `；` and line breaks); a backslash keeps the next sign as it is. */
export function parts(text: string, separators = ';；\n'): string[] {
  const found: string[] = []
  let current = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\' && at + 1 < text.length) current += sign + text[++at]
    else if (separators.includes(sign)) {
      found.push(current)
      current = ''
    } else current += sign
  }
  return [...found, current].map((part) => part.trim()).filter((part) => part !== '')
}

/** `name=value`, split at the first sign that no backslash protects; both without their backslashes. */
export function pair(text: string, signs = '=＝:：'): [string, string] | undefined {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (signs.includes(text[at] ?? '')) return [plain(text.slice(0, at)), plain(text.slice(at + 1))]
  }
  return undefined
}

export const plain = (text: string): string => text.replaceAll(/\\(.)/gs, '$1').trim()
/** So that `plain`, `parts` and `pair` read back what was written. */
export const escaped = (text: string): string => text.replaceAll(/[\\;；\n=＝:：|]/g, '\\$&')
