import type { ReactNode } from 'react'
import type { IconName } from '@/design/icons'
import { classNames } from '@/lib/class-names'
import { Box, Tap, Text } from './base'
import { Icon } from './Icon'
import './cell.scss'

interface Props {
  title: ReactNode
  value?: ReactNode
  note?: ReactNode
  icon?: IconName
  onTap?: () => void
  /** Draws the value strong instead of quiet. */
  strong?: boolean
  testId?: string
}

/** One row: what it is, what it says, and an arrow when it leads somewhere. */
export function Cell({ title, value, note, icon, onTap, strong, testId }: Props) {
  const inside = (
    <>
      {icon ? <Icon name={icon} size={20} className="cell__icon" /> : null}
      <Box className="cell__main">
        <Box className="cell__title">{title}</Box>
        {note ? <Box className="cell__note">{note}</Box> : null}
      </Box>
      {value === undefined ? null : <Text className={classNames('cell__value', strong && 'cell__value--strong')}>{value}</Text>}
      {onTap ? <Icon name="forward" size={16} className="cell__arrow" /> : null}
    </>
  )
  if (!onTap) {
    return (
      <Box className="cell" testId={testId}>
        {inside}
      </Box>
    )
  }
  return (
    <Tap className="cell" testId={testId} onTap={onTap}>
      {inside}
    </Tap>
  )
}

/** A white card around rows or anything else. */
export function Card({
  children,
  className,
  testId,
  flush,
}: {
  children: ReactNode
  className?: string
  testId?: string
  flush?: boolean
}) {
  return (
    <Box className={classNames('card', flush && 'card--flush', className)} testId={testId}>
      {children}
    </Box>
  )
}
