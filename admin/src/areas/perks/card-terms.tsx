import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Term = Item<'listCardTerms'>
const states: Record<Term['state'], { tone: Tone; label: Key }> = {
  open: { tone: 'warn', label: 'card.state.open' },
  paid: { tone: 'good', label: 'card.state.paid' },
  closed: { tone: 'quiet', label: 'card.state.closed' },
  refunding: { tone: 'info', label: 'card.state.refunding' },
  refunded: { tone: 'quiet', label: 'card.state.refunded' },
}

/** Terms that were bought or given, newest first. */
export function CardTerms() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [ending, setEnding] = useState<Term | null>(null)
  const terms = useRead('listCardTerms', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Term>[] = [
    {
      key: 'who',
      title: t('shopper.name'),
      render: (_, one) => <Link to={`/shoppers/${one.shopperId}`}>{one.shopperName || one.shopperId.slice(-8)}</Link>,
    },
    { key: 'months', title: t('card.months'), render: (_, one) => t('card.monthsOf', { count: one.months }) },
    {
      key: 'price',
      title: t('card.price'),
      align: 'right',
      render: (_, one) => (one.source === 'points' ? t('card.byPoints') : <span className="num">{yuan(one.priceFen)}</span>),
    },
    { key: 'from', title: t('card.startsAt'), render: (_, one) => <Time iso={one.startsAt} precision="date" /> },
    { key: 'to', title: t('card.endsAt'), render: (_, one) => <Time iso={one.endsAt} precision="date" /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>
          {one.refundFen > 0 && (
            <div className="muted small">{t('card.refundOf', { amount: yuan(one.refundFen), reason: one.refundReason })}</div>
          )}
        </div>
      ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite && one.state === 'paid' && one.source === 'bought' ? (
          <Button size="small" type="text" danger onClick={() => setEnding(one)}>
            {t('card.refund')}
          </Button>
        ) : null,
    },
  ]
  return (
    <section className="card table-card" data-testid="card-terms">
      <div className="card-head card-pad">
        <h2>{t('card.terms')}</h2>
      </div>
      <DataTable<Term>
        id="card-terms"
        columns={columns}
        rowKey="id"
        read={terms}
        page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
        empty={<Nothing title={t('card.noTerms')} hint={t('card.noTermsHint')} />}
      />
      {ending && <RefundDialog term={ending} onClose={() => setEnding(null)} />}
    </section>
  )
}

function RefundDialog({ term, onClose }: { term: Term; onClose: () => void }) {
  const t = useT()
  const [refundFen, setRefund] = useState<number | null>(term.refundableFen || term.priceFen)
  const [reason, setReason] = useState('')
  const refund = useWrite('refundCardTerm', {
    stale: ['listCardTerms', 'getCardProgram'],
    success: t('card.refundStarted'),
    onDone: onClose,
  })
  const ready = refundFen !== null && refundFen > 0 && refundFen <= term.priceFen && reason.trim().length >= 2
  return (
    <Modal
      open
      title={t('card.refund')}
      okText={t('card.refundYes')}
      okButtonProps={{ danger: true, disabled: !ready, loading: refund.isPending }}
      onOk={() => refund.mutate({ id: term.id, refundFen: refundFen ?? 0, reason: reason.trim() })}
      onCancel={onClose}
    >
      <p className="muted">{t('card.refundText', { name: term.shopperName, price: yuan(term.priceFen) })}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('card.refundAmount')}>
          <MoneyInput fen={refundFen} label={t('card.refundAmount')} min={0.01} onChange={setRefund} />
        </Form.Item>
        <Form.Item label={t('shopper.tierReason')} htmlFor="card-reason">
          <Input id="card-reason" value={reason} maxLength={60} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
