import { Modal, Skeleton, Switch } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { RegionSelect } from '../settings/region-select.tsx'

type Settings = Reply<'getOnDelivery'>

/** Whether the shop lets buyers pay when it is brought, where, and up to how much. */
export function OnDeliverySettings({ onClose }: { onClose: () => void }) {
  const t = useT()
  const read = useRead('getOnDelivery')
  if (read.data) return <Form settings={read.data} onClose={onClose} />
  return (
    <Modal open footer={null} title={t('onDelivery.settings')} onCancel={onClose}>
      {read.error ? <Problem error={read.error} onRetry={() => void read.refetch()} /> : <Skeleton active />}
    </Modal>
  )
}

function Form({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useT()
  const may = useCan()('settings.write')
  const [draft, setDraft] = useState(settings)
  const write = useWrite('updateOnDelivery', { stale: ['getOnDelivery'], success: t('common.saved'), onDone: onClose })
  return (
    <Modal
      open
      title={t('onDelivery.settings')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !may, loading: write.isPending }}
      onOk={() => write.mutate(draft)}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <div className="row">
          <Switch
            checked={draft.enabled}
            disabled={!may}
            aria-label={t('onDelivery.enable')}
            onChange={(enabled) => setDraft({ ...draft, enabled })}
          />
          <span>{t('onDelivery.enable')}</span>
        </div>
        <div className="row">
          <span>{t('onDelivery.max')}</span>
          <MoneyInput
            fen={draft.maxFen}
            onChange={(maxFen) => setDraft({ ...draft, maxFen: maxFen || null })}
            label={t('onDelivery.max')}
          />
          <span className="muted small">{t('onDelivery.maxHint')}</span>
        </div>
        <span>{t('onDelivery.regions')}</span>
        <RegionSelect
          value={draft.regionCodes}
          placeholder={t('onDelivery.everywhere')}
          onChange={(regionCodes) => setDraft({ ...draft, regionCodes })}
        />
        <p className="muted small">{t('onDelivery.settingsHint')}</p>
      </div>
    </Modal>
  )
}
