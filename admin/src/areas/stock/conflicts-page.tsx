import { App, Button, Segmented } from 'antd'
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

type Conflict = Item<'listSyncConflicts'>
const kindKey: Record<Conflict['kind'], Key> = {
  gap: 'conflict.kind.gap',
  unknown_sku: 'conflict.kind.unknown_sku',
  unknown_location: 'conflict.kind.unknown_location',
  location_closed: 'conflict.kind.location_closed',
  below_held: 'conflict.kind.below_held',
}
const stateKey: Record<Conflict['state'], Key> = {
  open: 'conflict.state.open',
  applied: 'conflict.state.applied',
  dismissed: 'conflict.state.dismissed',
  superseded: 'conflict.state.superseded',
}
const tone: Record<Conflict['state'], Tone> = { open: 'warn', applied: 'good', dismissed: 'quiet', superseded: 'quiet' }

/** Updates of other systems that could not be applied: staff decide. */
export function ConflictsPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const { modal } = App.useApp()
  const [url, setUrl] = useUrlState({ show: 'open', page: '1' })
  const conflicts = useRead('listSyncConflicts', {
    page: Number(url.page),
    pageSize: 20,
    ...(url.show === 'open' ? { state: 'open' as const } : {}),
  })
  const resolve = useWrite('resolveSyncConflict', {
    stale: ['listSyncConflicts', 'listStock', 'listMovements', 'countStockTodos'],
    success: t('conflict.done'),
  })
  const ask = (conflict: Conflict, action: 'apply' | 'dismiss') =>
    modal.confirm({
      title: action === 'apply' ? t('conflict.askApply', { onHand: conflict.onHand }) : t('conflict.askDismiss'),
      okText: t(action === 'apply' ? 'conflict.apply' : 'conflict.dismiss'),
      onOk: () => resolve.mutate({ id: conflict.id, action }),
    })
  const columns: Column<Conflict>[] = [
    { key: 'at', title: t('order.at'), render: (_, conflict) => <Time iso={conflict.at} /> },
    { key: 'source', title: t('conflict.source'), render: (_, conflict) => conflict.source },
    {
      key: 'sku',
      title: t('stock.sku'),
      render: (_, conflict) => (
        <span className="num">
          {conflict.sku} <span className="muted">@ {conflict.location || t('conflict.defaultLocation')}</span>
        </span>
      ),
    },
    {
      key: 'sequence',
      title: t('conflict.sequence'),
      align: 'right',
      render: (_, conflict) => <span className="num">{conflict.sequence}</span>,
    },
    { key: 'onHand', title: t('conflict.onHand'), align: 'right', render: (_, conflict) => <span className="num">{conflict.onHand}</span> },
    { key: 'kind', title: t('conflict.kind'), render: (_, conflict) => t(kindKey[conflict.kind]) },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, conflict) => (
        <div>
          <State tone={tone[conflict.state]}>{t(stateKey[conflict.state])}</State>
          {conflict.endedBy && <div className="small muted">{conflict.endedBy}</div>}
        </div>
      ),
    },
  ]
  if (mayWrite)
    columns.push({
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, conflict) =>
        conflict.state === 'open' ? (
          <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
            <Button size="small" type="text" onClick={() => ask(conflict, 'dismiss')}>
              {t('conflict.dismiss')}
            </Button>
            <Button size="small" onClick={() => ask(conflict, 'apply')} data-testid="conflict-apply">
              {t('conflict.apply')}
            </Button>
          </div>
        ) : null,
    })
  return (
    <>
      <PageHead title={t('nav.conflicts')} lead={t('conflict.lead')} />
      <div className="card table-card" data-testid="conflicts">
        <DataTable<Conflict>
          id="conflicts"
          columns={columns}
          rowKey="id"
          read={conflicts}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <Segmented<string>
              value={url.show}
              onChange={(show) => setUrl({ show })}
              options={[
                { value: 'open', label: t('conflict.state.open') },
                { value: 'all', label: t('common.all') },
              ]}
            />
          }
          empty={<Nothing title={t('conflict.none')} hint={t('conflict.noneHint')} />}
        />
      </div>
    </>
  )
}
