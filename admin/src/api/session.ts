import { useSyncExternalStore } from 'react'

const stored = 'puzi.admin.token'
const listeners = new Set<() => void>()

/** The bearer token of the signed-in staff member, or null. Other tabs follow a login or logout. */
export const token = (): string | null => localStorage.getItem(stored)

export function setToken(next: string | null): void {
  if (next === null) localStorage.removeItem(stored)
  else localStorage.setItem(stored, next)
  for (const tell of listeners) tell()
}

export function useToken(): string | null {
  return useSyncExternalStore(subscribe, token)
}

function subscribe(tell: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === stored) tell()
  }
  listeners.add(tell)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(tell)
    window.removeEventListener('storage', onStorage)
  }
}
