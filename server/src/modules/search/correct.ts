import { type Lexicon, masks } from './lexicon.ts'
import { blurred, oneApart, syllables } from './pinyin.ts'
import { type Chunk, chunksOf } from './text.ts'

/**
 * What a question that found nothing may have meant: 汉字 that sound or look like known words, pinyin and first letters read, letters
 * with one typo. `undefined`: nothing better is known. `text` is normalised.
 */
export function corrected(lexicon: Lexicon, text: string): string | undefined {
  const chunks = chunksOf(text)
  // Pinyin is often typed with a space between syllables.
  const spelled =
    chunks.length > 1 && chunks.every(({ kind }) => kind === 'latin')
      ? readPinyin(lexicon, chunks.map((chunk) => chunk.text).join(''))
      : undefined
  if (spelled !== undefined) return spelled
  const mended = chunks.map((chunk) => mend(lexicon, chunk))
  const result = joined(mended)
  return result === joined(chunks.map((chunk) => chunk.text)) ? undefined : result
}

/** Spaces stand only where two words in letters would run together. */
export function joined(words: readonly string[]): string {
  return words
    .map((word, index) => (index > 0 && /[a-z\d]$/.test(words[index - 1] ?? '') && /^[a-z\d]/.test(word) ? ` ${word}` : word))
    .join('')
}

function mend(lexicon: Lexicon, chunk: Chunk): string {
  if (chunk.kind === 'han') return mendHan(lexicon, chunk.text)
  if (chunk.kind === 'digits' || lexicon.words.has(chunk.text)) return chunk.text
  return readPinyin(lexicon, chunk.text) ?? nearLatin(lexicon, chunk.text) ?? nearPinyin(lexicon, chunk.text) ?? chunk.text
}

const longestWord = 6
const unknownCost = 3

interface Step {
  cost: number
  text: string
}

/** The cheapest way through the characters: known words cost little, alike words more, unknown characters most. */
function mendHan(lexicon: Lexicon, run: string): string {
  const letters = [...run]
  const best: Step[] = [{ cost: 0, text: '' }]
  for (let end = 1; end <= letters.length; end += 1) {
    let cheapest: Step | undefined
    for (let length = 1; length <= Math.min(longestWord, end); length += 1) {
      const before = best[end - length]
      if (!before) continue
      const piece = letters.slice(end - length, end).join('')
      const step = passOver(lexicon, piece)
      const cost = before.cost + step.cost
      if (!cheapest || cost < cheapest.cost) cheapest = { cost, text: before.text + step.text }
    }
    best.push(cheapest ?? { cost: Infinity, text: '' })
  }
  return best.at(-1)?.text ?? run
}

function passOver(lexicon: Lexicon, piece: string): Step {
  if (lexicon.words.has(piece)) return { cost: piece.length > 1 ? 0.1 : 1, text: piece }
  const like = piece.length > 1 ? alike(lexicon, piece) : undefined
  return like ? { cost: 1.5, text: like } : { cost: unknownCost * piece.length, text: piece }
}

/** The commonest word that sounds the same and shares a character, or differs in one character of three or more. */
function alike(lexicon: Lexicon, piece: string): string | undefined {
  const shares = (word: string): boolean => word.length === piece.length && [...word].some((letter, index) => letter === piece[index])
  const sounding = (lexicon.bySound.get(blurred(syllables(piece))) ?? []).filter(shares)
  return (
    commonest(lexicon, sounding) ??
    commonest(
      lexicon,
      masks(piece).flatMap((mask) => lexicon.byMask.get(mask) ?? []),
    )
  )
}

function commonest(lexicon: Lexicon, words: readonly string[]): string | undefined {
  return words.toSorted((a, b) => (lexicon.words.get(b) ?? 0) - (lexicon.words.get(a) ?? 0))[0]
}

/** Letters as pinyin of one phrase or several, or as the first letters of one. */
function readPinyin(lexicon: Lexicon, letters: string): string | undefined {
  return (
    lexicon.byPinyin.get(letters)?.text ?? lexicon.byInitials.get(letters)?.text ?? spellOut(lexicon, letters) ?? startOf(lexicon, letters)
  )
}

const longestPinyin = 24

/** Several phrases one after another, as few as possible (`hongselianyiqun`). */
function spellOut(lexicon: Lexicon, letters: string): string | undefined {
  const best: (Step | undefined)[] = [{ cost: 0, text: '' }]
  for (let end = 1; end <= letters.length; end += 1) {
    let cheapest: Step | undefined
    for (let start = Math.max(0, end - longestPinyin); start < end - 1; start += 1) {
      const before = best[start]
      const phrase = before && lexicon.byPinyin.get(letters.slice(start, end))
      if (phrase && (!cheapest || before.cost + 1 < cheapest.cost)) cheapest = { cost: before.cost + 1, text: before.text + phrase.text }
    }
    best.push(cheapest)
  }
  return best.at(-1)?.text
}

/** The weightiest phrase whose pinyin begins so (`lianyi`). */
function startOf(lexicon: Lexicon, letters: string): string | undefined {
  if (letters.length < 4) return undefined
  let best: { text: string; weight: number } | undefined
  for (const [key, phrase] of lexicon.byPinyin) if (key.startsWith(letters) && (!best || best.weight < phrase.weight)) best = phrase
  return best?.text
}

function nearLatin(lexicon: Lexicon, letters: string): string | undefined {
  return letters.length < 4
    ? undefined
    : commonest(
        lexicon,
        lexicon.latin.filter((word) => oneApart(letters, word)),
      )
}

function nearPinyin(lexicon: Lexicon, letters: string): string | undefined {
  if (letters.length < 5) return undefined
  let best: { text: string; weight: number } | undefined
  for (const [key, phrase] of lexicon.byPinyin) if (oneApart(letters, key) && (!best || best.weight < phrase.weight)) best = phrase
  return best?.text
}
