import { LoadingOutlined } from '@ant-design/icons'
import { Alert, Drawer, Skeleton, Table, Timeline } from 'antd'
import { Link } from 'react-router'
import type { Reply } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT, type Key, type Translate } from '../../i18n/i18n.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { Money } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { InvoiceActions } from './invoice-actions.tsx'
import { invoiceKinds, invoiceStates } from './words.ts'
import '../orders/orders.css'

export type Invoice = Reply<'getAdminInvoice'>

/** One invoice: for whom, over what, its numbers, and what happened to it. */
export function InvoiceDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const invoice = useRead('getAdminInvoice', { id }, { refetchInterval: 5000 })
  return (
    <Drawer open onClose={onClose} size={760} title={t('invoice.detail')} data-testid="invoice-drawer">
      {invoice.error && !invoice.data && <Problem error={invoice.error} onRetry={() => void invoice.refetch()} />}
      {invoice.data?.id !== id && !invoice.error && <Skeleton active />}
      {invoice.data?.id === id && (
        <div className="stack">
          <Head invoice={invoice.data} />
          <Facts invoice={invoice.data} />
          <Lines invoice={invoice.data} />
          <Steps invoice={invoice.data} />
        </div>
      )}
    </Drawer>
  )
}

/** Issued or reversed, and its PDF has not come from the issuer yet. */
const lacksFile = ({ state, file, redFile }: Invoice): boolean => (state === 'issued' && !file) || (state === 'reversed' && !redFile)

function Head({ invoice }: { invoice: Invoice }) {
  const t = useT()
  const { tone, label } = invoiceStates[invoice.state]
  const file = (what: 'blue' | 'red') => ({ method: 'GET', path: `/api/admin/invoices/${invoice.id}/file?what=${what}` }) as const
  return (
    <div className="stack-tight">
      <div className="row">
        <State tone={tone}>{t(label)}</State>
        <span className="spring" />
        {invoice.file && (
          <DownloadButton request={file('blue')} name="fapiao.pdf">
            {t('invoice.download')}
          </DownloadButton>
        )}
        {invoice.redFile && (
          <DownloadButton request={file('red')} name="fapiao-red.pdf">
            {t('invoice.downloadRed')}
          </DownloadButton>
        )}
      </div>
      {invoice.mismatch && <Alert type="error" showIcon title={t('invoice.mismatch', { text: invoice.mismatch })} />}
      {invoice.reverseWanted && <Alert type="warning" showIcon title={t('invoice.reverseWanted')} />}
      {invoice.note && !invoice.mismatch && <Alert type="info" showIcon title={t('invoice.providerSays', { text: invoice.note })} />}
      {lacksFile(invoice) && (
        <div className="row small muted" role="status" data-testid="invoice-file-coming">
          <LoadingOutlined /> {t('invoice.fileComing')}
        </div>
      )}
      <InvoiceActions invoice={invoice} />
    </div>
  )
}

function Facts({ invoice }: { invoice: Invoice }) {
  const t = useT()
  const { title } = invoice
  const facts: [Key, string | null][] = [
    ['invoice.kind', t(invoiceKinds[invoice.kind])],
    ['invoice.title', title.name],
    ['invoice.taxNumber', title.taxNumber],
    ['invoice.address', [title.address, title.phone].filter(Boolean).join(' ')],
    ['invoice.bank', [title.bank, title.account].filter(Boolean).join(' ')],
    ['invoice.email', invoice.email],
    ['invoice.number', invoice.fapiaoNumber],
    ['invoice.redNumber', invoice.redFapiaoNumber],
    ['invoice.applyNumber', [invoice.number, invoice.redNumber].filter(Boolean).join(' / ')],
    ['invoice.reason', invoice.reason],
  ]
  return (
    <dl className="facts">
      <div>
        <dt>{t('invoice.order')}</dt>
        <dd>
          <Link to={`/orders/${invoice.orderId}`} className="num">
            {invoice.orderNumber}
          </Link>
        </dd>
      </div>
      {facts.map(
        ([key, text]) =>
          text && (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd className="anywhere">{text}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function Lines({ invoice }: { invoice: Invoice }) {
  const t = useT()
  return (
    <Table
      size="small"
      rowKey={(line) => line.lineId ?? 'freight'}
      pagination={false}
      scroll={{ x: 560 }}
      dataSource={invoice.lines}
      columns={[
        {
          title: t('invoice.goods'),
          render: (_, line) => (
            <div>
              {line.name}
              {line.spec && <div className="small muted">{line.spec}</div>}
            </div>
          ),
        },
        { title: t('invoice.quantity'), dataIndex: 'quantity', align: 'right', className: 'num' },
        { title: t('invoice.net'), dataIndex: 'netFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: t('invoice.rate'), dataIndex: 'rateBps', align: 'right', className: 'num', render: (bps: number) => `${bps / 100}%` },
        { title: t('invoice.tax'), dataIndex: 'taxFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: t('invoice.total'), dataIndex: 'totalFen', align: 'right', render: (fen: number) => <Money fen={fen} strong /> },
      ]}
      summary={() => sums(invoice, t)}
    />
  )
}

const sums = (invoice: Invoice, t: Translate) => (
  <Table.Summary.Row>
    <Table.Summary.Cell index={0} colSpan={2}>
      {t('invoice.sum')}
    </Table.Summary.Cell>
    <Table.Summary.Cell index={2} align="right">
      <Money fen={invoice.netFen} />
    </Table.Summary.Cell>
    <Table.Summary.Cell index={3} />
    <Table.Summary.Cell index={4} align="right">
      <Money fen={invoice.taxFen} />
    </Table.Summary.Cell>
    <Table.Summary.Cell index={5} align="right">
      <Money fen={invoice.totalFen} strong />
    </Table.Summary.Cell>
  </Table.Summary.Row>
)

const actorKey: Record<Invoice['steps'][number]['actor'], Key> = {
  shopper: 'order.actor.shopper',
  staff: 'order.actor.staff',
  system: 'order.actor.system',
}

function Steps({ invoice }: { invoice: Invoice }) {
  const t = useT()
  return (
    <Timeline
      items={invoice.steps.toReversed().map((step, index) => ({
        color: index === 0 ? 'var(--accent)' : 'gray',
        content: (
          <div>
            <div className={index === 0 ? 'strong' : ''}>{t(invoiceStates[step.to].label)}</div>
            <div className="small muted">
              <Time iso={step.at} precision="second" /> · {t(actorKey[step.actor])} {step.actorName}
            </div>
            {step.reason && <div className="small anywhere">{step.reason}</div>}
          </div>
        ),
      }))}
    />
  )
}
