import { PlusOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ResultsDrawer } from '../results/results-drawer.tsx'
import { CampaignDialog } from './campaign-dialog.tsx'
import { ReferralsDrawer } from './referrals-drawer.tsx'
import { type Campaign, campaignStates, rewardWord } from './words.ts'

/** Campaigns that reward who brings friends, their referrals with reasons, and what came of them. */
export function ReferralsPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Campaign | 'new' | null>(null)
  const [looking, setLooking] = useState<{ campaign: Campaign; at: 'referrals' | 'results' } | null>(null)
  const read = useRead('listAdminReferralCampaigns', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Campaign>[] = [
    {
      key: 'title',
      title: t('referral.title'),
      render: (_, one) => (
        <div style={{ minWidth: 150 }}>
          <div>{one.title}</div>
          <div className="muted">
            {t(`referral.kind.${one.kind}`)} · {t(`referral.scope.${one.scope}`)}
          </div>
        </div>
      ),
    },
    { key: 'rewards', title: t('referral.rewards'), render: (_, one) => <Rewards campaign={one} /> },
    {
      key: 'given',
      title: t('referral.givenOf'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.given} <span className="muted">/ {one.budget}</span>
        </span>
      ),
    },
    { key: 'until', title: t('referral.until'), render: (_, one) => <Time iso={one.endsAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={campaignStates[one.state].tone}>{t(campaignStates[one.state].label)}</State>,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Badge count={one.reviews} size="small" offset={[-4, 4]}>
            <Button size="small" type="text" onClick={() => setLooking({ campaign: one, at: 'referrals' })} data-testid="referral-look">
              {t('referral.list')}
            </Button>
          </Badge>
          <Button size="small" type="text" onClick={() => setLooking({ campaign: one, at: 'results' })} data-testid="referral-results">
            {t('results.look')}
          </Button>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.referrals')} lead={t('referral.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="referral-new">
            {t('referral.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="referral-campaigns">
        <DataTable<Campaign>
          id="referral-campaigns"
          columns={columns}
          rowKey="id"
          read={read}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('referral.none')} hint={t('referral.noneHint')} />}
        />
      </div>
      {editing && <CampaignDialog campaign={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking?.at === 'referrals' && <ReferralsDrawer campaign={looking.campaign} onClose={() => setLooking(null)} />}
      {looking?.at === 'results' && (
        <ResultsDrawer kind="share" id={looking.campaign.id} title={looking.campaign.title} onClose={() => setLooking(null)} />
      )}
    </>
  )
}

function Rewards({ campaign }: { campaign: Campaign }) {
  const t = useT()
  if (campaign.kind === 'cashback') {
    const { friends, rateBps, mostFen } = campaign
    return <>{t('referral.cashbackWord', { friends, rate: rateBps / 100, most: yuan(mostFen) })}</>
  }
  return (
    <div>
      <div>
        {t('referral.inviter')}：{rewardWord(t, campaign.inviterReward)}
      </div>
      <div>
        {t('referral.invitee')}：{rewardWord(t, campaign.inviteeReward)}
      </div>
      <div className="muted">{t(`referral.at.${campaign.at}`)}</div>
    </div>
  )
}
