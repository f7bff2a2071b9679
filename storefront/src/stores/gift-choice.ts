import { create } from 'zustand'

/** Which gift of an offer the shopper would have, by the offer's id: chosen in the cart or at the checkout. */
export const useGiftChoice = create<{ chosen: Record<string, string> }>(() => ({ chosen: {} }))
