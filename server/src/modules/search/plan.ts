import type { Plan, Search } from './context.ts'
import { corrected, joined } from './correct.ts'
import { anyHit } from './queries/find.ts'
import { normalise, saysNothing } from './text.ts'
import { tsquery } from './tsquery.ts'

/** A word of a question: it, and what may stand for it. Each alternative is a list of words that must all be there. */
type Group = readonly (readonly string[])[]

/**
 * How a text is searched: as it is; else mended (homophones, pinyin, first letters, one typo); else without the words that no product
 * has; else not at all. Words that no title has in one piece are looked for by their characters (猪肉 in 黑猪五花肉). What is found once is never made something else.
 */
export async function planOf(search: Pick<Search, 'db' | 'memory' | 'segmenter'>, text: string): Promise<Plan> {
  const plain = normalise(text)
  const groups = await groupsOf(search, plain)
  if (groups.length === 0) return { query: /[\p{L}\p{N}]/u.test(plain) || plain === '' ? '' : undefined, correctedTo: null, text: plain }
  const asIs = tsquery(groups.map(({ group }) => group))
  if (await anyHit(search.db, asIs)) return { query: asIs, correctedTo: null, text: plain }
  const mended = corrected(await search.memory.lexicon(), plain)
  if (mended !== undefined) {
    const query = tsquery((await groupsOf(search, mended)).map(({ group }) => group))
    if (query !== '' && (await anyHit(search.db, query))) return { query, correctedTo: mended, text: mended }
  }
  const loose = tsquery(groups.map(({ word, group }) => [...group, letters(word)]))
  if (await anyHit(search.db, loose)) return { query: loose, correctedTo: null, text: plain }
  return (await reduced(search, groups)) ?? { query: undefined, correctedTo: null, text: plain }
}

const letters = (word: string): string[] => (/^\p{Script=Han}{2,4}$/u.test(word) ? [...word] : [])

interface Asked {
  word: string
  group: Group
}

async function groupsOf({ memory, segmenter }: Pick<Search, 'memory' | 'segmenter'>, text: string): Promise<Asked[]> {
  const synonyms = await memory.synonyms()
  const words = [...new Set(segmenter.cut(text))]
  const telling = words.filter((word) => !saysNothing(word))
  return (telling.length > 0 ? telling : words).map((word) => ({
    word,
    // A learned word also matches titles that were cut before it was learned.
    group: [[word], segmenter.parts(word), ...(synonyms.get(word) ?? []).map((other) => segmenter.cut(other))],
  }))
}

/** Without the words that no product has, then without the first of the rest (what a thing is stands last), while half of it is left. */
async function reduced(search: Pick<Search, 'db'>, groups: readonly Asked[]): Promise<Plan | undefined> {
  const known: Asked[] = []
  for (const asked of groups) if (await anyHit(search.db, tsquery([asked.group]))) known.push(asked)
  for (let rest = known; rest.length > 0 && weightOf(rest) * 2 >= weightOf(groups); rest = rest.slice(1)) {
    const query = tsquery(rest.map(({ group }) => group))
    const text = joined(rest.map(({ word }) => word))
    if (await anyHit(search.db, query)) return { query, correctedTo: text, text }
  }
  return undefined
}

/** A word counts two, a single character or digit one. */
const weightOf = (groups: readonly Asked[]): number =>
  groups.reduce((sum, { word }) => sum + (/^\d+$/.test(word) ? 1 : Math.min(word.length, 2)), 0)
