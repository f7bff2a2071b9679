import type { SlipLine } from '../../gateways/cloud-printer.ts'

/** Narrow characters on a line of the paper. */
export const columnsOf = (width: number): number => (width === 80 ? 48 : 32)

/** A printer draws whatever is not ASCII two columns wide. */
export const wide = (text: string): number => [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x7f ? 2 : 1), 0)

/** Text in lines that fit; line breaks of the text stay. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split(/\r?\n/)) {
    let line = ''
    for (const char of paragraph) {
      if (wide(line) + wide(char) > columns) {
        lines.push(line)
        line = ''
      }
      line += char
    }
    lines.push(line)
  }
  return lines
}

/** Left and right on one line, or on two when they do not fit. */
export function apart(left: string, right: string, columns: number): string[] {
  const room = columns - wide(left) - wide(right)
  if (room >= 1) return [`${left}${' '.repeat(room)}${right}`]
  return [...wrap(left, columns), `${' '.repeat(Math.max(0, columns - wide(right)))}${right}`]
}

export const rule = (columns: number): SlipLine => ({ text: '-'.repeat(columns) })

/** No cloud takes more for one slip (5000 bytes, with its markup). */
const mostBytes = 4200
const bytesOf = (line: SlipLine): number => Buffer.byteLength('qr' in line ? line.qr : line.text) + 26

/** As many slips as it takes; each says which of them it is. */
export function pagesOf(lines: readonly SlipLine[]): SlipLine[][] {
  const pages: SlipLine[][] = [[]]
  let bytes = 0
  for (const line of lines) {
    if (bytes + bytesOf(line) > mostBytes) {
      pages.push([])
      bytes = 0
    }
    pages.at(-1)?.push(line)
    bytes += bytesOf(line)
  }
  return pages.length === 1
    ? pages
    : pages.map((page, index) => [{ text: `第 ${index + 1} 张，共 ${pages.length} 张`, center: true }, ...page])
}
