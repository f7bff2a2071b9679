import type { Shopper } from '@puzi/shop-client'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { deviceStorage } from '@/platform/storage'

interface Session {
  token: string | null
  shopper: Shopper | null
}

/** Who is signed in on this device. */
export const useSession = create<Session>()(
  persist((): Session => ({ token: null, shopper: null }), { name: 'puzi.session', storage: createJSONStorage(() => deviceStorage) }),
)

export const sessionToken = (): string | null => useSession.getState().token
export const useSignedIn = (): boolean => useSession((session) => session.token !== null)

export function forgetSession(): void {
  if (sessionToken()) useSession.setState({ token: null, shopper: null })
}
