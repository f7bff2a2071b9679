import { Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { newKey } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

/** Adds or takes growth in this shop, with a reason that is kept. Twice with one dialog is once. */
export function GrowthDialog({ shopperId, name, onClose }: { shopperId: string; name: string; onClose: () => void }) {
  const t = useT()
  const [requestId] = useState(newKey)
  const [change, setChange] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const save = useWrite('adjustGrowth', { stale: ['getMember', 'listMemberEvents'], success: t('common.saved'), onDone: onClose })
  return (
    <Modal
      open
      title={`${t('member.adjustGrowth')} · ${name}`}
      okText={t('common.save')}
      okButtonProps={{ disabled: !change || reason.trim().length < 2, loading: save.isPending }}
      onOk={() => change && save.mutate({ id: shopperId, requestId, change, reason: reason.trim() })}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('member.growthChange')} htmlFor="growth-change" extra={t('member.growthChangeHint')}>
          <InputNumber<number>
            id="growth-change"
            min={-10_000_000}
            max={10_000_000}
            precision={0}
            value={change}
            onChange={setChange}
            style={{ width: 180 }}
          />
        </Form.Item>
        <Form.Item label={t('shopper.tierReason')} htmlFor="growth-reason">
          <Input id="growth-reason" value={reason} maxLength={100} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
