import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [{ table: 'flash_sale.person', once: ['item_id'], twice: { most: 'add', taken: 'add' } }, { table: 'flash_sale.place' }],
}
