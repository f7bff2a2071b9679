import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Form, Input, InputNumber, Radio, Switch } from 'antd'
import { useState } from 'react'
import { messageOf } from '../../api/message.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { without } from '../../ui/keys.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import { byKey, unitKey, type Template } from './freight-words.ts'
import { RegionSelect } from './region-select.tsx'

type Draft = Omit<Template, 'id' | 'updatedAt'>
type Rate = Draft['rates'][number]

const newRate = (by: Draft['by']): Rate => ({
  regionCodes: [],
  firstUnits: by === 'piece' ? 1 : 1000,
  firstFen: 800,
  nextUnits: by === 'piece' ? 1 : 1000,
  nextFen: 300,
  freeOverFen: null,
})
const empty: Draft = { name: '', by: 'piece', rates: [newRate('piece')], excludedCodes: [], isDefault: false }

export function FreightDrawer({ template, onClose }: { template: Template | undefined; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(() => (template ? without(template, ['id', 'updatedAt']) : empty))
  const [error, setError] = useState<Error | null>(null)
  const change = (patch: Partial<Draft>) => {
    setError(null)
    setDraft((now) => ({ ...now, ...patch }))
  }
  const options = {
    stale: ['listFreightTemplates'] as const,
    success: t('common.saved'),
    onDone: onClose,
    onError: (failure: Error) => {
      setError(failure)
      return true
    },
  }
  const create = useWrite('createFreightTemplate', options)
  const update = useWrite('updateFreightTemplate', options)
  const save = () => (template ? update.mutate({ id: template.id, ...draft }) : create.mutate(draft))
  // Everywhere needs exactly one price: one row without regions, and no region in two rows.
  const elsewhere = draft.rates.filter((rate) => rate.regionCodes.length === 0).length
  const codes = draft.rates.flatMap((rate) => rate.regionCodes)
  const fault = elsewhere !== 1 ? t('freight.oneElsewhere') : new Set(codes).size < codes.length ? t('freight.regionTwice') : undefined
  return (
    <Drawer open onClose={onClose} size={720} title={t(template ? 'freight.edit' : 'freight.new')} data-testid="freight-drawer">
      <div className="stack">
        {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
        <Form layout="vertical" component="div">
          <Form.Item label={t('freight.name')} htmlFor="freight-name" required>
            <Input id="freight-name" value={draft.name} maxLength={100} onChange={(event) => change({ name: event.target.value })} />
          </Form.Item>
          <Form.Item label={t('freight.by')}>
            <Radio.Group
              optionType="button"
              value={draft.by}
              onChange={(event) => change({ by: event.target.value })}
              options={(['piece', 'weight', 'volume'] as const).map((value) => ({ value, label: t(byKey[value]) }))}
            />
          </Form.Item>
          <Form.Item label={t('freight.rates')} {...(fault ? { validateStatus: 'error' as const, help: fault } : {})}>
            <div className="stack-tight">
              {draft.rates.map((rate, index) => (
                <RateRow
                  key={index}
                  rate={rate}
                  unit={t(unitKey[draft.by])}
                  onChange={(next) => change({ rates: draft.rates.map((one, at) => (at === index ? next : one)) })}
                  onRemove={draft.rates.length > 1 ? () => change({ rates: draft.rates.filter((_, at) => at !== index) }) : undefined}
                />
              ))}
              <div>
                <Button
                  size="small"
                  icon={<PlusOutlined />}
                  disabled={draft.rates.length >= 40}
                  onClick={() => change({ rates: [...draft.rates, newRate(draft.by)] })}
                >
                  {t('freight.addRate')}
                </Button>
              </div>
            </div>
          </Form.Item>
          <Form.Item label={t('freight.notServed')}>
            <RegionSelect
              value={draft.excludedCodes}
              placeholder={t('freight.allServed')}
              onChange={(excludedCodes) => change({ excludedCodes })}
            />
          </Form.Item>
          <Form.Item label={t('freight.default')} extra={t('freight.defaultHint')}>
            <Switch
              checked={draft.isDefault}
              disabled={template?.isDefault ?? false}
              aria-label={t('freight.default')}
              onChange={(isDefault) => change({ isDefault })}
            />
          </Form.Item>
        </Form>
        <div className="row">
          <Button
            type="primary"
            disabled={draft.name.trim() === '' || fault !== undefined}
            loading={create.isPending || update.isPending}
            onClick={save}
          >
            {t('common.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </div>
    </Drawer>
  )
}

interface RateProps {
  rate: Rate
  unit: string
  onChange: (rate: Rate) => void
  onRemove: (() => void) | undefined
}

function RateRow({ rate, unit, onChange, onRemove }: RateProps) {
  const t = useT()
  return (
    <div className="card" style={{ padding: 12 }}>
      <div className="row" style={{ flexWrap: 'nowrap', marginBottom: 8 }}>
        <RegionSelect
          value={rate.regionCodes}
          placeholder={t('freight.elsewhere')}
          onChange={(regionCodes) => onChange({ ...rate, regionCodes })}
        />
        {onRemove && <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.remove')} onClick={onRemove} />}
      </div>
      <div className="row">
        {t('freight.first')}
        <InputNumber<number>
          min={1}
          precision={0}
          value={rate.firstUnits}
          suffix={unit}
          aria-label={t('freight.first')}
          onChange={(value) => onChange({ ...rate, firstUnits: value ?? 1 })}
          style={{ width: 110 }}
        />
        <MoneyInput
          fen={rate.firstFen}
          label={t('freight.first')}
          onChange={(fen) => onChange({ ...rate, firstFen: fen ?? 0 })}
          width={100}
        />
        {t('freight.next')}
        <InputNumber<number>
          min={1}
          precision={0}
          value={rate.nextUnits}
          suffix={unit}
          aria-label={t('freight.next')}
          onChange={(value) => onChange({ ...rate, nextUnits: value ?? 1 })}
          style={{ width: 110 }}
        />
        <MoneyInput fen={rate.nextFen} label={t('freight.next')} onChange={(fen) => onChange({ ...rate, nextFen: fen ?? 0 })} width={100} />
        {t('freight.freeOver')}
        <MoneyInput
          fen={rate.freeOverFen}
          label={t('freight.freeOver')}
          placeholder={t('freight.never')}
          onChange={(freeOverFen) => onChange({ ...rate, freeOverFen })}
          width={120}
        />
      </div>
    </div>
  )
}
