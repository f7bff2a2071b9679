import type { SlipLine } from '../cloud-printer.ts'

/** Signs of the markup become their wide twins, so that nobody's note prints as a heading or cuts the paper. What the device cannot print is a box. */
const plain = (text: string): string =>
  text
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    // Their character set has the wide sign only.
    .replaceAll('¥', '￥')
    .replaceAll(/[\p{Cc}\u{FE0F}\u{200D}]/gu, '')
    .replaceAll(/[\u{10000}-\u{10FFFF}]/gu, '□')

function tagged(line: SlipLine): string {
  if ('qr' in line) return `<QR>${plain(line.qr)}</QR>`
  const text = plain(line.text)
  if (line.size === 'big') return line.center ? `<CB>${text}</CB><BR>` : `<B>${text}</B><BR>`
  const strong = line.bold ? `<BOLD>${text}</BOLD>` : text
  return line.center ? `<C>${strong}</C><BR>` : `${strong}<BR>`
}

/** A slip in the maker's markup. */
export const contentOf = (lines: readonly SlipLine[]): string => `${lines.map(tagged).join('')}<CUT>`
