import { Drawer, Statistic, Table } from 'antd'
import { adminRequests } from '../../../../clients/admin/client.ts'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import type { Batch } from './batches.tsx'

type Detail = Reply<'getCommunityBatch'>
type Sum = Detail['leaders'][number]

/** What came of a batch, its goods, and what each leader gets. */
export function BatchDrawer({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const t = useT()
  const detail = useRead('getCommunityBatch', { id: batch.id }, { refetchInterval: 15_000 })
  return (
    <Drawer
      open
      onClose={onClose}
      size={920}
      title={batch.title}
      data-testid="community-drawer"
      extra={
        <DownloadButton request={adminRequests.exportCommunitySheet({ id: batch.id })} name="community.xlsx">
          {t('community.allSheets')}
        </DownloadButton>
      }
    >
      <Loaded read={detail}>
        {(data) => (
          <>
            <Numbers results={data.results} />
            <h3>{t('community.perLeader')}</h3>
            <PerLeader batchId={batch.id} leaders={data.leaders} />
            <h3 style={{ marginTop: 24 }}>{t('community.goods')}</h3>
            <Goods items={data.items} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}

function Numbers({ results }: { results: Detail['results'] }) {
  const t = useT()
  const numbers: [Key, string | number][] = [
    ['community.result.orders', results.orders],
    ['community.result.buyers', results.buyers],
    ['community.result.pieces', results.pieces],
    ['community.result.gmv', yuan(results.gmvFen)],
    ['community.result.refunded', yuan(results.refundedFen)],
    ['community.result.missing', results.missing],
    ['community.result.handed', results.handed],
    ['community.result.unpaid', results.unpaid],
    ['community.result.commission', yuan(results.commissionFen)],
    ['community.result.leaders', results.leaders],
  ]
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', gap: 16, marginBottom: 24 }}
      data-testid="community-results"
    >
      {numbers.map(([key, value]) => (
        <Statistic key={key} title={t(key)} value={value} styles={{ content: { fontSize: 20 } }} />
      ))}
    </div>
  )
}

function PerLeader({ batchId, leaders }: { batchId: string; leaders: Sum[] }) {
  const t = useT()
  return (
    <Table<Sum>
      size="small"
      rowKey="leaderId"
      pagination={leaders.length > 20 ? { pageSize: 20 } : false}
      dataSource={leaders}
      locale={{ emptyText: <Nothing title={t('community.noOrders')} /> }}
      columns={[
        {
          key: 'point',
          title: t('community.point'),
          render: (_, one) => (
            <div>
              {one.pointName}
              <div className="muted">
                {one.leaderName} {one.phone}
              </div>
            </div>
          ),
        },
        { key: 'orders', title: t('community.ordersPieces'), align: 'right', render: (_, one) => `${one.orders} / ${one.pieces}` },
        { key: 'amount', title: t('community.gmv'), align: 'right', render: (_, one) => yuan(one.amountFen) },
        {
          key: 'arrived',
          title: t('community.arrival'),
          render: (_, one) =>
            one.arrived
              ? one.missing > 0
                ? t('community.missingCount', { count: one.missing })
                : t('community.allHere')
              : t('community.notYet'),
        },
        { key: 'handed', title: t('community.result.handed'), align: 'right', dataIndex: 'handed' },
        {
          key: 'sheet',
          title: '',
          align: 'right',
          render: (_, one) => (
            <DownloadButton
              request={adminRequests.exportCommunitySheet({ id: batchId, leaderId: one.leaderId })}
              name={`${one.pointName}.xlsx`}
            >
              {t('community.sheet')}
            </DownloadButton>
          ),
        },
      ]}
    />
  )
}

function Goods({ items }: { items: Detail['items'] }) {
  const t = useT()
  return (
    <Table<Detail['items'][number]>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={items}
      columns={[
        {
          key: 'goods',
          title: t('community.goods'),
          render: (_, one) => (one.goods ? [one.goods.title, ...one.goods.options].join(' ') : t('community.goodsGone')),
        },
        { key: 'price', title: t('community.price'), align: 'right', render: (_, one) => yuan(one.priceFen) },
        { key: 'taken', title: t('community.taken'), align: 'right', render: (_, one) => `${one.taken} / ${one.stock}` },
        { key: 'bp', title: t('community.bp'), align: 'right', render: (_, one) => `${one.commissionBp / 100}%` },
      ]}
    />
  )
}
