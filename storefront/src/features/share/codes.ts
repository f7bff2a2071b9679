import { shop } from '@/api/client'
import { deviceStorage } from '@/platform/storage'
import { useSession } from '@/stores/session'
import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { newCode } from './code'

/** What is passed on: a page, a product, a shop, or a campaign of a play with what of it is joined. */
export interface Shared {
  kind: string
  /** Undefined: not known yet. */
  targetId: string | null | undefined
  joinId?: string | null
  title: string
}

const MOST = 200
/** Codes that this device has made, by who passed on what. */
const useCodes = create<{ codes: Record<string, string> }>()(
  persist(() => ({ codes: {} }), { name: 'puzi.shares', storage: createJSONStorage(() => deviceStorage) }),
)

/**
 * The code of what the shopper passes on, at once: a mini program cannot wait for one. `told`: when the server knows it. A guest has none.
 */
export function codeOf({ kind, targetId = null, joinId = null, title }: Shared): { code: string; told: Promise<unknown> } | undefined {
  const shopperId = useSession.getState().shopper?.id
  if (!shopperId) return undefined
  const key = [shopperId, kind, targetId, joinId].join(':')
  const { codes } = useCodes.getState()
  const known = codes[key]
  if (known) return { code: known, told: Promise.resolve() }
  const code = newCode()
  const tell = async () => {
    const made = await shop.createShareLink({ kind, targetId, joinId, title: title.slice(0, 100), code })
    const kept = Object.entries(useCodes.getState().codes).slice(-MOST)
    useCodes.setState({ codes: { ...Object.fromEntries(kept), [key]: made.code } })
  }
  return { code, told: tell() }
}
