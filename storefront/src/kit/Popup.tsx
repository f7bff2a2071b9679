import { type ReactNode, useEffect, useState } from 'react'
import { classNames } from '@/lib/class-names'
import { t } from '@/i18n'
import { Box, Tap } from './base'
import { Icon } from './Icon'
import { useEscape } from './use-escape'
import './popup.scss'

interface Props {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Stays at the bottom while the rest scrolls. */
  foot?: ReactNode
  side?: 'bottom' | 'right'
  testId?: string
  /** Draws no title bar; the title is only read out. */
  bare?: boolean
}

const LEAVES_MS = 220

/** A sheet that rises from the bottom (or a drawer from the right). Its content is built when first opened. */
export function Popup({ open, onClose, title, children, foot, side = 'bottom', testId, bare }: Props) {
  const [there, setThere] = useState(open)
  useEscape(open, onClose)
  useEffect(() => {
    if (open) return setThere(true)
    const timer = setTimeout(() => setThere(false), LEAVES_MS)
    return () => clearTimeout(timer)
  }, [open])
  if (!there && !open) return null
  return (
    <Box className={classNames('popup', `popup--${side}`, !open && 'popup--leaving')}>
      <Box className="popup__mask" still onClick={onClose} />
      <Box className="popup__sheet" role="dialog" label={title} testId={testId}>
        <Box className={classNames('popup__head', bare && 'popup__head--bare')}>
          {bare ? null : <Box className="popup__title">{title}</Box>}
          <Tap className="popup__close" label={t('common.close')} onTap={onClose}>
            <Icon name="close" size={20} />
          </Tap>
        </Box>
        <Box className="popup__body">{children}</Box>
        {foot ? <Box className="popup__foot">{foot}</Box> : null}
      </Box>
    </Box>
  )
}
