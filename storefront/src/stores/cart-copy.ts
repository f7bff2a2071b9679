import type { Cart } from '@puzi/shop-client'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { OfflineChange } from '@/features/cart/offline'
import { deviceStorage } from '@/platform/storage'

interface CartCopy {
  /** Whose cart it is; a copy of somebody else's is never shown. */
  owner: string | null
  cart: Cart | null
  /** What was done without a connection and waits for one. */
  waiting: OfflineChange[]
}
export const noCopy: CartCopy = { owner: null, cart: null, waiting: [] }

/** The account's cart as it was seen last, on the device: what the cart page shows without a connection. */
export const useCartCopy = create<CartCopy>()(
  persist((): CartCopy => noCopy, { name: 'puzi.cart-copy', storage: createJSONStorage(() => deviceStorage) }),
)
