/** A run of one kind of character in a text: 汉字, letters, or digits. */
export interface Chunk {
  kind: 'han' | 'latin' | 'digits'
  text: string
}

/** Full-width to half-width, small letters, one space for many: how texts and questions are compared. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

const runs = /(?<han>[\p{Script=Han}々〇]+)|(?<latin>[\p{L}\p{M}]+)|(?<digits>\d+(?:\.\d+)?)/gu

/** Splits a normalised text where the kind of character changes: `iphone15手机壳` is three chunks. Signs are dropped. */
export function chunksOf(text: string): Chunk[] {
  return [...text.matchAll(runs)].map(({ 0: run, groups }) => ({
    kind: groups?.['han'] ? 'han' : groups?.['latin'] ? 'latin' : 'digits',
    text: run,
  }))
}

/** Words that say nothing about a thing. */
const empty = new Set([
  '的',
  '了',
  '和',
  '与',
  '及',
  '或',
  '在',
  '是',
  '有',
  '给',
  '我',
  '想',
  '买',
  '要',
  '个',
  '款',
  '件',
  '吗',
  '呢',
  'the',
  'a',
  'of',
  'for',
  'and',
])

export const saysNothing = (word: string): boolean => empty.has(word)
