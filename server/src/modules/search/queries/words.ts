import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { SearchDb } from '../db.ts'

export interface WordLists {
  synonyms: string[][]
  hotWords: string[]
  pins: { text: string; productIds: string[] }[]
}

export async function readWords(db: Db<SearchDb>): Promise<WordLists> {
  const groups = await db.selectFrom('search.synonym_group').select('words').orderBy('position').execute()
  const hot = await db.selectFrom('search.hot_word').select('word').orderBy('position').execute()
  const pinned = await db.selectFrom('search.pin').selectAll().orderBy('text').orderBy('position').execute()
  const pins = [...Map.groupBy(pinned, (row) => row.text)].map(([text, rows]) => ({ text, productIds: rows.map((row) => row.product_id) }))
  return { synonyms: groups.map((row) => row.words), hotWords: hot.map((row) => row.word), pins }
}

export async function replaceWords(db: Db<SearchDb>, { synonyms, hotWords, pins }: WordLists): Promise<void> {
  await db.deleteFrom('search.pin').execute()
  const pinned = pins.flatMap(({ text, productIds }) => productIds.map((product_id, position) => ({ text, position, product_id })))
  if (pinned.length > 0) await db.insertInto('search.pin').values(pinned).execute()
  await db.deleteFrom('search.synonym_group').execute()
  await db.deleteFrom('search.hot_word').execute()
  if (synonyms.length > 0)
    await db
      .insertInto('search.synonym_group')
      .values(synonyms.map((words, position) => ({ position, words })))
      .execute()
  const distinct = [...new Set(hotWords)]
  if (distinct.length > 0)
    await db
      .insertInto('search.hot_word')
      .values(distinct.map((word, position) => ({ position, word })))
      .execute()
}

export async function noteFailed(db: Db<SearchDb>, text: string, at: Date): Promise<void> {
  await db
    .insertInto('search.failed')
    .values({ text, last_at: at })
    .onConflict((conflict) => conflict.column('text').doUpdateSet({ times: sql<number>`search.failed.times + 1`, last_at: at }))
    .execute()
}

export async function failedSearches(db: Db<SearchDb>, limit: number): Promise<{ text: string; times: number; lastAt: string }[]> {
  const rows = await db.selectFrom('search.failed').selectAll().orderBy('times', 'desc').orderBy('last_at', 'desc').limit(limit).execute()
  return rows.map((row) => ({ text: row.text, times: row.times, lastAt: row.last_at.toISOString() }))
}

/** Forgets what nobody has looked for since. */
export async function forgetFailed(db: Db<SearchDb>, before: Date): Promise<void> {
  await db.deleteFrom('search.failed').where('last_at', '<', before).execute()
}
