import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    { table: 'after_sales.request', once: ['request_key'] },
    { table: 'after_sales.price_protection' },
    { table: 'after_sales.complaint', once: ['request_key'] },
  ],
}
