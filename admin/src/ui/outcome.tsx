import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { messageOf } from '../api/message.ts'
import { useT } from '../i18n/i18n.tsx'

/** A read that failed: what happened and a way to try again. */
export function Problem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useT()
  const again = (
    <Button size="small" onClick={onRetry}>
      {t('common.retry')}
    </Button>
  )
  return (
    <Alert
      type="error"
      showIcon
      title={t('common.loadFailed')}
      description={messageOf(error, t)}
      action={again}
      style={{ margin: 16 }}
      data-testid="problem"
    />
  )
}

/** Nothing to show: why, and what to do. */
export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="empty" data-testid="empty">
      <InboxOutlined style={{ fontSize: 40, color: 'var(--ink3)' }} />
      <h3>{title}</h3>
      {hint && <p className="muted">{hint}</p>}
      {children}
    </div>
  )
}
