import type { Db } from '../../kernel/db.ts'
import type { FlashSaleDb } from './db.ts'
import { addTally } from './queries/numbers.ts'

export interface Counts {
  attempts: number
  admitted: number
  refused: number
}

/** Counts in memory who asks to be let in; written down every few seconds, not for each of them. */
export interface Tally {
  count: (sessionId: string, outcome: 'admitted' | 'refused' | 'waiting') => void
  /** Writes what has come together; gives of how many sessions. */
  flush: (db: Db<FlashSaleDb>) => Promise<number>
}

export function createTally(): Tally {
  let counts = new Map<string, Counts>()
  return {
    count: (sessionId, outcome) => {
      const one = counts.get(sessionId) ?? { attempts: 0, admitted: 0, refused: 0 }
      one.attempts += 1
      if (outcome !== 'waiting') one[outcome] += 1
      counts.set(sessionId, one)
    },
    flush: async (db) => {
      const taken = [...counts]
      counts = new Map()
      for (const [sessionId, one] of taken) await addTally(db, sessionId, one)
      return taken.length
    },
  }
}
