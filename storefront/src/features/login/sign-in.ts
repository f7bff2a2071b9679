import type { ShopperSession } from '@puzi/shop-client'
import { queryClient } from '@/api/query'
import { mergeGuestCart } from '@/features/cart/merge'
import { tellSeller } from '@/features/distribution/seller'
import { claimVisits } from '@/features/share/visitor'
import { showError } from '@/kit/overlays-store'
import { useSession } from '@/stores/session'

/** Keeps the session and hands the guest's cart to the account; what was cached for a guest is read anew. */
export async function signIn(session: ShopperSession): Promise<void> {
  useSession.setState({ token: session.token, shopper: session.shopper })
  // By whose share they came is told beside; nothing waits for it.
  void claimVisits().catch(showError)
  try {
    await mergeGuestCart()
  } catch (error) {
    // Signing in has worked; the lines stay on the device and are handed over at the next start.
    showError(error)
  }
  void tellSeller().catch(showError)
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) =>
      [
        'coupons',
        'orders',
        'addresses',
        'cart',
        'checkout',
        'quote',
        'stock-watch',
        'inbox',
        'invoices',
        'invoice-titles',
        'distribution',
        'points-mall',
        'member-cards',
      ].includes(String(queryKey[0])),
  })
}
