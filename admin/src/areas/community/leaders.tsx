import { App, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'

type Leader = Item<'listCommunityLeaders'>
const states: Record<Leader['state'], { tone: Tone; label: Key }> = {
  applied: { tone: 'warn', label: 'community.leader.applied' },
  approved: { tone: 'good', label: 'community.leader.approved' },
  paused: { tone: 'quiet', label: 'community.leader.paused' },
  rejected: { tone: 'quiet', label: 'community.leader.rejected' },
}
const filters = ['all', 'applied', 'approved', 'paused', 'rejected'] as const

export function Leaders() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [page, setPage] = useState('1')
  const [filter, setFilter] = useState<(typeof filters)[number]>('all')
  const leaders = useRead('listCommunityLeaders', { page: Number(page), pageSize: 20, ...(filter === 'all' ? {} : { state: filter }) })
  const columns: Column<Leader>[] = [
    {
      key: 'who',
      title: t('community.leader'),
      render: (_, one) => (
        <div>
          {one.name}
          <div className="muted num">{one.phone}</div>
        </div>
      ),
    },
    {
      key: 'point',
      title: t('community.point'),
      render: (_, one) => (
        <div style={{ maxWidth: 260 }}>
          {one.pointName}
          <div className="muted">
            {one.address} · {one.opens}–{one.closes}
          </div>
        </div>
      ),
    },
    {
      key: 'orders',
      title: t('community.ordersGmv'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.orders} <span className="muted">/ {yuan(one.gmvFen)}</span>
        </span>
      ),
    },
    {
      key: 'commission',
      title: t('community.pendingPaid'),
      align: 'right',
      render: (_, one) => (
        <div className="num">
          {yuan(one.pendingFen)} <span className="muted">/ {yuan(one.paidFen)}</span>
          {one.owedFen > 0 && <div className="muted">{t('community.owed', { amount: yuan(one.owedFen) })}</div>}
        </div>
      ),
    },
    { key: 'at', title: t('community.appliedAt'), render: (_, one) => <Time iso={one.appliedAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>
          {one.reason && <div className="muted">{one.reason}</div>}
        </div>
      ),
    },
    { key: 'actions', title: '', align: 'right', render: (_, one) => mayWrite && <Decide leader={one} /> },
  ]
  return (
    <div className="card table-card" data-testid="community-leaders">
      <DataTable<Leader>
        id="community-leaders"
        columns={columns}
        rowKey="id"
        read={leaders}
        toolbar={
          <Segmented
            value={filter}
            options={filters.map((value) => ({ value, label: t(value === 'all' ? 'common.all' : states[value].label) }))}
            onChange={(value) => {
              setFilter(value)
              setPage('1')
            }}
          />
        }
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('community.noLeaders')} hint={t('community.noLeadersHint')} />}
      />
    </div>
  )
}

function Decide({ leader }: { leader: Leader }) {
  const t = useT()
  const { modal } = App.useApp()
  const decide = useWrite('decideCommunityLeader', { stale: ['listCommunityLeaders'], success: t('common.saved') })
  const approve = () => decide.mutate({ id: leader.id, state: 'approved' })
  const ask = (state: 'rejected' | 'paused') => {
    let reason = ''
    modal.confirm({
      title: t(state === 'rejected' ? 'community.askReject' : 'community.askPause', { name: leader.name }),
      content: (
        <Input
          maxLength={100}
          aria-label={t('community.reason')}
          placeholder={t('community.reason')}
          onChange={(event) => {
            reason = event.target.value
          }}
        />
      ),
      okText: t(state === 'rejected' ? 'community.reject' : 'community.pause'),
      okButtonProps: { danger: true },
      onOk: () => decide.mutateAsync({ id: leader.id, state, reason: reason.trim() }),
    })
  }
  return (
    <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
      {leader.state !== 'approved' && (
        <Button size="small" type="text" loading={decide.isPending} onClick={approve} data-testid="leader-approve">
          {t(leader.state === 'paused' ? 'community.resume' : 'community.approve')}
        </Button>
      )}
      {leader.state === 'applied' && (
        <Button size="small" type="text" danger onClick={() => ask('rejected')}>
          {t('community.reject')}
        </Button>
      )}
      {leader.state === 'approved' && (
        <Button size="small" type="text" danger onClick={() => ask('paused')}>
          {t('community.pause')}
        </Button>
      )}
    </div>
  )
}
