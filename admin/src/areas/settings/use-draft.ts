import { useState } from 'react'

/** What is being edited, what it began as, and whether they differ. */
export function useDraft<T extends object>(
  start: T,
): { draft: T; change: (patch: Partial<T>) => void; dirty: boolean; discard: () => void } {
  const [draft, setDraft] = useState(start)
  return {
    draft,
    change: (patch) => setDraft((now) => ({ ...now, ...patch })),
    dirty: JSON.stringify(draft) !== JSON.stringify(start),
    discard: () => setDraft(start),
  }
}
