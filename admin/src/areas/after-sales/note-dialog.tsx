import { Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/i18n.tsx'

interface Props {
  title: string
  hint: string
  waiting: boolean
  danger?: boolean
  /** Without a word it cannot be done. */
  needed?: boolean
  maxLength?: number
  children?: ReactNode
  onOk: (note: string) => void
  onClose: () => void
}

/** Asks for the words that the shopper will read. */
export function NoteDialog({ title, hint, waiting, danger = false, needed = false, maxLength = 200, children, onOk, onClose }: Props) {
  const t = useT()
  const [note, setNote] = useState('')
  const short = needed && note.trim().length < 2
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger, disabled: short, loading: waiting }}
      onOk={() => onOk(note.trim())}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{hint}</p>
        {children}
        <Input.TextArea
          value={note}
          maxLength={maxLength}
          showCount
          autoFocus
          rows={3}
          // The count of characters stands below the field.
          style={{ marginBottom: 24 }}
          placeholder={t('as.notePlaceholder')}
          aria-label={t('as.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
          data-testid="as-note"
        />
      </div>
    </Modal>
  )
}
