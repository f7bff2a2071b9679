import { setImmediate as breathe } from 'node:timers/promises'
import { blurred, syllables } from './pinyin.ts'

export type SuggestionKind = 'query' | 'product' | 'category' | 'brand'

export interface Phrase {
  text: string
  kind: SuggestionKind
  /** How much it is worth among others that fit. */
  weight: number
  /** Its words, where they are known. */
  words?: readonly string[]
}

/** A key under which a phrase is found as somebody types. */
interface Entry {
  key: string
  phrase: Phrase
}

/** All words of the index, ready to be looked up by sight and by sound. Made anew as a whole when products change. */
export interface Lexicon {
  /** How many products have the word. */
  words: ReadonlyMap<string, number>
  /** Written alike but for one character (`连*裙`). */
  byMask: ReadonlyMap<string, readonly string[]>
  /** Sounds alike, blurred (`lian yi qun`). */
  bySound: ReadonlyMap<string, readonly string[]>
  /** Typed in pinyin without spaces (`lianyiqun`): the weightiest phrase. */
  byPinyin: ReadonlyMap<string, Phrase>
  /** Typed as first letters (`lyq`): the weightiest phrase. */
  byInitials: ReadonlyMap<string, Phrase>
  /** Words in letters (`iphone`). */
  latin: readonly string[]
  /** Sorted by key. */
  entries: readonly Entry[]
}

const hasHan = /\p{Script=Han}/u
const allHan = /^\p{Script=Han}+$/u

export function masks(word: string): string[] {
  const letters = [...word]
  return letters.length < 3 ? [] : letters.map((_, index) => letters.with(index, '*').join(''))
}

/** Gives way to requests now and then: with many products this takes seconds. */
export async function buildLexicon(words: ReadonlyMap<string, number>, phrases: readonly Phrase[]): Promise<Lexicon> {
  const [byMask, bySound] = [new Map<string, string[]>(), new Map<string, string[]>()]
  const [byPinyin, byInitials] = [new Map<string, Phrase>(), new Map<string, Phrase>()]
  const latin: string[] = []
  let done = 0
  for (const word of words.keys()) {
    if ((done += 1) % 500 === 0) await breathe()
    if (/^[a-z]+$/.test(word)) latin.push(word)
    if (!allHan.test(word) || word.length < 2) continue
    for (const mask of masks(word)) push(byMask, mask, word)
    push(bySound, blurred(syllables(word)), word)
  }
  const entries: Entry[] = []
  for (const phrase of phrases) {
    if ((done += 1) % 500 === 0) await breathe()
    entries.push({ key: phrase.text.toLowerCase(), phrase })
    for (const start of wordStarts(phrase)) entries.push({ key: start, phrase })
    if (!hasHan.test(phrase.text)) continue
    const sounds = (phrase.words ?? [phrase.text]).flatMap((word) => syllables(word))
    const [whole, initials] = [sounds.join(''), sounds.map((sound) => sound[0] ?? '').join('')]
    if (phrase.kind !== 'product') {
      keepBest(byPinyin, whole, phrase)
      keepBest(byInitials, initials, phrase)
    }
    entries.push({ key: whole.slice(0, 40), phrase })
    if (initials.length > 1) entries.push({ key: initials.slice(0, 20), phrase })
  }
  await breathe()
  entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return { words, byMask, bySound, byPinyin, byInitials, latin, entries }
}

/** A title is also found by what stands at the start of a later word. */
function wordStarts({ kind, words }: Phrase): string[] {
  return kind === 'product' && words
    ? words.slice(1, 9).map((_, index) =>
        words
          .slice(index + 1)
          .join('')
          .slice(0, 12),
      )
    : []
}

function push(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key)
  if (list) list.push(word)
  else map.set(key, [word])
}

function keepBest(map: Map<string, Phrase>, key: string, phrase: Phrase): void {
  const before = map.get(key)
  if (key.length > 1 && (before === undefined || before.weight < phrase.weight)) map.set(key, phrase)
}

const looksAtMost = 2000

/** What somebody who has typed this much may want, best first. */
export function complete(lexicon: Lexicon, typed: string, limit: number): { text: string; kind: SuggestionKind }[] {
  const wanted = typed.replaceAll(' ', '')
  const best = new Map<string, Phrase>()
  for (let at = lowerBound(lexicon.entries, wanted), looked = 0; looked < looksAtMost; at += 1, looked += 1) {
    const entry = lexicon.entries[at]
    if (!entry?.key.startsWith(wanted)) break
    const known = best.get(entry.phrase.text)
    if (!known || known.weight < entry.phrase.weight) best.set(entry.phrase.text, entry.phrase)
  }
  return [...best.values()]
    .sort((a, b) => b.weight - a.weight || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
    .slice(0, limit)
    .map(({ text, kind }) => ({ text, kind }))
}

function lowerBound(entries: readonly Entry[], key: string): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.key ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}
