import type { Merging } from '../../kernel/merge.ts'
import { shopsOf } from './queries/program.ts'
import { settle } from './settle.ts'

/** Terms of both follow one another from then on: no day of either is lost. */
export const merging: Merging = {
  owned: [{ table: 'member_card.term', once: ['request_id'] }],
  after: async (tx, { into }, { items, at }) => {
    if (items.length === 0) return
    for (const shopId of await shopsOf(tx, into)) await settle(tx, { shopId, shopperId: into }, at)
  },
}
