import { Button, Input, Modal, Radio, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { kinds, Person, Reasons } from './words.tsx'

type Review = Item<'listRiskReviews'>
const states: Record<Review['state'], Key> = {
  open: 'risk.review.open',
  passed: 'risk.review.passed',
  refused: 'risk.review.refused',
}
const stateOf = (text: string): Review['state'] => (text === 'passed' || text === 'refused' ? text : 'open')

/** What a person has to look at: orders that are held until then, and whoever does too much of something. */
export function ReviewsPage() {
  const t = useT()
  const mayWrite = useCan()('risk.write')
  const [url, setUrl] = useUrlState({ page: '1', state: 'open' })
  const [deciding, setDeciding] = useState<{ review: Review; pass: boolean } | null>(null)
  const state = stateOf(url.state)
  const reviews = useRead('listRiskReviews', { page: Number(url.page), pageSize: 20, state })
  const columns: Column<Review>[] = [
    { key: 'created', title: t('risk.at'), render: (_, one) => <Time iso={one.createdAt} /> },
    { key: 'what', title: t('risk.what'), render: (_, one) => <What one={one} /> },
    { key: 'person', title: t('risk.person'), render: (_, one) => <Person {...one} /> },
    { key: 'score', title: t('risk.score'), align: 'right', render: (_, one) => <span className="num strong">{one.score}</span> },
    { key: 'reasons', title: t('risk.reasons'), render: (_, one) => <Reasons reasons={one.reasons} /> },
    state === 'open'
      ? {
          key: 'actions',
          title: '',
          align: 'right',
          render: (_, review) =>
            mayWrite && (
              <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
                <Button size="small" type="text" onClick={() => setDeciding({ review, pass: true })} data-testid="risk-pass">
                  {t('risk.pass')}
                </Button>
                <Button size="small" type="text" danger onClick={() => setDeciding({ review, pass: false })} data-testid="risk-refuse">
                  {t('risk.refuse')}
                </Button>
              </div>
            ),
        }
      : { key: 'decided', title: t('risk.decided'), render: (_, one) => <Decided one={one} /> },
  ]
  return (
    <>
      <PageHead title={t('nav.riskReviews')} lead={t('risk.reviewsLead')} />
      <div className="card table-card" data-testid="risk-reviews">
        <DataTable<Review>
          id="risk-reviews"
          columns={columns}
          rowKey="id"
          read={reviews}
          toolbar={
            <Segmented<Review['state']>
              value={state}
              options={(['open', 'passed', 'refused'] as const).map((value) => ({
                value,
                label: value === 'open' && reviews.data?.open ? `${t(states.open)} ${reviews.data.open}` : t(states[value]),
              }))}
              onChange={(value) => setUrl({ state: value, page: '1' })}
            />
          }
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t(state === 'open' ? 'risk.reviewsNone' : 'risk.reviewsNoneDone')} hint={t('risk.reviewsNoneHint')} />}
        />
      </div>
      {deciding && <Decide {...deciding} onClose={() => setDeciding(null)} />}
    </>
  )
}

function What({ one }: { one: Review }) {
  const t = useT()
  return (
    <div>
      <div>{t(kinds[one.kind])}</div>
      {one.orderId && (
        <div className="small">
          <Link to={`/orders/${one.orderId}`} className="num">
            {one.orderNumber}
          </Link>
          {one.amountFen !== null && <span className="muted"> {yuan(one.amountFen)}</span>}
        </div>
      )}
      {one.times > 1 && <div className="muted small">{t('risk.times', { count: one.times })}</div>}
    </div>
  )
}

function Decided({ one }: { one: Review }) {
  return (
    <div>
      <div>{one.note}</div>
      <div className="muted small">
        {one.staffName} <Time iso={one.decidedAt} />
      </div>
    </div>
  )
}

function Decide({ review, pass, onClose }: { review: Review; pass: boolean; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const [list, setList] = useState<'none' | 'allow' | 'block'>('none')
  const decide = useWrite('decideRiskReview', {
    stale: ['listRiskReviews', 'listRiskListings'],
    success: t('common.saved'),
    onDone: onClose,
  })
  const order = review.orderId !== null
  const hint: Key = pass ? (order ? 'risk.passOrderHint' : 'risk.passHint') : order ? 'risk.refuseOrderHint' : 'risk.refuseHint'
  return (
    <Modal
      open
      onCancel={onClose}
      title={t(pass ? 'risk.passAsk' : 'risk.refuseAsk')}
      okText={t(pass ? 'risk.pass' : 'risk.refuse')}
      okButtonProps={{ danger: !pass, disabled: note.trim() === '', 'data-testid': 'risk-decide' }}
      confirmLoading={decide.isPending}
      onOk={() => decide.mutate({ id: review.id, pass, note: note.trim(), list })}
    >
      <div className="stack">
        <div className="muted">{t(hint)}</div>
        <Reasons reasons={review.reasons} />
        <Input.TextArea
          value={note}
          maxLength={200}
          rows={2}
          placeholder={t('risk.notePlaceholder')}
          aria-label={t('risk.note')}
          onChange={(event) => setNote(event.target.value)}
          data-testid="risk-note"
        />
        {review.shopperId !== null && (
          <Radio.Group
            value={list}
            onChange={(event) => setList(event.target.value === 'allow' ? 'allow' : event.target.value === 'block' ? 'block' : 'none')}
            options={[
              { value: 'none', label: t('risk.list.none') },
              pass ? { value: 'allow', label: t('risk.list.toAllow') } : { value: 'block', label: t('risk.list.toBlock') },
            ]}
          />
        )}
      </div>
    </Modal>
  )
}
