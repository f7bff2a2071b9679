import { Button } from 'antd'
import { useT } from '../../i18n/i18n.tsx'
import { useLeaveGuard } from '../../ui/use-leave-guard.tsx'

interface Props {
  dirty: boolean
  saving: boolean
  onSave: () => void
  onDiscard: () => void
  /** Something is wrong with what was typed. */
  blocked?: boolean
}

export function SaveBar({ dirty, saving, onSave, onDiscard, blocked = false }: Props) {
  const t = useT()
  const guard = useLeaveGuard(dirty)
  return (
    <div className="save-bar" data-testid="save-bar">
      <Button type="primary" disabled={!dirty || blocked} loading={saving} onClick={onSave} data-testid="save">
        {t('common.save')}
      </Button>
      <Button disabled={!dirty || saving} onClick={onDiscard}>
        {t('common.discard')}
      </Button>
      <span className="muted">{t(dirty ? 'common.unsaved' : 'common.noChanges')}</span>
      {guard.dialog}
    </div>
  )
}
