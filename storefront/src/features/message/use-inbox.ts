import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useSignedIn } from '@/stores/session'

export const INBOX = ['inbox'] as const

/** How many messages the shopper has not read yet. */
export function useUnread() {
  const signedIn = useSignedIn()
  return useQuery({ queryKey: [...INBOX, 'unread'], queryFn: () => shop.countInbox(), enabled: signedIn, staleTime: 10_000 })
}
