import type { Db } from '../../kernel/db.ts'
import type { PointsDb } from './db.ts'

export interface Points {
  db: Db<PointsDb>
  now: () => Date
}

export const ledger = { schema: 'points' } as const
export const POINTS = 'points'
