import type { Merging } from '../../kernel/merge.ts'
import { countAgain } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    // Two seats in one group stay two seats: the second keeps its first name until the group has ended.
    { table: 'group_buy.member', once: ['group_id'], among: (row) => `${row}.state in ('held', 'joined', 'going', 'done')` },
    { table: 'group_buy.group', column: 'leader_id' },
  ],
  after: countAgain,
}
