import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Form, InputNumber, Radio, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SimulatorResult } from './simulator-result.tsx'
import { SkuSelect } from './sku-select.tsx'
import './marketing.css'

interface Draft {
  lines: { skuId: string; quantity: number }[]
  who: 'made-up' | 'shopper'
  tier: number
  paidOrders: number
  shopperId: string
  at: string | null
  couponTemplateIds: string[]
  freightFen: number
}
const empty: Draft = {
  lines: [{ skuId: '', quantity: 1 }],
  who: 'made-up',
  tier: 0,
  paidOrders: 0,
  shopperId: '',
  at: null,
  couponTemplateIds: [],
  freightFen: 0,
}

/** A basket, a member and a time in; the price with every reason out. Nothing is held or written. */
export function SimulatorPage() {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(empty)
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const simulate = useWrite('simulatePrice')
  const lines = draft.lines.filter((line) => line.skuId !== '')
  const ready = lines.length > 0 && (draft.who === 'made-up' || draft.shopperId !== '')
  const run = () => {
    const { tier, paidOrders, shopperId, at, couponTemplateIds, freightFen } = draft
    simulate.mutate({ lines, member: draft.who === 'shopper' ? { shopperId } : { tier, paidOrders }, at, couponTemplateIds, freightFen })
  }
  return (
    <>
      <PageHead title={t('nav.simulator')} lead={t('simulate.lead')} />
      <div className="card" style={{ padding: 20, marginBottom: 16 }}>
        <Form layout="vertical" component="div">
          <Form.Item label={t('simulate.basket')} required>
            <Lines lines={draft.lines} onChange={(next) => change({ lines: next })} />
          </Form.Item>
          <Who draft={draft} change={change} />
          <When draft={draft} change={change} />
          <Button type="primary" disabled={!ready} loading={simulate.isPending} onClick={run} data-testid="simulate-run">
            {t('simulate.run')}
          </Button>
        </Form>
      </div>
      {simulate.data && <SimulatorResult result={simulate.data} />}
    </>
  )
}

function Lines({ lines, onChange }: { lines: Draft['lines']; onChange: (lines: Draft['lines']) => void }) {
  const t = useT()
  const set = (at: number, patch: Partial<Draft['lines'][number]>) =>
    onChange(lines.map((line, index) => (index === at ? { ...line, ...patch } : line)))
  return (
    <div className="stack-tight">
      {lines.map((line, index) => (
        <div key={index} className="row">
          <SkuSelect value={line.skuId} label={t('arg.skuId')} onChange={(skuId) => set(index, { skuId: skuId ?? '' })} />
          <InputNumber<number>
            min={1}
            max={9999}
            precision={0}
            value={line.quantity}
            aria-label={t('simulate.quantity')}
            onChange={(quantity) => set(index, { quantity: quantity ?? 1 })}
            style={{ width: 90 }}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            disabled={lines.length < 2}
            aria-label={t('common.remove')}
            onClick={() => onChange(lines.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={lines.length >= 50}
          onClick={() => onChange([...lines, { skuId: '', quantity: 1 }])}
        >
          {t('rule.rowAdd')}
        </Button>
      </div>
    </div>
  )
}

interface PartProps {
  draft: Draft
  change: (patch: Partial<Draft>) => void
}

function Who({ draft, change }: PartProps) {
  const t = useT()
  const shoppers = useRead('listShoppers', { pageSize: 100 }, { enabled: draft.who === 'shopper' })
  return (
    <Form.Item label={t('simulate.member')}>
      <div className="row">
        <Radio.Group
          value={draft.who}
          onChange={(event) => change({ who: event.target.value })}
          options={[
            { value: 'made-up', label: t('simulate.madeUp') },
            { value: 'shopper', label: t('simulate.shopper') },
          ]}
        />
        {draft.who === 'made-up' ? (
          <>
            {t('simulate.tier')}
            <InputNumber<number>
              min={0}
              max={99}
              precision={0}
              value={draft.tier}
              aria-label={t('simulate.tier')}
              onChange={(tier) => change({ tier: tier ?? 0 })}
              style={{ width: 80 }}
            />
            {t('simulate.paidOrders')}
            <InputNumber<number>
              min={0}
              max={9999}
              precision={0}
              value={draft.paidOrders}
              aria-label={t('simulate.paidOrders')}
              onChange={(paidOrders) => change({ paidOrders: paidOrders ?? 0 })}
              style={{ width: 80 }}
            />
          </>
        ) : (
          <Select<string>
            style={{ width: 260 }}
            value={draft.shopperId || null}
            loading={shoppers.isFetching}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('simulate.chooseShopper')}
            aria-label={t('simulate.chooseShopper')}
            options={(shoppers.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.nickname} ${one.phoneMasked ?? ''}` }))}
            onChange={(shopperId) => change({ shopperId })}
          />
        )}
      </div>
    </Form.Item>
  )
}

function When({ draft, change }: PartProps) {
  const t = useT()
  const coupons = useRead('listCouponTemplates', { pageSize: 100 })
  return (
    <div className="row" style={{ alignItems: 'start', gap: 24 }}>
      <Form.Item label={t('simulate.at')}>
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          value={draft.at ? dayjs(draft.at) : null}
          placeholder={t('simulate.now')}
          aria-label={t('simulate.at')}
          onChange={(value) => change({ at: value ? value.toISOString() : null })}
        />
      </Form.Item>
      <Form.Item label={t('simulate.coupons')}>
        <Select<string[]>
          mode="multiple"
          maxCount={20}
          style={{ width: 320 }}
          value={draft.couponTemplateIds}
          placeholder={t('simulate.noCoupons')}
          aria-label={t('simulate.coupons')}
          options={(coupons.data?.items ?? []).map((coupon) => ({ value: coupon.id, label: coupon.title }))}
          onChange={(couponTemplateIds) => change({ couponTemplateIds })}
        />
      </Form.Item>
      <Form.Item label={t('simulate.freight')}>
        <MoneyInput fen={draft.freightFen} label={t('simulate.freight')} onChange={(fen) => change({ freightFen: fen ?? 0 })} width={120} />
      </Form.Item>
    </div>
  )
}
