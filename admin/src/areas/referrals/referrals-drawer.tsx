import { Button, Drawer, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { type Campaign, reasonWord, type Referral, referralStates } from './words.ts'

const filters = ['all', 'review', 'due', 'given', 'full', 'refused', 'void', 'open'] as const

/** Every referral of a campaign, with reasons where a reward was withheld, and the decision of staff. */
export function ReferralsDrawer({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [page, setPage] = useState('1')
  const [filter, setFilter] = useState<(typeof filters)[number]>(campaign.reviews > 0 ? 'review' : 'all')
  const [deciding, setDeciding] = useState<{ referral: Referral; approve: boolean } | null>(null)
  const read = useRead('listReferrals', {
    id: campaign.id,
    page: Number(page),
    pageSize: 20,
    ...(filter === 'all' ? {} : { state: filter }),
  })
  const who = (one: Referral['inviter']) => <Link to={`/shoppers/${one.id}`}>{one.nickname || one.id.slice(-8)}</Link>
  const columns: Column<Referral>[] = [
    { key: 'inviter', title: t('referral.inviter'), render: (_, one) => who(one.inviter) },
    {
      key: 'invitee',
      title: t('referral.invitee'),
      render: (_, one) =>
        campaign.kind === 'cashback' ? t('referral.friendsOf', { count: one.friends, most: campaign.friends }) : who(one.invitee),
    },
    {
      key: 'order',
      title: t('referral.order'),
      align: 'right',
      render: (_, one) => (one.orderId ? <Money fen={one.orderFen} /> : '—'),
    },
    {
      key: 'worth',
      title: t('referral.worth'),
      align: 'right',
      render: (_, one) => (one.worthFen > 0 ? <Money fen={one.worthFen} /> : '—'),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={referralStates[one.state].tone}>{t(referralStates[one.state].label)}</State>
          {one.reasons.length > 0 && (
            <div className="muted" style={{ maxWidth: 220 }}>
              {one.reasons.map((reason) => reasonWord(t, reason)).join('；')}
            </div>
          )}
          {one.note && (
            <div className="muted" style={{ maxWidth: 220 }}>
              {one.decidedBy}：{one.note}
            </div>
          )}
        </div>
      ),
    },
    { key: 'at', title: t('referral.when'), render: (_, one) => <Time iso={one.createdAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite &&
        one.state === 'review' && (
          <div className="row" style={{ flexWrap: 'nowrap', gap: 0, justifyContent: 'flex-end' }}>
            <Button size="small" type="text" onClick={() => setDeciding({ referral: one, approve: true })} data-testid="referral-approve">
              {t('referral.approve')}
            </Button>
            <Button
              size="small"
              type="text"
              danger
              onClick={() => setDeciding({ referral: one, approve: false })}
              data-testid="referral-refuse"
            >
              {t('referral.refuse')}
            </Button>
          </div>
        ),
    },
  ]
  return (
    <Drawer open onClose={onClose} size={960} title={`${t('referral.list')} · ${campaign.title}`} data-testid="referral-drawer">
      <DataTable<Referral>
        id="referrals"
        columns={columns}
        rowKey="id"
        read={read}
        toolbar={
          <Segmented
            value={filter}
            options={filters
              .filter((value) => value !== 'open' || campaign.kind === 'cashback')
              .map((value) => ({ value, label: value === 'all' ? t('referral.all') : t(referralStates[value].label) }))}
            onChange={(value) => {
              setFilter(value)
              setPage('1')
            }}
          />
        }
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('referral.noReferrals')} />}
      />
      {deciding && <Decision {...deciding} onClose={() => setDeciding(null)} />}
    </Drawer>
  )
}

function Decision({ referral, approve, onClose }: { referral: Referral; approve: boolean; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const decide = useWrite('decideReferral', {
    stale: ['listReferrals', 'listAdminReferralCampaigns'],
    success: t('referral.decided'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={t(approve ? 'referral.askApprove' : 'referral.askRefuse')}
      okText={t(approve ? 'referral.approve' : 'referral.refuse')}
      okButtonProps={{ danger: !approve, disabled: note.trim().length < 2, loading: decide.isPending }}
      onOk={() => decide.mutate({ id: referral.id, approve, note: note.trim() })}
      onCancel={onClose}
    >
      <p>{referral.reasons.map((reason) => reasonWord(t, reason)).join('；')}</p>
      <Input.TextArea
        rows={2}
        maxLength={200}
        value={note}
        placeholder={t('referral.note')}
        aria-label={t('referral.note')}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  )
}
