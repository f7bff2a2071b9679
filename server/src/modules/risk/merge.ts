import type { Merging } from '../../kernel/merge.ts'
import { takeOver } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person: rules then count them as one, and a list that names one names the other. */
export const merging: Merging = {
  owned: [{ table: 'risk.fact' }, { table: 'risk.hit' }, { table: 'risk.review' }],
  before: takeOver,
}
