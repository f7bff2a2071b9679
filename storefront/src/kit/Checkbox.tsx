import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names'
import { Box, Tap } from './base'
import { Icon } from './Icon'
import './checkbox.scss'

interface Props {
  on: boolean
  onChange: (on: boolean) => void
  label: string
  children?: ReactNode
  disabled?: boolean
  testId?: string
  /** One of several instead of on and off. */
  radio?: boolean
}

export function Checkbox({ on, onChange, label, children, disabled, testId, radio }: Props) {
  return (
    <Tap
      className="checkbox"
      role={radio ? 'radio' : 'checkbox'}
      checked={on}
      label={label}
      disabled={disabled}
      testId={testId}
      onTap={() => onChange(!on)}
    >
      <Box className={classNames('checkbox__mark', on && 'checkbox__mark--on')}>{on ? <Icon name="check" size={14} /> : null}</Box>
      {children}
    </Tap>
  )
}

/** On or off, at the end of a row. */
export function Switch({ on, onChange, label, testId }: { on: boolean; onChange: (on: boolean) => void; label: string; testId?: string }) {
  return (
    <Tap className="switch__hit" pressed={on} label={label} testId={testId} onTap={() => onChange(!on)}>
      <Box className={classNames('switch', on && 'switch--on')}>
        <Box className="switch__knob" />
      </Box>
    </Tap>
  )
}
