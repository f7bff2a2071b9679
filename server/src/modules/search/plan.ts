import type { Plan, Search } from './context.ts'
import { corrected } from './correct.ts'
import { anyHit } from './queries/find.ts'
import { normalise, saysNothing } from './text.ts'
import { tsquery } from './tsquery.ts'

/** A word of a question: it, and what may stand for it. Each alternative is a list of words that must all be there. */
type Group = readonly (readonly string[])[]

/**
 * How a text is searched: as it is; else mended (homophones, pinyin, first letters, one typo); else without the words that no product
 * has; else not at all. What is found once is never made something else.
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
  return (await reduced(search, groups)) ?? { query: undefined, correctedTo: null, text: plain }
}

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

/** Without the words that no product has, if most of the question is left. */
async function reduced(search: Pick<Search, 'db'>, groups: readonly Asked[]): Promise<Plan | undefined> {
  const known: Asked[] = []
  for (const asked of groups) if (await anyHit(search.db, tsquery([asked.group]))) known.push(asked)
  const text = known.map(({ word }) => word).join(' ')
  const enough = known.length < groups.length && text.length * 2 >= groups.map(({ word }) => word).join('').length
  const query = tsquery(known.map(({ group }) => group))
  if (!enough || query === '' || !(await anyHit(search.db, query))) return undefined
  return { query, correctedTo: text, text }
}
