import { Modal } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { useBlocker } from 'react-router'
import { useT } from '../i18n/i18n.tsx'

/** Asks before unsaved changes are lost, whether by a link, the back button or closing the tab. `allow` lets the next move pass. */
export function useLeaveGuard(unsaved: boolean): { dialog: ReactNode; allow: () => void } {
  const t = useT()
  const allowed = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved && !allowed.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!unsaved) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
  const dialog = (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('leave.title')}
      okText={t('leave.go')}
      cancelText={t('leave.stay')}
      okButtonProps={{ danger: true }}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
      data-testid="leave-guard"
    >
      {t('leave.hint')}
    </Modal>
  )
  return {
    dialog,
    allow: () => {
      allowed.current = true
    },
  }
}
