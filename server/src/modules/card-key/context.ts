import type { Interface } from '../../kernel/contract.ts'
import type { Db } from '../../kernel/db.ts'
import type { Vault } from '../../kernel/vault.ts'
import type { catalogCalls } from '../catalog/contract.ts'
import type { CardKeyDb } from './db.ts'

export interface CardKeys {
  db: Db<CardKeyDb>
  now: () => Date
  newId: () => string
  vault: Vault
  catalog: Interface<typeof catalogCalls>
}
