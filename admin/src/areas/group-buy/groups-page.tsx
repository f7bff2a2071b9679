import { Avatar, Progress, Select, Tooltip } from 'antd'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl } from '../../ui/picture.tsx'
import { StateCell, stateIn, type States } from '../../ui/state-board.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'

type Group = Item<'listGroups'>
type Member = Group['members'][number]

const states: States<Group['state']> = {
  open: { tone: 'warn', label: 'group.state.open' },
  completed: { tone: 'good', label: 'group.state.completed' },
  failed: { tone: 'quiet', label: 'group.state.failed' },
}
const members: States<Member['state']> = {
  held: { tone: 'quiet', label: 'groupMember.held' },
  joined: { tone: 'warn', label: 'groupMember.joined' },
  going: { tone: 'good', label: 'groupMember.done' },
  done: { tone: 'good', label: 'groupMember.done' },
  off: { tone: 'quiet', label: 'groupMember.off' },
  refunded: { tone: 'quiet', label: 'groupMember.refunded' },
  left: { tone: 'quiet', label: 'groupMember.left' },
}

/** Groups that were opened: how many are in, how long they wait, and who is in. */
export function GroupsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ campaign: '', state: '', page: '1' })
  const campaigns = useRead('listGroupBuys', { page: 1, pageSize: 100 })
  const state = stateIn(states, url.state)
  const groups = useRead('listGroups', {
    page: Number(url.page),
    pageSize: 20,
    ...(url.campaign ? { campaignId: url.campaign } : {}),
    ...(state ? { state } : {}),
  })
  const columns: Column<Group>[] = [
    { key: 'campaign', title: t('groupBuy.title'), render: (_, one) => one.title },
    { key: 'state', title: t('orders.state'), render: (_, one) => <StateCell states={states} state={one.state} /> },
    { key: 'progress', title: t('group.progress'), render: (_, one) => <Seats one={one} /> },
    {
      key: 'members',
      title: t('group.members'),
      render: (_, one) => (
        <Avatar.Group max={{ count: 6 }}>
          {one.members.map((member) => (
            <Face key={member.orderId} member={member} />
          ))}
        </Avatar.Group>
      ),
    },
    { key: 'opened', title: t('group.opened'), render: (_, one) => <Time iso={one.openedAt} /> },
    { key: 'until', title: t('group.until'), render: (_, one) => <Time iso={one.endedAt ?? one.deadline} /> },
  ]
  return (
    <>
      <PageHead title={t('nav.groups')} lead={t('group.lead')} />
      <div className="card table-card" data-testid="groups">
        <DataTable<Group>
          id="groups"
          columns={columns}
          rowKey="id"
          read={groups}
          toolbar={
            <>
              <Select
                style={{ width: 220 }}
                value={url.campaign}
                aria-label={t('groupBuy.title')}
                options={[
                  { value: '', label: t('group.allCampaigns') },
                  ...(campaigns.data?.items ?? []).map((one) => ({ value: one.id, label: one.title })),
                ]}
                onChange={(campaign) => setUrl({ campaign })}
              />
              <Select
                style={{ width: 140 }}
                value={url.state}
                aria-label={t('orders.state')}
                options={[
                  { value: '', label: t('group.allStates') },
                  ...Object.entries(states).map(([value, { label }]) => ({ value, label: t(label) })),
                ]}
                onChange={(next) => setUrl({ state: next })}
              />
            </>
          }
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('group.none')} hint={t('group.noneHint')} />}
          table={{ expandable: { expandedRowRender: membersOf } }}
        />
      </div>
    </>
  )
}

function Seats({ one }: { one: Group }) {
  const t = useT()
  return (
    <div style={{ width: 140 }}>
      <span className="num">
        {one.paid} <span className="muted">/ {one.size}</span>
      </span>
      {one.virtual > 0 && <span className="muted"> {t('group.filled', { count: one.virtual })}</span>}
      <Progress percent={Math.round((one.paid / one.size) * 100)} size="small" showInfo={false} aria-label={t('group.progress')} />
    </div>
  )
}

function Face({ member }: { member: Member }) {
  return (
    <Tooltip title={member.nickname}>
      <Avatar size="small" src={member.avatar ? pictureUrl(member.avatar, 240) : undefined}>
        {[...member.nickname][0]}
      </Avatar>
    </Tooltip>
  )
}

const membersOf = (one: Group) => <Members one={one} />

function Members({ one }: { one: Group }) {
  const t = useT()
  return one.members.map((member) => (
    <div key={member.orderId} className="row" style={{ padding: '4px 0' }}>
      <span style={{ width: 160 }}>
        {member.nickname} {member.leader && <span className="muted">{t('group.leader')}</span>}
      </span>
      <StateCell states={members} state={member.state} />
      <span className="num">{member.paidFen > 0 ? yuan(member.paidFen) : '—'}</span>
      <span className="muted">{member.paidAt && <Time iso={member.paidAt} />}</span>
      {member.paidFen > 0 && <Link to={`/orders/${member.orderId}`}>{t('group.toOrder')}</Link>}
    </div>
  ))
}
