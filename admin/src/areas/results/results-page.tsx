import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ResultsDrawer } from './results-drawer.tsx'

type Row = Item<'listCampaignResults'>
const states: Record<Row['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'results.running' },
  soon: { tone: 'info', label: 'results.soon' },
  over: { tone: 'quiet', label: 'results.over' },
}
/** A play that is not named here is shown by the name of its module. */
const names: Record<string, Key> = {
  bargain: 'nav.bargains',
  'group-buy': 'nav.groupBuys',
  'flash-sale': 'nav.flashSales',
  share: 'nav.referrals',
  promotion: 'nav.promotions',
}

/** What came of the campaigns of every play, in one list and one panel. */
export function ResultsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ page: '1', kind: 'all' })
  const [looking, setLooking] = useState<Row | null>(null)
  const read = useRead('listCampaignResults', {
    page: Number(url.page),
    pageSize: 20,
    ...(url.kind === 'all' ? {} : { kind: url.kind }),
  })
  const nameOf = (kind: string): string => (names[kind] ? t(names[kind]) : kind)
  const money = (key: 'gmvFen' | 'costFen', title: Key): Column<Row> => ({
    key,
    title: t(title),
    align: 'right',
    render: (_, one) => <Money fen={one[key]} />,
  })
  const count = (key: 'visitors' | 'paidOrders', title: Key): Column<Row> => ({
    key,
    title: t(title),
    align: 'right',
    render: (_, one) => <span className="num">{one[key]}</span>,
  })
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: t('results.campaign'),
      render: (_, one) => (
        <div style={{ minWidth: 160 }}>
          <div>{one.title}</div>
          <div className="muted">{nameOf(one.kind)}</div>
        </div>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>,
    },
    {
      key: 'period',
      title: t('results.period'),
      render: (_, one) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          <Time iso={one.startsAt} /> – <Time iso={one.endsAt} />
        </span>
      ),
    },
    count('visitors', 'results.visitors'),
    count('paidOrders', 'results.paidOrders'),
    money('gmvFen', 'results.gmv'),
    money('costFen', 'results.cost'),
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="results-look">
          {t('results.look')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.campaignResults')} lead={t('results.lead')} />
      <div className="card table-card" data-testid="campaign-results">
        <DataTable<Row>
          id="campaign-results"
          columns={columns}
          rowKey="id"
          read={read}
          toolbar={
            <Segmented
              value={url.kind}
              options={['all', ...(read.data?.kinds ?? [])].map((kind) => ({
                value: kind,
                label: kind === 'all' ? t('results.allPlays') : nameOf(kind),
              }))}
              onChange={(kind) => setUrl({ kind, page: '1' })}
            />
          }
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('results.none')} hint={t('results.noneHint')} />}
        />
      </div>
      {looking && <ResultsDrawer kind={looking.kind} id={looking.id} title={looking.title} onClose={() => setLooking(null)} />}
    </>
  )
}
