import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    // Who leads for the same shop already keeps both points: the other is looked after by staff.
    { table: 'community.leader', once: ['shop_id'] },
    { table: 'community.used', once: ['item_id'], twice: { most: 'add', used: 'add' } },
    { table: 'community.place' },
  ],
}
