import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    { table: 'gift_card.card', column: 'owner_id' },
    { table: 'gift_card.card', column: 'redeemed_by' },
    { table: 'gift_card.purchase', once: ['request_id'] },
    { table: 'gift_card.gift', column: 'from_id' },
    { table: 'gift_card.gift', column: 'claimed_by' },
    { table: 'gift_card.guess', once: [], twice: { tries: 'greatest', locked_until: 'greatest' } },
  ],
}
