import { App, Button, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { newKey } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { bySku, LinesEditor, type PaperLine } from './lines-editor.tsx'
import { LocationSelect } from './location-select.tsx'

/** A draft: what goes from where to where. */
export function NewTransferDrawer({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [key] = useState(newKey)
  const [lines, setLines] = useState<PaperLine[]>([])
  const [fromId, setFrom] = useState('')
  const [toId, setTo] = useState('')
  const [note, setNote] = useState('')
  const create = useWrite('createTransfer', {
    stale: ['listTransfers'],
    onDone: (transfer) => {
      onClose()
      onDone(transfer.id)
    },
  })
  const submit = () => {
    if (fromId === '' || toId === '' || fromId === toId) return void message.warning(t('transfer.sameLocation'))
    if (lines.length === 0 || lines.some((line) => !line.quantity)) return void message.warning(t('paper.noLines'))
    create.mutate({ requestId: key, fromId, toId, note: note.trim(), lines: bySku(lines) })
  }
  return (
    <Drawer open onClose={onClose} size={640} title={t('transfer.new')} data-testid="transfer-drawer">
      <Form layout="vertical" onFinish={submit}>
        <div className="row">
          <Form.Item label={t('transfer.from')}>
            <LocationSelect required value={fromId} onChange={setFrom} />
          </Form.Item>
          <Form.Item label={t('transfer.to')}>
            <LocationSelect required value={toId} onChange={setTo} />
          </Form.Item>
        </div>
        <Form.Item label={t('paper.lines')}>
          <LinesEditor lines={lines} onChange={setLines} />
        </Form.Item>
        <Form.Item label={t('paper.note')}>
          <Input maxLength={200} value={note} aria-label={t('paper.note')} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={create.isPending} data-testid="transfer-submit">
            {t('common.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}
