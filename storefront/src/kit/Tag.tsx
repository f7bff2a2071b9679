import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names'
import { Text } from './base'
import './tag.scss'

export function Tag({ children, tone = 'accent' }: { children: ReactNode; tone?: 'accent' | 'quiet' | 'good' | 'warn' | 'line' }) {
  return <Text className={classNames('tag', `tag--${tone}`)}>{children}</Text>
}
