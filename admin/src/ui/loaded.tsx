import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Problem } from './outcome.tsx'

interface Props<T> {
  read: { data: T | undefined; error: Error | null; refetch: () => unknown }
  children: (data: T) => ReactNode
}

/** What one reply shows, and what stands there while it loads or when it failed. */
export function Loaded<T>({ read, children }: Props<T>) {
  if (read.data !== undefined) return <>{children(read.data)}</>
  if (read.error) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  return <Skeleton active />
}
