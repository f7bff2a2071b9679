import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item, Name } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Waybill = Item<'listWaybills'>
type WaybillState = Waybill['state']
const states: readonly WaybillState[] = ['wanted', 'made', 'refused', 'cancelling', 'cancelled']
const stateKey: Record<WaybillState, Key> = {
  wanted: 'waybill.wanted',
  made: 'waybill.made',
  refused: 'waybill.refused',
  cancelling: 'waybill.cancelling',
  cancelled: 'waybill.cancelled',
}
const tone: Record<WaybillState, Tone> = { wanted: 'info', made: 'good', refused: 'bad', cancelling: 'warn', cancelled: 'quiet' }
const stale: readonly Name[] = ['listWaybills', 'getAdminOrder', 'listAdminOrders', 'countAdminOrders']

/** Waybills that were ordered, and their labels. */
export function WaybillsPage() {
  const t = useT()
  const may = useCan()('order.ship')
  const { modal } = App.useApp()
  const [url, setUrl] = useUrlState({ state: '', page: '1' })
  const [chosen, setChosen] = useState<string[]>([])
  const state = states.find((one) => one === url.state)
  const waybills = useRead('listWaybills', { ...(state ? { state } : {}), page: Number(url.page) }, { refetchInterval: 10_000 })
  const retry = useWrite('retryWaybill', { stale })
  const cancel = useWrite('cancelWaybill', { stale })
  const askCancel = (one: Waybill) =>
    modal.confirm({
      title: t('waybill.cancelAsk', { number: one.number || one.orderNumber }),
      content: t('waybill.cancelHint'),
      okButtonProps: { danger: true },
      onOk: () => cancel.mutateAsync({ id: one.id }),
    })
  const columns: Column<Waybill>[] = [
    { key: 'order', title: t('pick.order'), render: (_, one) => <Link to={`/orders/${one.orderId}`}>{one.orderNumber}</Link> },
    { key: 'carrier', title: t('ship.carrier'), render: (_, one) => one.carrierName },
    { key: 'number', title: t('waybill.number'), render: (_, one) => <span className="num">{one.number || '—'}</span> },
    { key: 'receiver', title: t('waybill.receiver'), render: (_, one) => one.receiver },
    {
      key: 'state',
      title: t('pick.state'),
      render: (_, one) => (
        <>
          <State tone={tone[one.state]}>{t(stateKey[one.state])}</State>
          {one.note && <div className="small muted">{one.note}</div>}
        </>
      ),
    },
    { key: 'at', title: t('waybill.at'), render: (_, one) => <Time iso={one.at} /> },
  ]
  if (may)
    columns.push({
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <>
          {one.state === 'refused' && (
            <Button type="link" size="small" onClick={() => retry.mutate({ id: one.id })}>
              {t('common.retry')}
            </Button>
          )}
          {(one.state === 'made' || one.state === 'refused') && (
            <Button type="link" size="small" danger onClick={() => askCancel(one)}>
              {t('common.cancel')}
            </Button>
          )}
        </>
      ),
    })
  const printable = (waybills.data?.items ?? []).filter((one) => one.state === 'made' && chosen.includes(one.id)).map((one) => one.id)
  const toolbar = (
    <>
      <Segmented
        value={url.state}
        options={[{ value: '', label: t('common.all') }, ...states.map((value) => ({ value: value as string, label: t(stateKey[value]) }))]}
        onChange={(value) => {
          setChosen([])
          setUrl({ state: value })
        }}
      />
      {printable.length > 0 && (
        <DownloadButton request={{ method: 'GET', path: `/api/admin/waybill-labels?ids=${printable.join(',')}` }} name="waybills.html">
          {t('waybill.print')}
        </DownloadButton>
      )}
    </>
  )
  return (
    <>
      <PageHead title={t('nav.waybills')} lead={t('waybill.lead')} />
      <div className="card table-card" data-testid="waybills">
        <DataTable<Waybill>
          id="waybills"
          columns={columns}
          rowKey="id"
          read={waybills}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={toolbar}
          table={may ? { rowSelection: { selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) } } : {}}
          empty={<Nothing title={t('waybill.none')} hint={t('waybill.noneHint')} />}
        />
      </div>
    </>
  )
}
