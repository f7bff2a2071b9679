import type { Merging } from '../../kernel/merge.ts'
import { ledger } from './context.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = { ledger, owned: [{ table: 'redpacket.packet' }] }
