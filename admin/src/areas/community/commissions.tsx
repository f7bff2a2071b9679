import { Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'

type Commission = Item<'listCommunityCommissions'>
const states: Record<Commission['state'], { tone: Tone; label: Key }> = {
  pending: { tone: 'warn', label: 'community.commission.pending' },
  settled: { tone: 'info', label: 'community.commission.settled' },
  paid: { tone: 'good', label: 'community.commission.paid' },
}
const filters = ['all', 'pending', 'settled', 'paid'] as const

export function Commissions() {
  const t = useT()
  const [page, setPage] = useState('1')
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const rows = useRead('listCommunityCommissions', { page: Number(page), pageSize: 20, ...(filter === 'all' ? {} : { state: filter }) })
  const columns: Column<Commission>[] = [
    {
      key: 'leader',
      title: t('community.leader'),
      render: (_, one) => (
        <div>
          {one.leaderName}
          <div className="muted">{one.pointName}</div>
        </div>
      ),
    },
    { key: 'order', title: t('nav.order'), render: (_, one) => <Link to={`/orders/${one.id}`}>{t('community.toOrder')}</Link> },
    {
      key: 'base',
      title: t('community.base'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {yuan(one.baseFen)} × {one.bp / 100}%
        </span>
      ),
    },
    { key: 'amount', title: t('community.amount'), align: 'right', render: (_, one) => <span className="num">{yuan(one.amountFen)}</span> },
    {
      key: 'kept',
      title: t('community.keptPaid'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {yuan(one.keptFen)} / {yuan(one.paidFen)}
        </span>
      ),
    },
    { key: 'due', title: t('community.due'), render: (_, one) => <Time iso={one.dueAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>,
    },
  ]
  return (
    <div className="card table-card" data-testid="community-commissions">
      <DataTable<Commission>
        id="community-commissions"
        columns={columns}
        rowKey="id"
        read={rows}
        toolbar={
          <Segmented
            value={filter}
            options={filters.map((value) => ({ value, label: t(value === 'all' ? 'common.all' : states[value].label) }))}
            onChange={(value) => {
              setFilter(value)
              setPage('1')
            }}
          />
        }
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('community.noCommissions')} hint={t('community.noCommissionsHint')} />}
      />
    </div>
  )
}
