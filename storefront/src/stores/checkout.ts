import { create } from 'zustand'

/** The address picked for the checkout under way; null for the default one. */
export const useCheckoutChoice = create<{ addressId: string | null }>(() => ({ addressId: null }))
