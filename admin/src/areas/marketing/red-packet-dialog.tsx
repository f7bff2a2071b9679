import { DatePicker, Form, Input, InputNumber, Modal, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import type { Campaign } from './red-packets-page.tsx'

interface Draft {
  title: string
  minFen: number | null
  maxFen: number | null
  budgetFen: number | null
  perShopper: number
  validDays: number
  period: [Dayjs, Dayjs]
  enabled: boolean
}

const draftOf = (campaign: Campaign | null): Draft => ({
  title: campaign?.title ?? '',
  minFen: campaign?.minFen ?? null,
  maxFen: campaign?.maxFen ?? null,
  budgetFen: campaign?.budgetFen ?? null,
  perShopper: campaign?.perShopper ?? 1,
  validDays: campaign?.validDays ?? 7,
  period: campaign ? [dayjs(campaign.startsAt), dayjs(campaign.endsAt)] : [dayjs(), dayjs().add(7, 'day')],
  enabled: campaign?.enabled ?? true,
})

export function RedPacketDialog({ campaign, onClose }: { campaign: Campaign | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(campaign))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listRedPacketCampaigns' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createRedPacketCampaign', done)
  const update = useWrite('updateRedPacketCampaign', done)
  const { title, minFen, maxFen, budgetFen, perShopper, validDays, period, enabled } = draft
  const ready = title.trim() !== '' && minFen && maxFen && budgetFen && maxFen >= minFen && budgetFen >= maxFen
  const save = () => {
    if (!ready) return
    const [startsAt, endsAt] = [period[0].toISOString(), period[1].toISOString()]
    const body = { title: title.trim(), minFen, maxFen, budgetFen, perShopper, validDays, startsAt, endsAt, enabled }
    if (campaign) update.mutate({ ...body, id: campaign.id })
    else create.mutate(body)
  }
  return (
    <Modal
      open
      title={t(campaign ? 'redPacket.edit' : 'redPacket.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !ready, loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('redPacket.title')} htmlFor="red-packet-title">
          <Input id="red-packet-title" value={title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('redPacket.amount')} extra={t('redPacket.amountHint')}>
          <div className="row">
            <MoneyInput fen={minFen} onChange={(value) => change({ minFen: value })} label={t('redPacket.least')} min={0.01} />
            <span className="muted">–</span>
            <MoneyInput fen={maxFen} onChange={(value) => change({ maxFen: value })} label={t('redPacket.most')} min={0.01} />
          </div>
        </Form.Item>
        <Form.Item label={t('redPacket.budget')} extra={t('redPacket.budgetHint')}>
          <MoneyInput fen={budgetFen} onChange={(value) => change({ budgetFen: value })} label={t('redPacket.budget')} min={0.01} />
        </Form.Item>
        <Form.Item label={t('redPacket.period')}>
          <DatePicker.RangePicker
            showTime
            allowClear={false}
            value={period}
            onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
          />
        </Form.Item>
        <div className="row">
          <Form.Item label={t('redPacket.perShopper')} htmlFor="red-packet-each">
            <InputNumber<number>
              id="red-packet-each"
              min={1}
              max={100}
              precision={0}
              value={perShopper}
              onChange={(value) => change({ perShopper: value ?? 1 })}
            />
          </Form.Item>
          <Form.Item label={t('redPacket.validDays')} htmlFor="red-packet-days">
            <InputNumber<number>
              id="red-packet-days"
              min={1}
              max={365}
              precision={0}
              value={validDays}
              onChange={(value) => change({ validDays: value ?? 1 })}
            />
          </Form.Item>
          <Form.Item label={t('redPacket.on')}>
            <Switch checked={enabled} aria-label={t('redPacket.on')} onChange={(value) => change({ enabled: value })} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
