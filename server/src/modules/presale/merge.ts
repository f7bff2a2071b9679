import type { Merging } from '../../kernel/merge.ts'
import { makeWay } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person: deposits in any state, orders, and what they count against the limit per person. */
export const merging: Merging = {
  before: makeWay,
  owned: [
    { table: 'presale.person', once: ['campaign_id'], twice: { most: 'add', used: 'add' } },
    { table: 'presale.deposit' },
    { table: 'presale.place' },
  ],
}
