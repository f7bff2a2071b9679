import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { deviceStorage } from '@/platform/storage'

const KEPT = 12

/** What was searched on this device, newest first. */
export const useSearchHistory = create<{ words: string[] }>()(
  persist((): { words: string[] } => ({ words: [] }), { name: 'puzi.searches', storage: createJSONStorage(() => deviceStorage) }),
)

export function rememberSearch(text: string): void {
  const words = useSearchHistory.getState().words.filter((word) => word !== text)
  useSearchHistory.setState({ words: [text, ...words].slice(0, KEPT) })
}

export function clearSearches(): void {
  useSearchHistory.setState({ words: [] })
}
