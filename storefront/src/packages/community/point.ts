import { create } from 'zustand'

/** The leader chosen on this visit; null: the last one, or the nearest. */
export const usePointChoice = create<{ id: string | null; spot: { lng: number; lat: number } | null }>(() => ({ id: null, spot: null }))
