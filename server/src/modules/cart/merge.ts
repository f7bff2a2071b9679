import type { Merging } from '../../kernel/merge.ts'
import { openCart } from './queries.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  before: openCart,
  owned: [
    { table: 'cart.line', once: ['sku_id'], twice: { quantity: 'greatest', selected: 'or' } },
    { table: 'cart.merge', once: ['request_id'] },
    { table: 'cart.cart', once: [], twice: 'goes' },
  ],
}
