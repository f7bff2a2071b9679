import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { RedirectDialog } from './redirect-dialog.tsx'
import { useRedirectWords } from './redirect-words.ts'

type Refund = Item<'listAbnormalRefunds'>

/** Refunds that the account of the payer cannot take: a person says where each goes instead. Nothing is drawn while there are none. */
export function AbnormalRefunds() {
  const t = useT()
  const may = useCan()('order.refund')
  const words = useRedirectWords()
  const [sending, setSending] = useState<Refund | null>(null)
  const read = useRead('listAbnormalRefunds', undefined, { refetchInterval: 60_000 })
  const columns: Column<Refund>[] = [
    { key: 'at', title: t('order.at'), render: (_, one) => <Time iso={one.createdAt} /> },
    { key: 'number', title: t('abnormal.number'), render: (_, one) => <span className="num">{one.number}</span> },
    { key: 'amount', title: t('order.amount'), align: 'right', render: (_, one) => <Money fen={one.amountFen} strong /> },
    { key: 'reason', title: t('order.reason'), render: (_, one) => one.reason },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={one.waits ? 'warn' : 'quiet'}>{t(one.waits ? 'abnormal.waits' : 'abnormal.underWay')}</State>
          {one.redirect && <div className="small muted">{words(one.redirect)}</div>}
        </div>
      ),
    },
    {
      key: 'act',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {one.orderId && <Link to={`/orders/${one.orderId}`}>{t('abnormal.order')}</Link>}
          {one.waits && may && (
            <Button size="small" type="primary" onClick={() => setSending(one)} data-testid="redirect-refund">
              {t('abnormal.send')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  if (!read.error && (!read.data || read.data.items.length === 0)) return null
  return (
    <section className="card table-card" style={{ marginBottom: 16 }} aria-label={t('abnormal.title')} data-testid="abnormal-refunds">
      <div className="card-head" style={{ padding: '16px 20px 8px' }}>
        <h2>{t('abnormal.title')}</h2>
        <span className="muted small">{t('abnormal.lead')}</span>
      </div>
      <DataTable<Refund> id="abnormal-refunds" columns={columns} rowKey="id" read={read} empty={<Nothing title={t('abnormal.none')} />} />
      {sending && <RedirectDialog refund={sending} onClose={() => setSending(null)} />}
    </section>
  )
}
