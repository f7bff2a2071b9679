import { DatePicker, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { SkuSelect } from '../marketing/sku-select.tsx'

interface Draft {
  title: string
  skuId: string
  priceFen: number | null
  freeFreight: boolean
  pieces: number
  task: 'publish' | 'sell'
  brief: string
  target: number
  days: number
  rewardFen: number
  endsAt: Dayjs
}
const empty = (): Draft => ({
  title: '',
  skuId: '',
  priceFen: 100,
  freeFreight: true,
  pieces: 10,
  task: 'publish',
  brief: '',
  target: 1,
  days: 14,
  rewardFen: 2000,
  endsAt: dayjs().add(30, 'day'),
})

export function SampleDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(empty)
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const create = useWrite('createSample', { stale: ['listSamples'], success: t('common.saved'), onDone: onClose })
  const { priceFen, title, endsAt, ...rest } = draft
  const ready = title.trim() !== '' && draft.skuId !== '' && priceFen !== null && priceFen > 0
  const save = () => {
    if (ready) create.mutate({ ...rest, title: title.trim(), priceFen, endsAt: endsAt.toISOString() })
  }
  return (
    <Modal
      open
      width={640}
      title={t('distribution.sampleNew')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !ready, loading: create.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('distribution.sampleTitle')} htmlFor="sample-title">
          <Input id="sample-title" value={title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('distribution.goods')}>
          <SkuSelect value={draft.skuId} label={t('distribution.goods')} onChange={(next) => change({ skuId: next ?? '' })} />
        </Form.Item>
        <Offer draft={draft} change={change} />
        <Task draft={draft} change={change} />
      </Form>
    </Modal>
  )
}

interface Part {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}

function Offer({ draft, change }: Part) {
  const t = useT()
  return (
    <div className="row" style={{ gap: 32, alignItems: 'flex-start' }}>
      <Form.Item label={t('distribution.samplePrice')} extra={t('distribution.samplePriceHint')}>
        <MoneyInput fen={draft.priceFen} min={0.01} label={t('distribution.samplePrice')} onChange={(priceFen) => change({ priceFen })} />
      </Form.Item>
      <Count of="pieces" label="distribution.pieces" max={100_000} draft={draft} change={change} />
      <Form.Item label={t('distribution.freeFreight')}>
        <Switch
          checked={draft.freeFreight}
          aria-label={t('distribution.freeFreight')}
          onChange={(freeFreight) => change({ freeFreight })}
        />
      </Form.Item>
    </div>
  )
}

function Task({ draft, change }: Part) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('distribution.task')}>
        <Radio.Group
          value={draft.task}
          options={[
            { value: 'publish', label: t('distribution.taskPublish') },
            { value: 'sell', label: t('distribution.taskSell') },
          ]}
          onChange={(event) => change({ task: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={t('distribution.brief')}>
        <Input.TextArea
          rows={2}
          maxLength={500}
          value={draft.brief}
          placeholder={t('distribution.briefHint')}
          aria-label={t('distribution.brief')}
          onChange={(event) => change({ brief: event.target.value })}
        />
      </Form.Item>
      <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
        <Count of="target" label="distribution.target.count" max={10_000} draft={draft} change={change} />
        <Count of="days" label="distribution.taskDays" max={180} draft={draft} change={change} />
        <Form.Item label={t('distribution.reward')}>
          <MoneyInput fen={draft.rewardFen} label={t('distribution.reward')} onChange={(fen) => change({ rewardFen: fen ?? 0 })} />
        </Form.Item>
        <Form.Item label={t('distribution.endsAt')}>
          <DatePicker showTime allowClear={false} value={draft.endsAt} onChange={(next) => next && change({ endsAt: next })} />
        </Form.Item>
      </div>
    </>
  )
}

function Count({ of, label, max, draft, change }: Part & { of: 'pieces' | 'target' | 'days'; label: Key; max: number }) {
  const t = useT()
  return (
    <Form.Item label={t(label)}>
      <InputNumber<number>
        min={1}
        max={max}
        precision={0}
        value={draft[of]}
        aria-label={t(label)}
        onChange={(value) => change({ [of]: value ?? 1 })}
      />
    </Form.Item>
  )
}
