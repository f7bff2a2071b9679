import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    { table: 'invoice.title', flag: 'is_default' },
    { table: 'invoice.invoice', once: ['request_id'], among: (row) => `${row}.request_id is not null` },
    { table: 'invoice.wish', once: ['request_id'] },
  ],
}
