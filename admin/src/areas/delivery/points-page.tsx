import { PlusOutlined } from '@ant-design/icons'
import { App, Button, InputNumber, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { State } from '../../ui/tone.tsx'
import { PointDrawer } from './point-drawer.tsx'
import { distanceText, type Point, weekdayKeys } from './words.ts'
import './delivery.css'

const stale = ['listDeliveryPoints'] as const

/** Where orders are fetched, and from where the shop brings them itself. */
export function PointsPage() {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const [editing, setEditing] = useState<Point | 'new' | null>(null)
  const points = useRead('listDeliveryPoints')
  const columns = useColumns(mayWrite ? setEditing : undefined)
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="point-new">
      {t('point.new')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('nav.deliveryPoints')} lead={t('point.lead')}>
        {create}
      </PageHead>
      <KeepRule readOnly={!mayWrite} />
      <div className="card table-card" data-testid="points">
        <DataTable<Point>
          id="points"
          columns={columns}
          rowKey="id"
          read={points}
          empty={
            <Nothing title={t('point.none')} hint={t('point.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {editing && <PointDrawer point={editing === 'new' ? undefined : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

/** For how long an order that nobody fetches is kept. */
function KeepRule({ readOnly }: { readOnly: boolean }) {
  const t = useT()
  const rule = useRead('getPickupRule')
  const [typed, setTyped] = useState<number | null>(null)
  const save = useWrite('putPickupRule', { stale: ['getPickupRule'], success: t('common.saved'), onDone: () => setTyped(null) })
  if (!rule.data) return <Skeleton.Input active block style={{ marginBottom: 16 }} />
  const value = typed ?? rule.data.keepDays
  return (
    <section className="card card-pad row" style={{ marginBottom: 16 }} aria-label={t('point.keep')}>
      <strong>{t('point.keep')}</strong>
      <InputNumber
        min={0}
        max={60}
        precision={0}
        disabled={readOnly}
        value={value}
        suffix={t('point.days')}
        aria-label={t('point.keep')}
        style={{ width: 120 }}
        onChange={(days) => setTyped(days)}
        data-testid="keep-days"
      />
      {!readOnly && value !== rule.data.keepDays && (
        <Button loading={save.isPending} onClick={() => save.mutate({ keepDays: value })}>
          {t('common.save')}
        </Button>
      )}
      <span className="muted small">{value === 0 ? t('point.keepForever') : t('point.keepHint', { days: value })}</span>
    </section>
  )
}

function useColumns(onEdit: ((point: Point) => void) | undefined): Column<Point>[] {
  const t = useT()
  const { modal } = App.useApp()
  const save = useWrite('updateDeliveryPoint', { stale, success: t('common.saved') })
  const remove = useWrite('deleteDeliveryPoint', { stale, success: t('point.removed') })
  const pause = (point: Point) => {
    if (point.paused) return save.mutate({ ...point, paused: false })
    modal.confirm({
      title: t('point.askPause', { name: point.name }),
      content: t('point.pauseHint'),
      onOk: () => save.mutateAsync({ ...point, paused: true }),
    })
  }
  const askRemove = (point: Point) =>
    modal.confirm({
      title: t('point.askRemove', { name: point.name }),
      content: t('point.removeHint'),
      okButtonProps: { danger: true },
      okText: t('common.remove'),
      onOk: () => remove.mutateAsync({ id: point.id }),
    })
  const columns: Column<Point>[] = [
    {
      key: 'name',
      title: t('point.name'),
      render: (_, point) => (
        <div>
          <span className="strong">{point.name}</span>
          <div className="small muted">{point.address}</div>
          <div className="small muted num">{point.phone}</div>
        </div>
      ),
    },
    {
      key: 'use',
      title: t('point.use'),
      render: (_, point) => (
        <span className="row">
          {point.pickup && <Tag>{t('delivery.pickup')}</Tag>}
          {point.local && <Tag>{t('delivery.local')}</Tag>}
        </span>
      ),
    },
    { key: 'hours', title: t('point.hours'), render: (_, point) => <Hours point={point} /> },
    {
      key: 'fees',
      title: t('point.fees'),
      render: (_, point) =>
        point.local ? (
          <div className="small num">
            {point.fees
              .toSorted((one, other) => one.withinMeters - other.withinMeters)
              .map((fee) => (
                <div key={fee.withinMeters}>
                  {t('point.feeWithin', { distance: distanceText(fee.withinMeters, t), amount: yuan(fee.feeFen) })}
                </div>
              ))}
          </div>
        ) : (
          <span className="muted">—</span>
        ),
    },
    {
      key: 'slots',
      title: t('point.slots'),
      render: (_, point) => (
        <span className="num">
          {t('point.slotSum', { count: point.slots.length, orders: point.slots.reduce((sum, slot) => sum + slot.capacity, 0) })}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, point) => <State tone={point.paused ? 'warn' : 'good'}>{t(point.paused ? 'point.paused' : 'point.open')}</State>,
    },
  ]
  if (!onEdit) return columns
  const actions: Column<Point> = {
    key: 'actions',
    title: '',
    align: 'right',
    render: (_, point) => (
      <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
        <Button size="small" type="text" danger onClick={() => askRemove(point)}>
          {t('common.remove')}
        </Button>
        <Button size="small" type="text" onClick={() => pause(point)} data-testid="point-pause">
          {t(point.paused ? 'point.resume' : 'point.pause')}
        </Button>
        <Button size="small" onClick={() => onEdit(point)} data-testid="point-edit">
          {t('common.edit')}
        </Button>
      </div>
    ),
  }
  return [...columns, actions]
}

function Hours({ point }: { point: Point }) {
  const t = useT()
  const closed = point.closedDays.map((day) => t(weekdayKeys[day] ?? 'weekday.0'))
  return (
    <div className="num">
      {point.hours.length === 0 ? t('point.aroundTheClock') : point.hours.map(({ from, to }) => `${from}–${to}`).join(' ')}
      {closed.length > 0 && <div className="small muted">{t('point.closedOn', { days: closed.join(t('point.and')) })}</div>}
    </div>
  )
}
