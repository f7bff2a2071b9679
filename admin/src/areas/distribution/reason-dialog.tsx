import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.tsx'

interface Props {
  title: string
  hint: string
  waiting: boolean
  onOk: (reason: string) => void
  onClose: () => void
}

/** Asks why not; the distributor reads it. */
export function ReasonDialog({ title, hint, waiting, onOk, onClose }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: waiting }}
      onOk={() => onOk(reason.trim())}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{hint}</p>
        <Input
          autoFocus
          value={reason}
          maxLength={100}
          placeholder={t('distribution.reason')}
          aria-label={t('distribution.reason')}
          onChange={(event) => setReason(event.target.value)}
          data-testid="distribution-reason"
        />
      </div>
    </Modal>
  )
}
