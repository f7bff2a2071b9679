import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    // Who has an open one in the same campaign already keeps that; the other goes over when one of them has ended.
    { table: 'bargain.bargain', once: ['campaign_id'], among: (row) => `${row}.state in ('open', 'ordered')` },
    { table: 'bargain.help', column: 'helper_id', once: ['bargain_id'] },
    { table: 'bargain.used', once: ['campaign_id', 'what', 'span'], twice: { most: 'add', used: 'add' } },
    { table: 'bargain.place' },
  ],
}
