import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    // What both have bought counts together, also beyond the limit: the next piece is refused, none is taken away.
    { table: 'purchase_limit.used', once: ['product_id', 'span'], twice: { most: 'add', used: 'add' } },
    { table: 'purchase_limit.claim' },
  ],
}
