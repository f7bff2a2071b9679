import { setImmediate as breathe } from 'node:timers/promises'
import type { Memory, Search } from './context.ts'
import { keep } from './kept.ts'
import { buildLexicon, type Lexicon, type Phrase } from './lexicon.ts'
import { brandCounts, lastChange, popularTitles, wordCounts } from './queries/documents.ts'
import { readWords } from './queries/words.ts'
import { pairs } from './pairs.ts'
import type { Segmenter } from './segment.ts'
import { normalise, saysNothing } from './text.ts'

const titlesAtMost = 20_000

interface State {
  lexicon: Lexicon
  synonyms: ReadonlyMap<string, readonly string[]>
  hotWords: readonly string[]
  pins: ReadonlyMap<string, readonly string[]>
}

type Sources = Pick<Search, 'db' | 'log' | 'catalog' | 'segmenter'>

/** Keeps the words of the whole index in memory. */
export function createMemory(sources: Sources): Memory {
  const state = keep<State>({
    read: () => readState(sources),
    mark: async () => JSON.stringify([await lastChange(sources.db), await readWords(sources.db)]),
    onError: (err) => sources.log.error({ err }, 'the search words could not be read again; the old ones stay in use'),
  })
  return {
    lexicon: async () => (await state.current()).lexicon,
    synonyms: async () => (await state.current()).synonyms,
    hotWords: async () => (await state.current()).hotWords,
    pins: async () => (await state.current()).pins,
    touch: state.touch,
    renew: state.renew,
    close: state.close,
  }
}

async function readState(sources: Sources): Promise<State> {
  const lists = await readWords(sources.db)
  sources.segmenter.learn([...lists.synonyms.flat(), ...lists.hotWords])
  const counts = (await wordCounts(sources.db)).filter(({ word }) => !saysNothing(word))
  const words = new Map(counts.map(({ word, products }) => [word, products]))
  const brands = await brandCounts(sources.db)
  for (const { brand, products } of brands) words.set(normalise(brand), products)
  const titles = await popularTitles(sources.db, titlesAtMost)
  const { items: categories } = await sources.catalog.categoryTree({})
  const things = await thingsAmong(
    sources.segmenter,
    counts.map(({ word }) => word),
  )
  const phrases: Phrase[] = [
    ...lists.hotWords.map((text, index): Phrase => ({ text, kind: 'query', weight: 1000 - index })),
    ...categories
      .filter(({ products }) => products > 0)
      .map(({ name, products }): Phrase => ({ text: name, kind: 'category', weight: 20 + Math.log2(1 + products) })),
    ...brands.map(({ brand, products }): Phrase => ({ text: brand, kind: 'brand', weight: 20 + Math.log2(1 + products) })),
    ...counts
      .filter(({ word }) => /\p{L}/u.test(word) && word.length > 1)
      .map(({ word, products }): Phrase => ({ text: word, kind: 'query', weight: (things.has(word) ? 10 : 2) + Math.log2(1 + products) })),
    ...pairs(titles, things),
    ...titles.map(({ title, words: parts, popularity }): Phrase => ({ text: title, kind: 'product', weight: popularity, words: parts })),
  ]
  return {
    lexicon: await buildLexicon(words, phrases),
    synonyms: synonymMap(lists.synonyms),
    pins: new Map(lists.pins.map(({ text, productIds }) => [text, productIds])),
    hotWords: lists.hotWords.length > 0 ? lists.hotWords : commonWords(counts.filter(({ word }) => things.has(word))),
  }
}

async function thingsAmong(segmenter: Segmenter, words: readonly string[]): Promise<Set<string>> {
  const things = new Set<string>()
  for (const [index, word] of words.entries()) {
    if (index % 1000 === 999) await breathe()
    if (/^[a-z]/.test(word) || segmenter.isThing(word)) things.add(word)
  }
  return things
}

function synonymMap(groups: readonly (readonly string[])[]): Map<string, string[]> {
  const map = new Map<string, string[]>()
  for (const group of groups) {
    const words = [...new Set(group.map(normalise))]
    for (const word of words) map.set(word, [...(map.get(word) ?? []), ...words.filter((other) => other !== word)])
  }
  return map
}

/** Until somebody chooses hot words, what most products are called serves. */
function commonWords(counts: readonly { word: string; products: number }[]): string[] {
  const nouns = counts.filter(({ word }) => /^\p{Script=Han}{2,5}$/u.test(word))
  return nouns
    .toSorted((a, b) => b.products - a.products || (a.word < b.word ? -1 : 1))
    .slice(0, 10)
    .map(({ word }) => word)
}
