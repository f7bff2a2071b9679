import { emit } from '../../kernel/events.ts'
import type { Merging } from '../../kernel/merge.ts'
import { ledger } from './context.ts'
import { growthChanged } from './contract.ts'
import { noteMerged } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person. A day, a task, a year that both had stays with the first as history. */
export const merging: Merging = {
  ledger,
  before: noteMerged,
  owned: [
    { table: 'membership.book', once: [], twice: 'goes' },
    { table: 'membership.standing', once: ['shop_id'], twice: { by_staff: 'or', mark: 'greatest', since: 'least', until: 'greatest' } },
    { table: 'membership.grown_order' },
    { table: 'membership.check_in', once: ['day'], was: 'was' },
    { table: 'membership.streak_reward', once: ['days', 'day'] },
    {
      table: 'membership.card',
      once: ['key'],
      // The card of a made-up day stays where the day stays.
      unless: (row) => `exists (select 1 from membership.check_in d where d.shopper_id = ${row}.shopper_id and d.day = ${row}.used_for)`,
    },
    { table: 'membership.task_claim', once: ['task_id'], was: 'was' },
    { table: 'membership.deed', once: ['kind', 'key'] },
    { table: 'membership.birthday_gift', once: ['year'], was: 'was' },
    { table: 'membership.tag', once: ['shop_id', 'tag'], twice: 'goes' },
  ],
  after: async (tx, { into }, { items }) => {
    if (items.length > 0) await emit(tx, growthChanged, { shopperId: into, shopId: null, lost: false })
  },
}
