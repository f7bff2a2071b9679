import { Button, Image, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl, Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Due } from './due.tsx'

type Complaint = Item<'listAdminComplaints'>
const tabs = ['open', 'escalated', 'answered', 'closed', 'all'] as const
const tabKey: Record<(typeof tabs)[number], Key> = {
  open: 'complaint.open',
  escalated: 'complaint.escalated',
  answered: 'complaint.answered',
  closed: 'complaint.closed',
  all: 'common.all',
}
const tone: Record<Complaint['state'], Tone> = { open: 'warn', answered: 'good', closed: 'quiet' }

/** Complaints about quality; the one whose time runs out first stands first. */
export function ComplaintsPage() {
  const t = useT()
  const may = useCan()('aftersales.write')
  const [url, setUrl] = useUrlState({ tab: 'open', page: '1' })
  const [answering, setAnswering] = useState<Complaint | null>(null)
  const tab = tabs.find((one) => one === url.tab) ?? 'open'
  const complaints = useRead('listAdminComplaints', { tab, page: Number(url.page), pageSize: 20 }, { refetchInterval: 30_000 })
  return (
    <>
      <PageHead title={t('nav.complaints')} lead={<Budget />} />
      <div className="card table-card" data-testid="complaints">
        <DataTable<Complaint>
          id="complaints"
          columns={complaintColumns(t, may ? setAnswering : undefined)}
          rowKey="id"
          read={complaints}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <Segmented<string>
              value={tab}
              onChange={(value) => setUrl({ tab: value })}
              options={tabs.map((value) => ({ value, label: t(tabKey[value]) }))}
            />
          }
          empty={<Nothing title={t('complaint.none')} />}
        />
      </div>
      {answering && <AnswerDialog complaint={answering} onClose={() => setAnswering(null)} />}
    </>
  )
}

function Budget() {
  const t = useT()
  const budget = useRead('getCompensationBudget')
  if (!budget.data) return null
  const { leftFen, grantedFen, bps } = budget.data
  return (
    <span data-testid="budget">
      {t('complaint.budget', { percent: bps / 100 })} <Money fen={leftFen} /> / <Money fen={grantedFen} />
    </span>
  )
}

function complaintColumns(t: ReturnType<typeof useT>, onAnswer?: (complaint: Complaint) => void): Column<Complaint>[] {
  return [
    {
      key: 'number',
      title: t('complaint.number'),
      render: (_, one) => (
        <div>
          <span className="num strong">{one.number}</span>
          <div className="small muted">
            <Link to={`/orders/${one.orderId}`}>{one.orderNumber}</Link> · {one.shopperName}
          </div>
        </div>
      ),
    },
    {
      key: 'goods',
      title: t('order.goods'),
      render: (_, one) => (
        <div className="row" style={{ flexWrap: 'nowrap' }}>
          <Thumb picture={one.picture} size={40} />
          <div style={{ maxWidth: 320 }}>
            <div className="ellipsis">{one.title}</div>
            <div className="small">{one.note}</div>
            {one.pictures.map((picture) => (
              <Image key={picture.url} src={pictureUrl(picture, 240)} width={40} height={40} alt={t('as.evidence')} />
            ))}
          </div>
        </div>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={one.state === 'open' && one.escalatedAt ? 'bad' : tone[one.state]}>
            {t(one.state === 'open' && one.escalatedAt ? 'complaint.escalated' : tabKey[one.state])}
          </State>
          {one.compensationFen > 0 && (
            <div className="small">
              {t('complaint.compensation')} <Money fen={one.compensationFen} />
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'due',
      title: t('complaint.due'),
      render: (_, one) => (one.state === 'open' ? <Due iso={one.answerBy} soonHours={1} /> : <Time iso={one.answeredAt} />),
    },
    {
      key: 'act',
      title: '',
      render: (_, one) =>
        one.state === 'open' && onAnswer ? (
          <Button size="small" type="primary" onClick={() => onAnswer(one)} data-testid="complaint-answer">
            {t('complaint.answer')}
          </Button>
        ) : (
          <span className="small muted">{one.answer}</span>
        ),
    },
  ]
}

function AnswerDialog({ complaint, onClose }: { complaint: Complaint; onClose: () => void }) {
  const t = useT()
  const [answer, setAnswer] = useState('')
  const [fen, setFen] = useState<number | null>(0)
  const send = useWrite('answerComplaint', {
    stale: ['listAdminComplaints', 'getCompensationBudget'],
    success: t('complaint.sent'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={t('complaint.answer')}
      okButtonProps={{ disabled: answer.trim().length < 2, loading: send.isPending }}
      onOk={() => send.mutate({ id: complaint.id, answer: answer.trim(), compensationFen: fen ?? 0 })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{complaint.note}</p>
        <Input.TextArea
          value={answer}
          autoFocus
          maxLength={500}
          showCount
          rows={3}
          placeholder={t('complaint.answerHint')}
          aria-label={t('complaint.answer')}
          onChange={(event) => setAnswer(event.target.value)}
        />
        <div className="row">
          {t('complaint.compensation')}
          <MoneyInput fen={fen} onChange={setFen} label={t('complaint.compensation')} />
          <Budget />
        </div>
      </div>
    </Modal>
  )
}
