import type { Merging } from '../../kernel/merge.ts'
import { makeOne } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person. Who leads twice for a shop leads once from then on, and hands out at both points what was ordered. */
export const merging: Merging = {
  before: makeOne,
  owned: [
    { table: 'community.leader' },
    { table: 'community.used', once: ['item_id'], twice: { most: 'add', used: 'add' } },
    { table: 'community.place' },
  ],
}
