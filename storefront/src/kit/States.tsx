import type { ReactNode } from 'react'
import type { IconName } from '@/design/icons'
import { ApiError } from '@/api/error'
import { t } from '@/i18n'
import { go } from '@/lib/navigate'
import { Box, Text } from './base'
import { Button } from './Button'
import { Icon } from './Icon'
import './states.scss'

interface EmptyProps {
  icon: IconName
  text: string
  action?: string | undefined
  onAction?: (() => unknown) | undefined
  children?: ReactNode
  testId?: string
}

/** Nothing here: a picture, one sentence, one thing to do. */
export function Empty({ icon, text, action, onAction, children, testId = 'empty' }: EmptyProps) {
  return (
    <Box className="state" testId={testId}>
      <Box className="state__picture">
        <Box className="state__dot state__dot--a" />
        <Box className="state__dot state__dot--b" />
        <Icon name={icon} size={44} />
      </Box>
      <Box className="state__text">{text}</Box>
      {action && onAction ? (
        <Button kind="soft" testId={`${testId}-action`} onTap={onAction}>
          {action}
        </Button>
      ) : null}
      {children}
    </Box>
  )
}

/** Something went wrong: what, and what to do about it. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  if (error instanceof ApiError && error.status === 401) {
    return <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} testId="error" />
  }
  const offline = error instanceof ApiError && error.code === 'offline'
  const text = error instanceof ApiError ? error.message : t('error.unexpected')
  return <Empty icon={offline ? 'offline' : 'alert'} text={text} action={t('common.retry')} onAction={onRetry} testId="error" />
}

/** The end of a list. */
export function ListEnd({ text }: { text?: string }) {
  return (
    <Box className="list-end">
      <Text>{text ?? t('common.end')}</Text>
    </Box>
  )
}
