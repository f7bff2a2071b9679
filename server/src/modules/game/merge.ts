import type { Merging } from '../../kernel/merge.ts'
import { makeOne } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person: draws, chances and votes, and how often they have played. */
export const merging: Merging = {
  before: makeOne,
  owned: [
    { table: 'game.person', once: ['game_id'], twice: { extra: 'add', drawn: 'add', most: 'add' } },
    { table: 'game.day', once: ['game_id', 'day'], twice: { free: 'add', drawn: 'add', most: 'add', shared: 'add' } },
    { table: 'game.old_code' },
    { table: 'game.chance' },
    { table: 'game.draw' },
    { table: 'game.vote' },
  ],
}
