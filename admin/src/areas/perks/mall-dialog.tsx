import { DatePicker, Form, Input, InputNumber, Modal, Radio, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useWrite } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { CouponSelect } from '../marketing/coupon-select.tsx'
import { SkuSelect } from '../marketing/sku-select.tsx'
import { KIND_WORDS, type MallItem } from './mall-words.ts'

type Kind = MallItem['kind']
interface Draft {
  kind: Kind
  title: string
  skuId: string
  templateId: string
  months: number
  points: number
  cashFen: number
  pieces: number
  perPerson: number
  period: [Dayjs, Dayjs]
  enabled: boolean
}
const draftOf = (item: MallItem | null): Draft => ({
  kind: item?.kind ?? 'coupon',
  title: item?.title ?? '',
  skuId: item?.skuId ?? '',
  templateId: item?.templateId ?? '',
  months: item?.months ?? 1,
  points: item?.points ?? 500,
  cashFen: item?.cashFen ?? 0,
  pieces: item?.pieces ?? 100,
  perPerson: item?.perPerson ?? 1,
  period: item ? [dayjs(item.startsAt), dayjs(item.endsAt)] : [dayjs(), dayjs().add(30, 'day')],
  enabled: item?.enabled ?? true,
})
const counts: { of: 'points' | 'pieces' | 'perPerson'; label: Key; max: number }[] = [
  { of: 'points', label: 'mall.points', max: 100_000_000 },
  { of: 'pieces', label: 'mall.pieces', max: 1_000_000 },
  { of: 'perPerson', label: 'mall.perPerson', max: 100 },
]

/** Something for points: what it is, what it costs, how many there are, and when. */
export function MallDialog({ item, onClose }: { item: MallItem | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(item))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listAdminMallItems' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createMallItem', done)
  const update = useWrite('updateMallItem', done)
  const { kind, skuId, templateId, months, period, ...rest } = draft
  const chosen = { goods: skuId !== '', coupon: templateId !== '', card: true }[kind]
  const ready = draft.title.trim() !== '' && chosen
  const save = () => {
    const body = { ...rest, title: draft.title.trim(), startsAt: period[0].toISOString(), endsAt: period[1].toISOString() }
    if (item) return update.mutate({ ...body, id: item.id })
    create.mutate({
      ...body,
      kind,
      cashFen: kind === 'goods' ? draft.cashFen : 0,
      skuId: kind === 'goods' ? skuId : null,
      templateId: kind === 'coupon' ? templateId : null,
      months: kind === 'card' ? months : null,
    })
  }
  return (
    <Modal
      open
      width={640}
      title={t(item ? 'mall.edit' : 'mall.new')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !ready, loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        {!item && <What draft={draft} change={change} />}
        <Form.Item label={t('mall.title')} htmlFor="mall-title">
          <Input id="mall-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', columnGap: 16 }}>
          {counts.map(({ of, label, max }) => (
            <Form.Item key={of} label={t(label)} htmlFor={`mall-${of}`}>
              <InputNumber<number>
                id={`mall-${of}`}
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
        {kind === 'goods' && (
          <Form.Item label={t('mall.cash')} extra={t('mall.cashHint')}>
            <MoneyInput fen={draft.cashFen} onChange={(cashFen) => change({ cashFen: cashFen ?? 0 })} label={t('mall.cash')} min={0} />
          </Form.Item>
        )}
        <Form.Item label={t('mall.period')}>
          <DatePicker.RangePicker
            showTime
            allowClear={false}
            value={period}
            onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
          />
        </Form.Item>
        <Form.Item label={t('mall.enabled')}>
          <Switch checked={draft.enabled} aria-label={t('mall.enabled')} onChange={(enabled) => change({ enabled })} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function What({ draft, change }: { draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('mall.kind')}>
        <Radio.Group
          value={draft.kind}
          onChange={(event) => change({ kind: kindOf(event.target.value) })}
          options={(['coupon', 'goods', 'card'] as const).map((value) => ({ value, label: t(KIND_WORDS[value]) }))}
        />
      </Form.Item>
      {draft.kind === 'goods' && (
        <Form.Item label={t('mall.kind.goods')}>
          <SkuSelect value={draft.skuId} label={t('mall.kind.goods')} onChange={(skuId) => change({ skuId: skuId ?? '' })} />
        </Form.Item>
      )}
      {draft.kind === 'coupon' && (
        <Form.Item label={t('mall.kind.coupon')}>
          <CouponSelect value={draft.templateId} label={t('mall.kind.coupon')} onChange={(next) => change({ templateId: next ?? '' })} />
        </Form.Item>
      )}
      {draft.kind === 'card' && (
        <Form.Item label={t('mall.months')} extra={t('mall.monthsHint')}>
          <InputNumber<number>
            min={1}
            max={12}
            precision={0}
            value={draft.months}
            aria-label={t('mall.months')}
            onChange={(months) => change({ months: months ?? 1 })}
          />
        </Form.Item>
      )}
    </>
  )
}

const kindOf = (value: unknown): Kind => (value === 'goods' || value === 'card' ? value : 'coupon')
