import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Form, Input, InputNumber, Modal, Switch } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { SkuSelect } from '../marketing/sku-select.tsx'

type Detail = Reply<'getCommunityBatch'>
interface ItemDraft {
  skuId: string
  priceFen: number | null
  stock: number
  perPerson: number
  commissionBp: number
}
interface Draft {
  title: string
  period: [Dayjs, Dayjs]
  day: Dayjs
  settleDays: number
  enabled: boolean
  items: ItemDraft[]
}
const fresh: ItemDraft = { skuId: '', priceFen: null, stock: 100, perPerson: 5, commissionBp: 1000 }

const draftOf = (batch: Detail | null): Draft => ({
  title: batch?.title ?? '',
  period: batch ? [dayjs(batch.opensAt), dayjs(batch.closesAt)] : [dayjs(), dayjs().add(1, 'day').hour(20).minute(0).second(0)],
  day: batch ? dayjs(batch.deliveryDay) : dayjs().add(2, 'day'),
  settleDays: batch?.settleDays ?? 7,
  enabled: batch?.enabled ?? true,
  items: batch?.items.map(({ skuId, priceFen, stock, perPerson, commissionBp }) => ({
    skuId,
    priceFen,
    stock,
    perPerson,
    commissionBp,
  })) ?? [fresh],
})

export function BatchDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const t = useT()
  const batch = useRead('getCommunityBatch', { id: id ?? '' }, { enabled: id !== null })
  if (id === null) return <Editor batch={null} onClose={onClose} />
  if (batch.data) return <Editor batch={batch.data} onClose={onClose} />
  return (
    <Modal open title={t('community.editBatch')} footer={null} onCancel={onClose}>
      <Loaded read={batch}>{() => null}</Loaded>
    </Modal>
  )
}

function Editor({ batch, onClose }: { batch: Detail | null; onClose: () => void }) {
  const t = useT()
  const [draft, setDraft] = useState(() => draftOf(batch))
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const done = { stale: ['listCommunityBatches' as const, 'getCommunityBatch' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createCommunityBatch', done)
  const update = useWrite('updateCommunityBatch', done)
  const items = draft.items.flatMap(({ priceFen, ...item }) => (item.skuId && priceFen ? [{ ...item, priceFen }] : []))
  const ready = draft.title.trim() !== '' && items.length > 0 && items.length === draft.items.length
  const save = () => {
    const body = {
      title: draft.title.trim(),
      opensAt: draft.period[0].toISOString(),
      closesAt: draft.period[1].toISOString(),
      deliveryDay: draft.day.format('YYYY-MM-DD'),
      settleDays: draft.settleDays,
      enabled: draft.enabled,
      items,
    }
    if (batch) update.mutate({ ...body, id: batch.id })
    else create.mutate(body)
  }
  return (
    <Modal
      open
      width={920}
      title={t(batch ? 'community.editBatch' : 'community.newBatch')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !ready, loading: create.isPending || update.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('community.batchTitle')} htmlFor="batch-title">
          <Input id="batch-title" value={draft.title} maxLength={100} onChange={(event) => change({ title: event.target.value })} />
        </Form.Item>
        <div className="row" style={{ gap: 24, alignItems: 'flex-start' }}>
          <Form.Item label={t('community.period')}>
            <DatePicker.RangePicker
              showTime={{ format: 'HH:mm' }}
              allowClear={false}
              value={draft.period}
              onChange={(range) => range?.[0] && range[1] && change({ period: [range[0], range[1]] })}
            />
          </Form.Item>
          <Form.Item label={t('community.deliveryDay')} extra={t('community.dayHint')}>
            <DatePicker allowClear={false} value={draft.day} onChange={(day) => day && change({ day })} />
          </Form.Item>
          <Form.Item label={t('community.settleDays')} htmlFor="settle-days">
            <InputNumber<number>
              id="settle-days"
              min={0}
              max={60}
              precision={0}
              value={draft.settleDays}
              onChange={(value) => change({ settleDays: value ?? 0 })}
            />
          </Form.Item>
          <Form.Item label={t('community.enabled')}>
            <Switch checked={draft.enabled} aria-label={t('community.enabled')} onChange={(enabled) => change({ enabled })} />
          </Form.Item>
        </div>
        <Items items={draft.items} onChange={(next) => change({ items: next })} />
      </Form>
    </Modal>
  )
}

const grid = { display: 'grid', gridTemplateColumns: '330px 1fr 1fr 1fr 1fr 40px', gap: 12, alignItems: 'center', marginBottom: 8 }

function Items({ items, onChange }: { items: ItemDraft[]; onChange: (items: ItemDraft[]) => void }) {
  const t = useT()
  const set = (at: number, patch: Partial<ItemDraft>) => onChange(items.map((item, index) => (index === at ? { ...item, ...patch } : item)))
  const titles = ['community.goods', 'community.price', 'community.stock', 'community.perPerson', 'community.bp'] as const
  return (
    <>
      <div style={grid} className="muted">
        {titles.map((key) => (
          <div key={key}>{t(key)}</div>
        ))}
      </div>
      {items.map((item, at) => (
        <div key={at} style={grid} data-testid="batch-item">
          <SkuSelect value={item.skuId} label={t('community.goods')} onChange={(skuId) => set(at, { skuId: skuId ?? '' })} />
          <MoneyInput fen={item.priceFen} onChange={(priceFen) => set(at, { priceFen })} label={t('community.price')} min={0.01} />
          {(['stock', 'perPerson'] as const).map((of) => (
            <InputNumber<number>
              key={of}
              style={{ width: '100%' }}
              min={1}
              max={of === 'stock' ? 1_000_000 : 9999}
              precision={0}
              aria-label={t(`community.${of}`)}
              value={item[of]}
              onChange={(value) => set(at, { [of]: value ?? 1 })}
            />
          ))}
          <InputNumber<number>
            style={{ width: '100%' }}
            min={0}
            max={50}
            precision={2}
            suffix="%"
            aria-label={t('community.bp')}
            value={item.commissionBp / 100}
            onChange={(value) => set(at, { commissionBp: Math.round((value ?? 0) * 100) })}
          />
          <Button
            type="text"
            danger
            icon={<DeleteOutlined />}
            aria-label={t('common.delete')}
            disabled={items.length === 1}
            onClick={() => onChange(items.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined />}
        disabled={items.length >= 50}
        onClick={() => onChange([...items, fresh])}
        data-testid="batch-add-item"
      >
        {t('community.addGoods')}
      </Button>
    </>
  )
}
