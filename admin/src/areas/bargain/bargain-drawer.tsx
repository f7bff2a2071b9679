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
import { State, type Tone } from '../../ui/tone.tsx'
import type { BargainCampaign } from './bargains-page.tsx'

type Row = Item<'listCampaignBargains'>
type Results = Reply<'getBargainResults'>
const states: Record<Row['state'], { tone: Tone; label: Key }> = {
  open: { tone: 'info', label: 'bargain.one.open' },
  ordered: { tone: 'warn', label: 'bargain.one.ordered' },
  bought: { tone: 'good', label: 'bargain.one.bought' },
  expired: { tone: 'quiet', label: 'bargain.one.expired' },
}
const filters = ['all', 'open', 'ordered', 'bought', 'expired'] as const

/** What came of a campaign, and each of its bargains. */
export function BargainDrawer({ campaign, onClose }: { campaign: BargainCampaign; onClose: () => void }) {
  const t = useT()
  const [page, setPage] = useState('1')
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const results = useRead('getBargainResults', { id: campaign.id }, { refetchInterval: 15_000 })
  const rows = useRead(
    'listCampaignBargains',
    { id: campaign.id, page: Number(page), pageSize: 20, ...(filter === 'all' ? {} : { state: filter }) },
    { refetchInterval: 15_000 },
  )
  const columns: Column<Row>[] = [
    { key: 'who', title: t('shopper.name'), render: (_, one) => one.shopper.nickname || one.shopper.id.slice(-8) },
    {
      key: 'helped',
      title: t('bargain.helped'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.helped} / {one.helpers}
        </span>
      ),
    },
    {
      key: 'price',
      title: t('bargain.priceNow'),
      align: 'right',
      render: (_, one) => <span className="num">{yuan(one.priceFen)}</span>,
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>,
    },
    { key: 'at', title: t('bargain.openedAt'), render: (_, one) => <Time iso={one.openedAt} /> },
    { key: 'until', title: t('bargain.expiresAt'), render: (_, one) => <Time iso={one.expiresAt} /> },
    {
      key: 'order',
      title: t('nav.order'),
      render: (_, one) => (one.orderId ? <Link to={`/orders/${one.orderId}`}>{t('bargain.toOrder')}</Link> : '—'),
    },
  ]
  return (
    <Drawer open onClose={onClose} size={880} title={`${t('bargain.results')} · ${campaign.title}`} data-testid="bargain-drawer">
      <Loaded read={results}>{(data) => <Numbers results={data} />}</Loaded>
      <DataTable<Row>
        id="bargain-board"
        columns={columns}
        rowKey="id"
        read={rows}
        toolbar={
          <Segmented
            value={filter}
            options={filters.map((value) => ({ value, label: t(value === 'all' ? 'bargain.one.all' : states[value].label) }))}
            onChange={(value) => {
              setFilter(value)
              setPage('1')
            }}
          />
        }
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('bargain.noneOpened')} />}
      />
    </Drawer>
  )
}

const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`)

function Numbers({ results }: { results: Results }) {
  const t = useT()
  const numbers: [Key, string | number][] = [
    ['bargain.result.opened', results.opened],
    ['bargain.result.helps', results.helps],
    ['bargain.result.helpers', results.helpers],
    ['bargain.result.joined', results.helpersWhoOpened],
    ['bargain.result.floor', `${results.reachedFloor} (${share(results.reachedFloor, results.opened)})`],
    ['bargain.result.paid', `${results.paid} (${share(results.paid, results.opened)})`],
    ['bargain.result.gmv', yuan(results.gmvFen)],
    ['bargain.result.refunded', yuan(results.refundedFen)],
    ['bargain.result.given', yuan(results.givenFen)],
    ['bargain.result.unpaid', results.ordered - results.paid],
  ]
  return (
    <div
      style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', gap: 16, marginBottom: 24 }}
      data-testid="bargain-results"
    >
      {numbers.map(([key, value]) => (
        <Statistic key={key} title={t(key)} value={value} styles={{ content: { fontSize: 20 } }} />
      ))}
    </div>
  )
}
