import { createContext, useContext, type ReactNode } from 'react'
import type { Reply } from '../api/api.ts'

export type Me = Reply<'getStaffMe'>

const Context = createContext<Me | null>(null)
export const MeProvider = ({ me, children }: { me: Me; children: ReactNode }) => <Context.Provider value={me}>{children}</Context.Provider>

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(Context)
  if (!me) throw new Error('useMe outside MeProvider')
  return me
}

/** Whether the signed-in person may change what is the whole mall's: holds the permission and works for the platform. */
export function useMayRun(): (permission: string) => boolean {
  const { platform } = useMe()
  const can = useCan()
  return (permission) => platform && can(permission)
}

/** Whether the signed-in person may see a page: holds the permission and, for what is the whole mall's, works for the platform. */
export function useSees(): (page: { permission?: string; platform?: true }) => boolean {
  const { platform } = useMe()
  const can = useCan()
  return (page) => can(page.permission) && (!page.platform || platform)
}

/** Whether the signed-in person may do this. The server checks again; here it only decides what is offered. */
export function useCan(): (permission: string | undefined) => boolean {
  const { permissions } = useMe()
  return (permission) => permission === undefined || permissions.includes(permission)
}
