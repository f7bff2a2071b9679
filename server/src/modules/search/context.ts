import type { z } from 'zod'
import type { Interface } from '../../kernel/contract.ts'
import type { Shelf } from '../../kernel/cache.ts'
import type { Db } from '../../kernel/db.ts'
import type { Log } from '../../kernel/log.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { Facet } from './contract.ts'
import type { SearchDb } from './db.ts'
import type { Lexicon } from './lexicon.ts'
import type { Segmenter } from './segment.ts'

export interface Search {
  db: Db<SearchDb>
  now: () => Date
  log: Log
  catalog: Interface<typeof catalogCalls>
  segmenter: Segmenter
  memory: Memory
  /** How a text is searched, by normalised text. */
  plans: Shelf<Plan>
  /** What a place holds before anything narrows it, by place. */
  places: Shelf<Place>
  /** Pages ready to be sent, by question. */
  pages: Shelf<Page>
}

export interface Place {
  total: number
  facets: z.output<typeof Facet>[]
}

export interface Page {
  json: string
  etag: string
  /** The text that found nothing at all, if it did not. */
  failed: string | undefined
}

/** What is kept in memory of the whole index. */
export interface Memory {
  /** The newest that is ready; builds the first one when there is none. */
  lexicon: () => Promise<Lexicon>
  /** Other words for a word, itself left out. */
  synonyms: () => Promise<ReadonlyMap<string, readonly string[]>>
  hotWords: () => Promise<readonly string[]>
  /** Normalised question → products that stand first. */
  pins: () => Promise<ReadonlyMap<string, readonly string[]>>
  /** Something changed: a new one is made soon, one for many changes. */
  touch: () => void
  /** Makes a new one now and waits for it. */
  renew: () => Promise<void>
  close: () => Promise<void>
}

export interface Plan {
  /** A tsquery; empty matches everything. `undefined`: nothing can be found. */
  query: string | undefined
  /** What was searched instead of the text. */
  correctedTo: string | null
  /** The text as titles are compared with it. */
  text: string
}
