import { Button, Segmented } from 'antd'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Report = Item<'listShippingReports'>
type ReportState = Report['state']
const states: readonly ReportState[] = ['wanted', 'told', 'stopped', 'not_needed']
const stateKey: Record<ReportState, Key> = {
  wanted: 'report.wanted',
  told: 'report.told',
  stopped: 'report.stopped',
  not_needed: 'report.notNeeded',
}
const tone: Record<ReportState, Tone> = { wanted: 'info', told: 'good', stopped: 'bad', not_needed: 'quiet' }

/** What the mini-program platform was told of shipments. */
export function ShippingReportsPage() {
  const t = useT()
  const may = useCan()('order.ship')
  const [url, setUrl] = useUrlState({ state: '', page: '1' })
  const state = states.find((one) => one === url.state)
  const reports = useRead('listShippingReports', { ...(state ? { state } : {}), page: Number(url.page) }, { refetchInterval: 30_000 })
  const retry = useWrite('retryShippingReport', { stale: ['listShippingReports'] })
  const columns: Column<Report>[] = [
    {
      key: 'orders',
      title: t('pick.order'),
      render: (_, one) => (
        <span className="row-tight">
          {one.orders.map((order) => (
            <Link key={order.id} to={`/orders/${order.id}`}>
              {order.number || t('common.details')}
            </Link>
          ))}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('pick.state'),
      render: (_, one) => (
        <>
          <State tone={tone[one.state]}>{t(stateKey[one.state])}</State>
          {one.state === 'told' && !one.complete && <span className="small muted"> {t('report.partly')}</span>}
          {one.note && <div className="small muted">{one.note}</div>}
        </>
      ),
    },
    { key: 'told', title: t('report.toldAt'), render: (_, one) => (one.toldAt ? <Time iso={one.toldAt} /> : '—') },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        may && one.state === 'stopped' ? (
          <Button type="link" size="small" loading={retry.isPending} onClick={() => retry.mutate({ id: one.id })}>
            {t('common.retry')}
          </Button>
        ) : null,
    },
  ]
  const toolbar = (
    <Segmented
      value={url.state}
      options={[{ value: '', label: t('common.all') }, ...states.map((value) => ({ value: value as string, label: t(stateKey[value]) }))]}
      onChange={(value) => setUrl({ state: value })}
    />
  )
  return (
    <>
      <PageHead title={t('nav.shippingReports')} lead={t('report.lead')} />
      <div className="card table-card" data-testid="shipping-reports">
        <DataTable<Report>
          id="shipping-reports"
          columns={columns}
          rowKey="id"
          read={reports}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={toolbar}
          empty={<Nothing title={t('report.none')} hint={t('report.noneHint')} />}
        />
      </div>
    </>
  )
}
