import { Button, DatePicker, Tabs } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Differences } from './differences.tsx'
import { providerKey } from './money-words.ts'

type Bill = Item<'listPaymentBills'>

const stateWords: Record<Bill['state'], { tone: Tone; key: Key }> = {
  asked: { tone: 'info', key: 'bill.asked' },
  waiting: { tone: 'info', key: 'bill.waiting' },
  failed: { tone: 'bad', key: 'bill.failed' },
  matched: { tone: 'good', key: 'bill.matched' },
  empty: { tone: 'quiet', key: 'bill.empty' },
}

/** Daily bills of payment providers against our books, and where they do not agree. */
export function BillsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ tab: 'days', page: '1' })
  return (
    <>
      <PageHead title={t('nav.paymentBills')} lead={t('bill.lead')} />
      <Tabs
        activeKey={url.tab}
        onChange={(tab) => setUrl({ tab, page: '1' })}
        items={[
          { key: 'days', label: t('bill.days'), children: <Days page={url.page} onPage={(page) => setUrl({ page: String(page) })} /> },
          {
            key: 'open',
            label: t('bill.openDifferences'),
            children: <Differences open page={url.page} onPage={(page) => setUrl({ page: String(page) })} />,
          },
          {
            key: 'closed',
            label: t('bill.closedDifferences'),
            children: <Differences open={false} page={url.page} onPage={(page) => setUrl({ page: String(page) })} />,
          },
        ]}
      />
    </>
  )
}

function Days({ page, onPage }: { page: string; onPage: (page: number) => void }) {
  const t = useT()
  const bills = useRead('listPaymentBills', { page: Number(page), pageSize: 20 }, { refetchInterval: 30_000 })
  const columns: Column<Bill>[] = [
    { key: 'day', title: t('bill.day'), render: (_, bill) => <span className="num">{bill.day}</span> },
    { key: 'account', title: t('channel.account'), render: (_, bill) => bill.label || t(providerKey(bill.provider)) },
    {
      key: 'state',
      title: t('channel.state'),
      render: (_, bill) => (
        <div>
          <State tone={stateWords[bill.state].tone}>{t(stateWords[bill.state].key)}</State>
          {bill.note && (
            <div className="small muted" style={{ overflowWrap: 'anywhere' }}>
              {bill.note}
            </div>
          )}
        </div>
      ),
    },
    { key: 'theirs', title: t('bill.theirs'), render: (_, bill) => <Sums side={bill.theirs} /> },
    { key: 'ours', title: t('bill.ours'), render: (_, bill) => <Sums side={bill.ours} /> },
    { key: 'fee', title: t('bill.fee'), align: 'right', render: (_, bill) => <Money fen={bill.feeFen} /> },
    {
      key: 'differences',
      title: t('bill.differences'),
      align: 'right',
      render: (_, bill) =>
        bill.openDifferences > 0 ? <State tone="warn">{String(bill.openDifferences)}</State> : <span className="num muted">0</span>,
    },
  ]
  return (
    <div className="card table-card" data-testid="bills">
      <DataTable<Bill>
        id="bills"
        columns={columns}
        rowKey="id"
        read={bills}
        page={{ page, pageSize: 20, onPage }}
        toolbar={<Fetch />}
        empty={<Nothing title={t('bill.none')} hint={t('bill.noneHint')} />}
      />
    </div>
  )
}

function Sums({ side }: { side: Bill['theirs'] }) {
  const t = useT()
  return (
    <div className="num">
      <div>
        {t('bill.payments', { count: side.payments })} <Money fen={side.paymentsFen} />
      </div>
      <div className="small muted">
        {t('bill.refunds', { count: side.refunds })} <Money fen={side.refundsFen} />
      </div>
    </div>
  )
}

const stale = ['listPaymentBills', 'listBillDifferences'] as const

/** Fetches a day again, for whoever does not want to wait until the morning's run. */
function Fetch() {
  const t = useT()
  const may = useCan()('payment.reconcile')
  const [day, setDay] = useState(() => dayjs().subtract(1, 'day'))
  const fetching = useWrite('fetchPaymentBills', { stale, success: t('bill.fetched') })
  if (!may) return null
  return (
    <>
      <DatePicker
        value={day}
        allowClear={false}
        aria-label={t('bill.day')}
        disabledDate={(date) => !date.isBefore(dayjs(), 'day')}
        onChange={(next) => {
          if (next) setDay(next)
        }}
      />
      <Button loading={fetching.isPending} onClick={() => fetching.mutate({ day: day.format('YYYY-MM-DD') })} data-testid="fetch-bills">
        {t('bill.fetch')}
      </Button>
    </>
  )
}
