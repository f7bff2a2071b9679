import { Button, Input, Tag } from 'antd'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { deliveryStateKey, deliveryTone, type Delivery } from './words.ts'

/** What waits to be fetched, the earliest first; what lies ready is marked, so that the shopper knows. */
export function WaitingPickups() {
  const t = useT()
  const [url, setUrl] = useUrlState({ search: '', page: '1' })
  const enabled = useCan()('delivery.handle')
  const search = url.search ? { search: url.search } : {}
  const read = useRead(
    'listDeliveries',
    { kind: 'pickup', view: 'waiting', page: Number(url.page), pageSize: 20, ...search },
    { enabled, refetchInterval: 30_000 },
  )
  const ready = useWrite('readyDelivery', { stale: ['listDeliveries'], success: t('handout.marked') })
  const columns: Column<Delivery>[] = [
    {
      key: 'who',
      title: t('handout.who'),
      render: (_, one) => (
        <div>
          <span className="strong">{one.receiver}</span> <span className="num muted">{one.phone}</span>
          <div className="small muted num">{one.orderNumber}</div>
        </div>
      ),
    },
    {
      key: 'goods',
      title: t('handout.goods'),
      width: 380,
      render: (_, one) => (
        <span className="clamp2 goods-words" title={one.goods.join('，')}>
          {one.goods.join('，')}
        </span>
      ),
    },
    {
      key: 'when',
      title: t('handout.when'),
      render: (_, one) => (
        <div>
          <span className="num">{`${one.day.slice(5)} ${one.span}`}</span> {one.late && <Tag color="warning">{t('handout.late')}</Tag>}
          <div className="small muted">{one.pointName}</div>
        </div>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={deliveryTone[one.state]}>{t(deliveryStateKey[one.state])}</State>,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        one.state === 'kept' ? (
          <Button
            size="small"
            loading={ready.isPending && ready.variables.id === one.orderId}
            onClick={() => ready.mutate({ id: one.orderId })}
            data-testid="pickup-ready"
          >
            {t('delivery.markReady')}
          </Button>
        ) : null,
    },
  ]
  if (!enabled) return null
  return (
    <div className="card table-card" data-testid="waiting-pickups">
      <DataTable<Delivery>
        id="pickups"
        columns={columns}
        rowKey="orderId"
        read={read}
        page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
        toolbar={
          <>
            <h2 className="toolbar-title">{t('handout.waiting')}</h2>
            <Input.Search
              key={url.search}
              allowClear
              defaultValue={url.search}
              maxLength={40}
              placeholder={t('delivery.search')}
              style={{ width: 240 }}
              onSearch={(text) => setUrl({ search: text.trim(), page: '1' })}
            />
          </>
        }
        empty={<Nothing title={t('handout.none')} hint={t('handout.noneHint')} />}
      />
    </div>
  )
}
