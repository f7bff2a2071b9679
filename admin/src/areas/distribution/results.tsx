import { Segmented, Statistic, Table } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { yuan } from '../../ui/money.tsx'

type Figures = Reply<'getDistributionResults'>
const spans = [7, 30, 90] as const

/** What distribution brought and cost. */
export function Results() {
  const t = useT()
  const [days, setDays] = useState<number>(30)
  const results = useRead('getDistributionResults', { days })
  return (
    <div className="stack">
      <Segmented
        value={days}
        options={spans.map((value) => ({ value, label: t('distribution.days', { count: value }) }))}
        onChange={setDays}
        style={{ alignSelf: 'flex-start' }}
      />
      <Loaded read={results}>{(data) => <Numbers data={data} />}</Loaded>
    </div>
  )
}

function Numbers({ data }: { data: Figures }) {
  const t = useT()
  const share = data.gmvFen === 0 ? '—' : `${((data.commissionFen / data.gmvFen) * 100).toFixed(1)}%`
  const numbers: [Key, string | number][] = [
    ['distribution.result.gmv', yuan(data.gmvFen)],
    ['distribution.result.refunded', yuan(data.refundedFen)],
    ['distribution.result.orders', data.orders],
    ['distribution.result.buyers', data.buyers],
    ['distribution.result.commission', `${yuan(data.commissionFen)} (${share})`],
    ['distribution.result.clawed', yuan(data.clawedFen)],
    ['distribution.result.rewards', yuan(data.rewardFen)],
    ['distribution.result.withdrawn', yuan(data.withdrawnFen)],
    ['distribution.result.pending', yuan(data.pendingFen)],
    ['distribution.result.settled', yuan(data.settledFen)],
    ['distribution.result.debt', yuan(data.debtFen)],
    ['distribution.result.distributors', data.distributors],
    ['distribution.result.customers', data.customers],
  ]
  return (
    <>
      <div
        className="card"
        style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))', gap: 20, padding: 20 }}
        data-testid="distribution-results"
      >
        {numbers.map(([key, value]) => (
          <Statistic key={key} title={t(key)} value={value} styles={{ content: { fontSize: 20 } }} />
        ))}
      </div>
      <div className="card table-card">
        <Table<Figures['top'][number]>
          rowKey={(row) => row.distributor.id}
          pagination={false}
          dataSource={data.top}
          locale={{ emptyText: t('distribution.noSales') }}
          columns={[
            { key: 'who', title: t('distribution.best'), render: (_, row) => row.distributor.nickname || row.distributor.id.slice(-8) },
            { key: 'orders', title: t('distribution.result.orders'), align: 'right', dataIndex: 'orders' },
            {
              key: 'gmv',
              title: t('distribution.gmvKept'),
              align: 'right',
              render: (_, row) => <span className="num">{yuan(row.gmvFen)}</span>,
            },
            {
              key: 'commission',
              title: t('distribution.earned'),
              align: 'right',
              render: (_, row) => <span className="num">{yuan(row.commissionFen)}</span>,
            },
          ]}
        />
      </div>
    </>
  )
}
