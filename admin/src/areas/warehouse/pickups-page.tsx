import { App, Button, Segmented } from 'antd'
import { Link } from 'react-router'
import type { Item, Name } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { TimeWindow } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Pickup = Item<'listCourierPickups'>
type PickupState = Pickup['state']
const states: readonly PickupState[] = ['wanted', 'booked', 'collected', 'missed', 'refused', 'cancelling', 'cancelled']
const stateKey: Record<PickupState, Key> = {
  wanted: 'courierPickup.wanted',
  booked: 'courierPickup.booked',
  collected: 'courierPickup.collected',
  missed: 'courierPickup.missed',
  refused: 'courierPickup.refused',
  cancelling: 'courierPickup.cancelling',
  cancelled: 'courierPickup.cancelled',
}
const tone: Record<PickupState, Tone> = {
  wanted: 'info',
  booked: 'info',
  collected: 'good',
  missed: 'warn',
  refused: 'bad',
  cancelling: 'warn',
  cancelled: 'quiet',
}
const stale: readonly Name[] = ['listCourierPickups']

/** Couriers who were asked to come for parcels. */
export function CourierPickupsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ state: '', page: '1' })
  const state = states.find((one) => one === url.state)
  const pickups = useRead('listCourierPickups', { ...(state ? { state } : {}), page: Number(url.page) }, { refetchInterval: 10_000 })
  const columns: Column<Pickup>[] = [
    {
      key: 'when',
      title: t('courierPickup.when'),
      render: (_, one) => <TimeWindow from={one.from} to={one.to} />,
    },
    { key: 'carrier', title: t('ship.carrier'), render: (_, one) => one.carrierName },
    {
      key: 'from',
      title: t('courierPickup.sender'),
      render: (_, one) => (
        <>
          {one.sender.name} <span className="num">{one.sender.phone}</span>
          <div className="small muted">{`${one.sender.city}${one.sender.district ?? ''}${one.sender.detail}`}</div>
        </>
      ),
    },
    {
      key: 'orders',
      title: t('pick.order'),
      render: (_, one) => (
        <>
          {one.orders.slice(0, 3).map((order) => (
            <div key={order.id}>
              <Link to={`/orders/${order.id}`}>{order.number}</Link>
            </div>
          ))}
          {one.orders.length > 3 && <span className="small muted">{t('courierPickup.moreOrders', { count: one.orders.length - 3 })}</span>}
          <div className="small muted">{t('courierPickup.load', { parcels: one.parcels, kilos: (one.weightGrams / 1000).toFixed(1) })}</div>
        </>
      ),
    },
    {
      key: 'state',
      title: t('pick.state'),
      render: (_, one) => (
        <>
          <State tone={tone[one.state]}>{t(stateKey[one.state])}</State>
          {one.courier && <div className="small">{one.courier}</div>}
          {one.note && <div className="small muted">{one.note}</div>}
        </>
      ),
    },
    { key: 'actions', title: '', align: 'right', render: (_, one) => <Actions pickup={one} /> },
  ]
  const toolbar = (
    <Segmented
      value={url.state}
      options={[{ value: '', label: t('common.all') }, ...states.map((value) => ({ value: value as string, label: t(stateKey[value]) }))]}
      onChange={(value) => setUrl({ state: value, page: '1' })}
    />
  )
  return (
    <>
      <PageHead title={t('nav.courierPickups')} lead={t('courierPickup.lead')} />
      <div className="card table-card" data-testid="courier-pickups">
        <DataTable<Pickup>
          id="courier-pickups"
          columns={columns}
          rowKey="id"
          read={pickups}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={toolbar}
          empty={
            <Nothing title={t('courierPickup.none')} hint={t('courierPickup.noneHint')}>
              <Link to="/pick">{t('nav.pick')}</Link>
            </Nothing>
          }
        />
      </div>
    </>
  )
}

function Actions({ pickup }: { pickup: Pickup }) {
  const t = useT()
  const may = useCan()('order.ship')
  const { modal } = App.useApp()
  const retry = useWrite('retryCourierPickup', { stale })
  const cancel = useWrite('cancelCourierPickup', { stale })
  const collect = useWrite('collectCourierPickup', { stale })
  const askCancel = () =>
    modal.confirm({
      title: t('courierPickup.cancelAsk'),
      content: t('courierPickup.cancelHint'),
      okText: t('courierPickup.cancel'),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutateAsync({ id: pickup.id }),
    })
  if (!may) return null
  return (
    <span className="row-tight">
      {pickup.state === 'refused' && (
        <Button type="link" size="small" onClick={() => retry.mutate({ id: pickup.id })}>
          {t('common.retry')}
        </Button>
      )}
      {(pickup.state === 'booked' || (pickup.state === 'missed' && pickup.booking !== '')) && (
        <Button type="link" size="small" onClick={() => collect.mutate({ id: pickup.id })}>
          {t('courierPickup.collect')}
        </Button>
      )}
      {(pickup.state === 'wanted' || pickup.state === 'booked' || pickup.state === 'refused') && (
        <Button type="link" size="small" danger onClick={askCancel} data-testid="pickup-cancel">
          {t('courierPickup.cancel')}
        </Button>
      )}
    </span>
  )
}
