import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { IconName } from '@/design/icons'
import { classNames } from '@/lib/class-names'
import { Tap, Text } from './base'
import { Icon } from './Icon'
import { showError } from './overlays-store'
import './button.scss'

interface Props {
  children: ReactNode
  /** While the promise it returns is open the button shows that it waits and cannot be pressed again. */
  onTap: () => unknown
  kind?: 'primary' | 'soft' | 'line' | 'quiet' | 'danger'
  size?: 'small' | 'base' | 'large'
  block?: boolean
  disabled?: boolean | undefined
  waiting?: boolean | undefined
  icon?: IconName
  id?: string
  testId?: string
  className?: string
  label?: string
}

export function Button({ children, onTap, kind = 'primary', size = 'base', block, disabled, waiting, icon, ...rest }: Props) {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => void (alive.current = false)
  }, [])
  const tap = () => {
    if (running.current) return
    const answer = onTap()
    if (!(answer instanceof Promise)) return
    running.current = true
    setBusy(true)
    void answer.catch(showError).finally(() => {
      running.current = false
      if (alive.current) setBusy(false)
    })
  }
  const waits = busy || waiting
  const className = classNames(
    'button',
    `button--${kind}`,
    `button--${size}`,
    block && 'button--block',
    waits && 'button--waiting',
    rest.className,
  )
  return (
    <Tap className={className} id={rest.id} testId={rest.testId} label={rest.label} disabled={disabled || waits} onTap={tap}>
      {waits ? <Icon name="loading" size={16} /> : icon ? <Icon name={icon} size={size === 'small' ? 14 : 18} /> : null}
      <Text className="button__text">{children}</Text>
    </Tap>
  )
}
