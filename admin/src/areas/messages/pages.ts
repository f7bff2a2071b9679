import type { Page } from '../../app/pages.ts'

/** What shoppers are told, in which words, and what came of it. */
export const messagePages: readonly Page[] = [
  {
    path: '/messages',
    area: 'marketing',
    label: 'nav.messages',
    permission: 'message.read',
    load: async () => (await import('./messages-page.tsx')).MessagesPage,
  },
  {
    path: '/message-log',
    area: 'marketing',
    label: 'nav.messageLog',
    permission: 'message.read',
    load: async () => (await import('./log-page.tsx')).MessageLogPage,
  },
]
