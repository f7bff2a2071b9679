import type { Merging } from '../../kernel/merge.ts'
import { ageLinks, dropOwnTouches } from './queries/links.ts'

/** What goes over when two accounts turn out to be of one person. What was decided by then stays decided. */
export const merging: Merging = {
  owned: [
    { table: 'share.link', column: 'sharer_id' },
    { table: 'share.touch', once: ['link_id'], twice: { first_at: 'least', at: 'greatest', joined: 'or' } },
    { table: 'share.device', once: ['visitor', 'address'], twice: { at: 'greatest' } },
    { table: 'share.used', once: ['campaign_id', 'span'], twice: { most: 'add', used: 'add' } },
    { table: 'share.sale' },
    { table: 'share.referral', column: 'inviter_id' },
    { table: 'share.referral', column: 'invitee_id', once: ['campaign_id'], among: (row) => `${row}.link_id is not null` },
    { table: 'share.friend', column: 'friend_id', once: ['referral_id'] },
    { table: 'share.payout' },
  ],
  before: ageLinks,
  // Nobody comes by a share of their own.
  after: (tx, { into }) => dropOwnTouches(tx, into),
}
