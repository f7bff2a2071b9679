import type { Merging } from '../../kernel/merge.ts'
import { keepApart } from './queries/merge.ts'

/** What goes over when two accounts turn out to be of one person. What either has declined stays declined. */
export const merging: Merging = {
  before: keepApart,
  owned: [
    { table: 'messaging.note' },
    { table: 'messaging.inbox' },
    { table: 'messaging.delivery' },
    { table: 'messaging.consent' },
    { table: 'messaging.quota', once: ['channel', 'template_ref'], twice: { given: 'add', used: 'add', voided: 'add' } },
    { table: 'messaging.cap', once: ['shop_key', 'day', 'what'], twice: { most: 'add', used: 'add' } },
    {
      table: 'messaging.preference',
      once: [],
      twice: { service_push: 'least', service_sms: 'least', marketing: 'least', marketing_sms: 'least' },
    },
  ],
}
