import { Badge, Button, Tabs } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead } from '../../api/use.ts'
import { useT, type Key, type Translate } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { InvoiceDrawer } from './invoice-drawer.tsx'
import { invoiceKinds, type InvoiceRow, invoiceStates } from './words.ts'

const tabs = ['requested', 'issuing', 'trouble', 'issued', 'reversing', 'reversed', 'ended', 'all'] as const
const tabKey: Record<(typeof tabs)[number], Key> = {
  requested: 'invoice.tab.requested',
  issuing: 'invoice.tab.issuing',
  trouble: 'invoice.tab.trouble',
  issued: 'invoice.tab.issued',
  reversing: 'invoice.tab.reversing',
  reversed: 'invoice.tab.reversed',
  ended: 'invoice.tab.ended',
  all: 'invoice.tab.all',
}

/** Every invoice that shoppers asked for, by what is to be done about it. */
export function InvoicesPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ tab: 'all', search: '', page: '1' })
  const [open, setOpen] = useState<string | null>(null)
  const tab = tabs.find((one) => one === url.tab) ?? 'all'
  const invoices = useRead(
    'listAdminInvoices',
    { tab, page: Number(url.page), pageSize: 20, ...(url.search ? { search: url.search } : {}) },
    { refetchInterval: 15_000 },
  )
  const counts = useRead('countAdminInvoices', undefined, { refetchInterval: 15_000 })
  const countOf = (key: string) => (counts.data && key in counts.data ? counts.data[key as keyof typeof counts.data] : 0) // `in` proves the key
  return (
    <>
      <PageHead title={t('nav.invoices')} lead={t('invoice.lead')} />
      <div className="card table-card" data-testid="invoices">
        <Tabs
          activeKey={tab}
          onChange={(key) => setUrl({ tab: key })}
          items={tabs.map((key) => ({
            key,
            label: (
              <span className="row">
                {t(tabKey[key])}
                <Badge count={countOf(key)} size="small" />
              </span>
            ),
          }))}
        />
        <DataTable<InvoiceRow>
          id="invoices"
          columns={columns(t, setOpen)}
          rowKey="id"
          read={invoices}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={<SearchBox value={url.search} placeholder={t('invoice.search')} onChange={(search) => setUrl({ search })} />}
          empty={<Nothing title={t(url.search ? 'invoice.noneFound' : 'invoice.none')} />}
        />
      </div>
      {open && <InvoiceDrawer id={open} onClose={() => setOpen(null)} />}
    </>
  )
}

const columns = (t: Translate, onOpen: (id: string) => void): Column<InvoiceRow>[] => [
  {
    key: 'order',
    title: t('invoice.order'),
    render: (_, one) => (
      <Link to={`/orders/${one.orderId}`} className="num">
        {one.orderNumber}
      </Link>
    ),
  },
  {
    key: 'title',
    title: t('invoice.title'),
    render: (_, one) => (
      <div>
        <div>{one.title.name}</div>
        {one.title.taxNumber && <div className="small muted num">{one.title.taxNumber}</div>}
      </div>
    ),
  },
  { key: 'kind', title: t('invoice.kind'), name: t('invoice.kind'), render: (_, one) => t(invoiceKinds[one.kind]) },
  { key: 'amount', title: t('invoice.total'), align: 'right', render: (_, one) => <Money fen={one.totalFen} strong /> },
  { key: 'tax', title: t('invoice.tax'), name: t('invoice.tax'), align: 'right', render: (_, one) => <Money fen={one.taxFen} /> },
  { key: 'state', title: t('orders.state'), render: (_, one) => <InvoiceStateCell invoice={one} /> },
  {
    key: 'number',
    title: t('invoice.number'),
    name: t('invoice.number'),
    render: (_, one) => <span className="num">{one.fapiaoNumber ?? '—'}</span>,
  },
  { key: 'at', title: t('invoice.askedAt'), render: (_, one) => <Time iso={one.createdAt} /> },
  {
    key: 'actions',
    title: '',
    align: 'right',
    render: (_, one) => (
      <Button size="small" onClick={() => onOpen(one.id)} data-testid="invoice-open">
        {t('invoice.open')}
      </Button>
    ),
  },
]

function InvoiceStateCell({ invoice }: { invoice: InvoiceRow }) {
  const t = useT()
  const { tone, label } = invoiceStates[invoice.state]
  const note = invoice.mismatch
    ? t('invoice.mismatch', { text: invoice.mismatch })
    : invoice.reverseWanted
      ? t('invoice.reverseWanted')
      : invoice.note
  return (
    <div>
      <State tone={invoice.mismatch ? 'bad' : tone}>{t(label)}</State>
      {note && <div className="small muted anywhere">{note}</div>}
    </div>
  )
}
