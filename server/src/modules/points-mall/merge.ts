import type { Merging } from '../../kernel/merge.ts'

/** What both have exchanged counts together. */
export const merging: Merging = {
  owned: [
    { table: 'points_mall.person', once: ['item_id'], twice: { most: 'add', taken: 'add' } },
    { table: 'points_mall.exchange', once: ['request_id'], among: (row) => `${row}.request_id is not null` },
  ],
}
