import { DatePicker, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import type { BargainCampaign } from './bargains-page.tsx'
import { SkuSelect } from '../marketing/sku-select.tsx'

interface Draft {
  title: string
  skuId: string
  floorFen: number | null
  helpers: number
  hours: number
  pieces: number
  buyAt: 'reached' | 'floor'
  freeFreight: boolean
  perPerson: number
  startsPerDay: number
  helpsPerDay: number
  period: [Dayjs, Dayjs]
  enabled: boolean
}

const draftOf = (campaign: BargainCampaign | null): Draft => ({
  title: campaign?.title ?? '',
  skuId: campaign?.skuId ?? '',
  floorFen: campaign?.floorFen ?? null,
  helpers: campaign?.helpers ?? 10,
  hours: campaign?.hours ?? 24,
  pieces: campaign?.pieces ?? 100,
  buyAt: campaign?.buyAt ?? 'reached',
  freeFreight: campaign?.freeFreight ?? true,
  perPerson: campaign?.perPerson ?? 1,
  startsPerDay: campaign?.startsPerDay ?? 3,
  helpsPerDay: campaign?.helpsPerDay ?? 5,
  period: campaign ? [dayjs(campaign.startsAt), dayjs(campaign.endsAt)] : [dayjs(), dayjs().add(7, 'day')],
  enabled: campaign?.enabled ?? true,
})

const counts: { of: 'helpers' | 'hours' | 'pieces' | 'perPerson' | 'startsPerDay' | 'helpsPerDay'; label: Key; max: number }[] = [
  { of: 'helpers', label: 'bargain.helpers', max: 200 },
  { of: 'pieces', label: 'bargain.pieces', max: 1_000_000 },
  { of: 'hours', label: 'bargain.hours', max: 720 },
  { of: 'perPerson', label: 'bargain.perPerson', max: 100 },
  { of: 'startsPerDay', label: 'bargain.startsPerDay', max: 100 },
  { of: 'helpsPerDay', label: 'bargain.helpsPerDay', max: 1000 },
]

export function BargainDialog({ campaign, onClose }: { campaign: BargainCampaign | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(campaign))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listAdminBargainCampaigns' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createBargainCampaign', done)
  const update = useWrite('updateBargainCampaign', done)
  const chosen = useRead('nameSkus', { ids: draft.skuId }, { enabled: draft.skuId !== '' })
  const priceFen = chosen.data?.items.find((sku) => sku.skuId === draft.skuId)?.priceFen ?? campaign?.goods?.priceFen ?? null
  const { skuId, floorFen, period, ...rest } = draft
  const fits = priceFen === null || floorFen === null || priceFen - floorFen >= draft.helpers
  const ready = draft.title.trim() !== '' && skuId !== '' && floorFen !== null && fits
  const save = () => {
    if (!ready) return
    const body = { ...rest, title: draft.title.trim(), floorFen, startsAt: period[0].toISOString(), endsAt: period[1].toISOString() }
    if (campaign) update.mutate({ ...body, id: campaign.id })
    else create.mutate({ ...body, skuId })
  }
  return (
    <Modal
      open
      width={640}
      title={t(campaign ? 'bargain.edit' : 'bargain.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !ready, loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('bargain.title')} htmlFor="bargain-title">
          <Input id="bargain-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <Form.Item label={t('bargain.goods')}>
          {campaign ? (
            <span>{campaign.goods ? [campaign.goods.title, ...campaign.goods.options].join(' ') : t('bargain.goodsGone')}</span>
          ) : (
            <SkuSelect value={skuId} label={t('bargain.goods')} onChange={(next) => change({ skuId: next ?? '' })} />
          )}
        </Form.Item>
        <Form.Item
          label={t('bargain.floor')}
          validateStatus={fits ? '' : 'error'}
          extra={<Preview draft={draft} priceFen={priceFen} fits={fits} />}
        >
          <MoneyInput fen={floorFen} onChange={(value) => change({ floorFen: value })} label={t('bargain.floor')} min={0.01} />
        </Form.Item>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', columnGap: 16 }}>
          {counts.map(({ of, label, max }) => (
            <Form.Item key={of} label={t(label)} htmlFor={`bargain-${of}`}>
              <InputNumber<number>
                id={`bargain-${of}`}
                style={{ width: '100%' }}
                min={1}
                max={max}
                precision={0}
                value={draft[of]}
                onChange={(value) => change({ [of]: value ?? 1 })}
              />
            </Form.Item>
          ))}
        </div>
        <Form.Item label={t('bargain.buyAt')}>
          <Radio.Group
            value={draft.buyAt}
            onChange={(event) => change({ buyAt: event.target.value === 'floor' ? 'floor' : 'reached' })}
            options={[
              { value: 'reached', label: t('bargain.buyReached') },
              { value: 'floor', label: t('bargain.buyFloor') },
            ]}
          />
        </Form.Item>
        <Form.Item label={t('bargain.period')}>
          <DatePicker.RangePicker
            showTime
            allowClear={false}
            value={period}
            onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
          />
        </Form.Item>
        <div className="row" style={{ gap: 32 }}>
          <Form.Item label={t('bargain.freeFreight')}>
            <Switch
              checked={draft.freeFreight}
              aria-label={t('bargain.freeFreight')}
              onChange={(value) => change({ freeFreight: value })}
            />
          </Form.Item>
          <Form.Item label={t('bargain.enabled')} extra={campaign ? t('bargain.enabledHint') : undefined}>
            <Switch checked={draft.enabled} aria-label={t('bargain.enabled')} onChange={(value) => change({ enabled: value })} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}

/** What the numbers come to: how much a friend cuts on average, and what it costs at most. */
function Preview({ draft, priceFen, fits }: { draft: Draft; priceFen: number | null; fits: boolean }) {
  const t = useT()
  if (priceFen === null || draft.floorFen === null) return <>{t('bargain.floorHint')}</>
  const spreadFen = priceFen - draft.floorFen
  if (!fits) return <>{t('bargain.tooLow', { price: yuan(priceFen) })}</>
  const each = yuan(Math.round(spreadFen / draft.helpers))
  return (
    <span data-testid="bargain-preview">{t('bargain.preview', { price: yuan(priceFen), each, most: yuan(spreadFen * draft.pieces) })}</span>
  )
}
