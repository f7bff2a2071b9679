import { Drawer, Segmented, Statistic } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item, Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import type { Presale } from './presales-page.tsx'
import { depositStates, whys } from './words.ts'

type Row = Item<'listPresaleDeposits'>
type Results = Reply<'getPresaleResults'>
const filters = ['all', 'paid', 'ordered', 'bought', 'forfeited', 'refunded', 'unpaid'] as const

/** What came of a presale, and each of its deposits. */
export function PresaleDrawer({ presale, onClose }: { presale: Presale; onClose: () => void }) {
  const t = useT()
  const results = useRead('getPresaleResults', { id: presale.id }, { refetchInterval: 15_000 })
  return (
    <Drawer open onClose={onClose} size={920} title={`${t('presale.results')} · ${presale.title}`} data-testid="presale-drawer">
      <Loaded read={results}>{(data) => <Numbers results={data} full={presale.kind === 'full'} />}</Loaded>
      {presale.kind === 'deposit' && <Deposits id={presale.id} />}
    </Drawer>
  )
}

function Deposits({ id }: { id: string }) {
  const t = useT()
  const [page, setPage] = useState('1')
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const rows = useRead(
    'listPresaleDeposits',
    { id, page: Number(page), pageSize: 20, ...(filter === 'all' ? {} : { state: filter }) },
    { refetchInterval: 15_000 },
  )
  const sum = (key: string, title: Key, of: (one: Row) => number): Column<Row> => ({
    key,
    title: t(title),
    align: 'right',
    render: (_, one) => <span className="num">{yuan(of(one))}</span>,
  })
  const columns: Column<Row>[] = [
    { key: 'who', title: t('shopper.name'), render: (_, one) => one.shopper.nickname || one.shopper.id.slice(-8) },
    { key: 'many', title: t('presale.quantity'), align: 'right', render: (_, one) => <span className="num">{one.quantity}</span> },
    sum('deposit', 'presale.paidNow', (one) => one.depositFen),
    sum('balance', 'presale.balance', (one) => one.balanceFen),
    sum('back', 'presale.back', (one) => one.returnedFen),
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <State tone={depositStates[one.state].tone}>
          {[t(depositStates[one.state].label), one.why ? t(whys[one.why]) : ''].filter(Boolean).join(' · ')}
        </State>
      ),
    },
    { key: 'at', title: t('presale.at'), render: (_, one) => <Time iso={one.paidAt ?? one.createdAt} /> },
    {
      key: 'order',
      title: t('nav.order'),
      render: (_, one) => (one.orderId ? <Link to={`/orders/${one.orderId}`}>{t('bargain.toOrder')}</Link> : '—'),
    },
  ]
  return (
    <DataTable<Row>
      id="presale-board"
      columns={columns}
      rowKey="id"
      read={rows}
      toolbar={
        <Segmented
          value={filter}
          options={filters.map((value) => ({ value, label: t(value === 'all' ? 'presale.one.all' : depositStates[value].label) }))}
          onChange={(value) => {
            setFilter(value)
            setPage('1')
          }}
        />
      }
      page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
      empty={<Nothing title={t('presale.noDeposits')} />}
    />
  )
}

const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`)

function Numbers({ results, full }: { results: Results; full: boolean }) {
  const t = useT()
  const deposits: [Key, string | number][] = [
    ['presale.result.deposits', results.depositsPaid],
    ['presale.result.depositsFen', yuan(results.depositsFen)],
    ['presale.result.converted', `${results.converted} (${share(results.converted, results.depositsPaid)})`],
    ['presale.result.forfeited', `${results.forfeited} · ${yuan(results.forfeitedFen)}`],
    ['presale.result.refunded', results.refunded],
    ['presale.result.depositsBack', yuan(results.depositsBackFen)],
    ['presale.result.extra', yuan(results.extraFen)],
    ['presale.result.given', yuan(results.givenFen)],
  ]
  const numbers: [Key, string | number][] = [
    ['presale.result.joined', results.joined],
    ...(full ? [] : deposits),
    ['presale.result.orders', results.ordersPaid],
    ['presale.result.pieces', results.piecesSold],
    ['presale.result.ordersFen', yuan(results.ordersFen)],
    ['presale.result.ordersBack', yuan(results.ordersBackFen)],
    ['presale.result.gmv', yuan(results.gmvFen)],
    ['presale.result.waiting', results.waiting],
  ]
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', gap: 16, marginBottom: 24 }}
      data-testid="presale-results"
    >
      {numbers.map(([key, value]) => (
        <Statistic key={key} title={t(key)} value={value} styles={{ content: { fontSize: 20 } }} />
      ))}
    </div>
  )
}
