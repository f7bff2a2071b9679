import type { Db } from '../../kernel/db.ts'
import type { Files } from '../../kernel/files.ts'
import type { MediaDb } from './db.ts'

export interface Media {
  db: Db<MediaDb>
  now: () => Date
  newId: () => string
  files: Files
}

/** Whose picture it is: a shop's, a shopper's, or (both null) the mall's own. */
export interface Owner {
  shopId: string | null
  shopperId: string | null
}
