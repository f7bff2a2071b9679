import { Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Time } from '../../ui/time.tsx'

/** Sets the member tier of a shopper, with a reason that is kept, and shows how it came to be. */
export function TierDialog({ shopper, onClose }: { shopper: Item<'listShoppers'>; onClose: () => void }) {
  const t = useT()
  const [tier, setTier] = useState(shopper.tier)
  const [reason, setReason] = useState('')
  const changes = useRead('listShopperTierChanges', { id: shopper.id })
  const save = useWrite('setShopperTier', {
    stale: ['listShoppers', 'listShopperTierChanges', 'getMember'],
    success: t('shopper.tierSaved'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={`${t('shopper.tierSet')} · ${shopper.nickname}`}
      okText={t('common.save')}
      okButtonProps={{ disabled: reason.trim().length < 2 || tier === shopper.tier, loading: save.isPending }}
      onOk={() => save.mutate({ id: shopper.id, tier, reason: reason.trim() })}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('shopper.tier')} htmlFor="shopper-tier" extra={t('shopper.tierHint')}>
          <InputNumber id="shopper-tier" min={0} max={99} precision={0} value={tier} onChange={(value) => setTier(value ?? 0)} />
        </Form.Item>
        <Form.Item label={t('shopper.tierReason')} htmlFor="tier-reason">
          <Input
            id="tier-reason"
            value={reason}
            maxLength={100}
            placeholder={t('shopper.tierReasonHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <h3>{t('shopper.tierHistory')}</h3>
      {changes.data?.items.length === 0 && <p className="muted">{t('shopper.tierNone')}</p>}
      {changes.data?.items.map((change) => (
        <div key={change.at} className="row">
          <span>{t('shopper.tierChange', { before: change.tierBefore, after: change.tier })}</span>
          <span className="muted">
            {[change.reason, change.staffName].filter(Boolean).join(' · ')} · <Time iso={change.at} />
          </span>
        </div>
      ))}
    </Modal>
  )
}
