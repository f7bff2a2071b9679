import { Text } from './base'
import './badge.scss'

/** A number at the corner of an icon; nothing at zero. */
export function Badge({ count, testId }: { count: number; testId?: string }) {
  if (count <= 0) return null
  return (
    <Text className="badge" testId={testId}>
      {count > 99 ? '99+' : count}
    </Text>
  )
}
