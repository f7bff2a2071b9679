import { shop } from '@/api/client'
import { queryClient } from '@/api/query'
import { linesToMerge } from '@/lib/cart-merge'
import { randomKey } from '@/lib/random-key'
import { useGuestCart } from '@/stores/guest-cart'
import { sessionToken } from '@/stores/session'

export const MY_CART = ['cart', 'mine'] as const

/**
 * Hands the guest's lines to the account. The key is kept on the device until the server has answered, so that an answer lost
 * on the way adds nothing twice.
 */
export async function mergeGuestCart(): Promise<void> {
  const { lines, mergeKey } = useGuestCart.getState()
  if (!sessionToken() || lines.length === 0) return
  const requestId = mergeKey ?? randomKey()
  useGuestCart.setState({ mergeKey: requestId })
  const cart = await shop.mergeCart({ requestId, lines: linesToMerge(lines) })
  useGuestCart.setState({ lines: [], mergeKey: null })
  queryClient.setQueryData(MY_CART, cart)
}
