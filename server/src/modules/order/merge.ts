import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    { table: 'order.checkout' },
    // One that is being placed at this moment ends under the name it began with, and goes over later.
    { table: 'order.placement', once: ['request_id'], unless: (row) => `${row}.checkout_id is null` },
    { table: 'order.order' },
    { table: 'order.friend_link' },
    { table: 'order.bank_transfer' },
    { table: 'order.promise', once: ['request_id'] },
  ],
}
