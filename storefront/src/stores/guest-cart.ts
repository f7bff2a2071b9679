import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { LocalLine } from '@/lib/cart-merge'
import { deviceStorage } from '@/platform/storage'

interface GuestCart {
  lines: LocalLine[]
  /** Key of the merge under way: kept until the server has answered, so that a repetition adds nothing twice. */
  mergeKey: string | null
}

/** The cart of somebody who has not signed in; it lives on the device. */
export const useGuestCart = create<GuestCart>()(
  persist((): GuestCart => ({ lines: [], mergeKey: null }), { name: 'puzi.cart', storage: createJSONStorage(() => deviceStorage) }),
)
