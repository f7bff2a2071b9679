import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { mediaCalls } from '../media/contract.ts'
import type { Category, ProductCard } from './contract.ts'
import type { z } from 'zod'
import type { CatalogDb } from './db.ts'
import type { Shelf } from '../../kernel/cache.ts'

export interface Catalog {
  db: Db<CatalogDb>
  now: () => Date
  newId: () => string
  media: Interface<typeof mediaCalls>
  hot: Hot
}

/** JSON ready to be sent, and what names exactly this content. */
export interface Ready {
  bytes: Buffer
  etag: string
}
/** A card as it is and as it is written in a list. */
export interface ReadyCard {
  card: ProductCard
  json: string
}

/** What is read far more often than it changes, kept in memory for seconds. Nothing here is the truth. */
export interface Hot {
  /** By product. */
  details: Shelf<Ready>
  /** By product; only what is on sale. */
  cards: Shelf<ReadyCard>
  /** Ids in order of the endless list of what sells well, by shop or `all`. */
  best: Shelf<readonly string[]>
  /** Pages of the endless list, by question. */
  lists: Shelf<Ready>
  /** The category tree with counts, under one key. */
  tree: Shelf<{ items: z.output<typeof Category>[]; ready: Ready }>
}
