import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [{ table: 'inventory.subscription', once: ['sku_id'], among: (row) => `${row}.told_at is null`, twice: 'goes' }],
}
