import { Segmented } from 'antd'
import { Link } from 'react-router'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import type { ListState } from './distribution-page.tsx'
import { type Commission, commissionStates, percent } from './words.ts'

const filters = ['', 'pending', 'settled', 'void'] as const

/** Every commission: of which goods of which order, at which rate, and where it stands. */
export function Commissions({ page, state, search, change, onPage }: ListState) {
  const t = useT()
  const filter = filters.find((one) => one !== '' && one === state)
  const rows = useRead('listCommissions', {
    page: Number(page),
    pageSize: 20,
    ...(filter ? { state: filter } : {}),
    ...(search ? { search } : {}),
  })
  const columns: Column<Commission>[] = [
    {
      key: 'order',
      title: t('distribution.order'),
      render: (_, one) => (
        <div style={{ maxWidth: 260 }}>
          <Link to={`/orders/${one.orderId}`} className="num">
            {one.orderNumber}
          </Link>
          <div className="small muted">
            {one.title} ×{one.quantity}
          </div>
        </div>
      ),
    },
    { key: 'buyer', title: t('distribution.buyer'), render: (_, one) => one.buyerName || '—' },
    {
      key: 'who',
      title: t('distribution.who'),
      render: (_, one) => (
        <div>
          <div>{one.distributor.nickname || '—'}</div>
          <div className="small muted">{t(one.level === 1 ? 'distribution.level1' : 'distribution.level2')}</div>
        </div>
      ),
    },
    {
      key: 'base',
      title: t('distribution.base'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {yuan(one.baseFen)} × {percent(one.rateBps)}
        </span>
      ),
    },
    {
      key: 'amount',
      title: t('distribution.commission'),
      align: 'right',
      render: (_, one) => (
        <div>
          <div className="num">{yuan(one.amountFen)}</div>
          {one.clawedFen > 0 && <div className="small muted num">{t('distribution.clawed', { amount: yuan(one.clawedFen) })}</div>}
        </div>
      ),
    },
    { key: 'paid', title: t('distribution.paidAt'), render: (_, one) => <Time iso={one.paidAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={commissionStates[one.state].tone}>{t(commissionStates[one.state].label)}</State>,
    },
  ]
  return (
    <div className="card table-card" data-testid="commissions">
      <DataTable<Commission>
        id="commissions"
        columns={columns}
        rowKey="id"
        read={rows}
        toolbar={
          <>
            <Segmented
              value={state}
              options={filters.map((value) => ({
                value,
                label: t(value === '' ? 'distribution.state.all' : commissionStates[value].label),
              }))}
              onChange={(next) => change({ state: next })}
            />
            <SearchBox value={search} placeholder={t('distribution.searchOrder')} onChange={(next) => change({ search: next })} />
          </>
        }
        page={{ page, pageSize: 20, onPage }}
        empty={<Nothing title={t('distribution.noSales')} hint={t('distribution.noSalesHint')} />}
      />
    </div>
  )
}
