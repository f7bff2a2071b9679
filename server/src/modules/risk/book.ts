import type { RiskDimension, RiskPolicy, RuleInput } from './contract.ts'
import type { Risk } from './context.ts'
import { enabledRules, policyOf } from './queries/rule-rows.ts'
import { listingsNow } from './queries/listings.ts'

export type Rule = RuleInput & { id: string }
export interface Book {
  rules: readonly Rule[]
  policy: RiskPolicy
  /** `dimension key` → list. */
  listed: ReadonlyMap<string, { list: 'allow' | 'block'; note: string; until: Date | null }>
}

export const defaultPolicy: RiskPolicy = { challengeFrom: null, reviewFrom: null, blockFrom: null, keepDays: 180 }
/** Other processes notice a changed rule within so long. */
const FRESH_MS = 3000
export const MOST_LISTINGS = 10_000

export const listKey = (dimension: RiskDimension, key: string): string => `${dimension} ${key}`

/** Keeps what is asked for each act in memory, so that an act nobody has a rule for costs no query. */
export function openBook(db: Risk['db']): Risk['book'] {
  let kept: { book: Promise<Book>; at: number } | undefined
  const load = async (): Promise<Book> => {
    const [rules, policy, listings] = await Promise.all([enabledRules(db), policyOf(db), listingsNow(db, MOST_LISTINGS)])
    return {
      rules,
      policy: policy ?? defaultPolicy,
      listed: new Map(listings.map(({ dimension, key, ...one }) => [listKey(dimension, key), one])),
    }
  }
  return {
    read: () => {
      const at = performance.now()
      if (kept && at - kept.at < FRESH_MS) return kept.book
      const book = load()
      kept = { book, at }
      book.catch(() => {
        if (kept?.book === book) kept = undefined
      })
      return book
    },
    forget: () => {
      kept = undefined
    },
  }
}
