import type { ReactNode } from 'react'
import type { TabName } from '@/routes'

interface BarProps {
  title: string
  clear: boolean
  home: boolean
  action: ReactNode
}

/** Mini programs draw the title bar themselves. */
export function BarArea(_props: BarProps) {
  return null
}

/** Mini programs draw the tab bar themselves. */
export function TabBarArea(_props: { tab: TabName }) {
  return null
}
