import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

/** Hiding is for what may not stand there, not for bad stars: the reason is asked for and kept. */
export function HideDialog({ reviewId, onClose }: { reviewId: string; onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  const hide = useWrite('hideReview', { stale: ['listAdminReviews'], success: t('review.hidden'), onDone: onClose })
  return (
    <Modal
      open
      title={t('review.hide')}
      okText={t('review.hide')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: hide.isPending }}
      onOk={() => hide.mutate({ id: reviewId, hidden: true, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t('review.hideHint')}</p>
        <Input
          value={reason}
          autoFocus
          maxLength={200}
          placeholder={t('review.hideReason')}
          aria-label={t('review.hideReason')}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Modal>
  )
}
