import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Progress } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { BargainDialog } from './bargain-dialog.tsx'
import { BargainDrawer } from './bargain-drawer.tsx'

export type BargainCampaign = Item<'listAdminBargainCampaigns'>
const states: Record<BargainCampaign['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'bargain.state.running' },
  soon: { tone: 'info', label: 'bargain.state.soon' },
  off: { tone: 'quiet', label: 'bargain.state.off' },
  over: { tone: 'quiet', label: 'bargain.state.over' },
}

/** Campaigns in which friends cut the price: what they offer, how far they are, and what came of them. */
export function BargainsPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<BargainCampaign | 'new' | null>(null)
  const [looking, setLooking] = useState<BargainCampaign | null>(null)
  const campaigns = useRead('listAdminBargainCampaigns', { page: Number(url.page), pageSize: 20 })
  const columns: Column<BargainCampaign>[] = [
    { key: 'goods', title: t('bargain.goods'), render: (_, one) => <Goods campaign={one} /> },
    {
      key: 'price',
      title: t('bargain.prices'),
      render: (_, one) => (
        <div>
          <span className="num">
            {one.goods ? yuan(one.goods.priceFen) : '—'} → {yuan(one.floorFen)}
          </span>
          <div className="muted">{t('bargain.byFriends', { count: one.helpers })}</div>
        </div>
      ),
    },
    { key: 'taken', title: t('bargain.taken'), render: (_, one) => <Taken campaign={one} /> },
    {
      key: 'opened',
      title: t('bargain.opened'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.opened} <span className="muted">/ {one.open}</span>
        </span>
      ),
    },
    { key: 'until', title: t('bargain.until'), render: (_, one) => <Time iso={one.endsAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="bargain-look">
            {t('bargain.look')}
          </Button>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
          {mayWrite && (one.state === 'running' || one.state === 'soon') && <EndButton campaign={one} />}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.bargains')} lead={t('bargain.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="bargain-new">
            {t('bargain.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="bargains">
        <DataTable<BargainCampaign>
          id="bargains"
          columns={columns}
          rowKey="id"
          read={campaigns}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('bargain.none')} hint={t('bargain.noneHint')} />}
        />
      </div>
      {editing && <BargainDialog campaign={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking && <BargainDrawer campaign={looking} onClose={() => setLooking(null)} />}
    </>
  )
}

function Goods({ campaign }: { campaign: BargainCampaign }) {
  const t = useT()
  const { goods } = campaign
  return (
    <div className="row" style={{ flexWrap: 'nowrap', minWidth: 180, maxWidth: 300 }}>
      <Thumb picture={goods?.picture ?? null} size={40} />
      <div>
        <div>{campaign.title}</div>
        <div className="muted">{goods ? [goods.title, ...goods.options].join(' ') : t('bargain.goodsGone')}</div>
      </div>
    </div>
  )
}

function Taken({ campaign: { taken, pieces } }: { campaign: BargainCampaign }) {
  const t = useT()
  return (
    <div style={{ width: 90 }}>
      <span className="num">
        {taken} <span className="muted">/ {pieces}</span>
      </span>
      <Progress percent={Math.round((taken / pieces) * 100)} size="small" showInfo={false} aria-label={t('bargain.taken')} />
    </div>
  )
}

function EndButton({ campaign }: { campaign: BargainCampaign }) {
  const t = useT()
  const { modal } = App.useApp()
  const end = useWrite('endBargainCampaign', { stale: ['listAdminBargainCampaigns'], success: t('bargain.ended') })
  const ask = () =>
    modal.confirm({
      title: t('bargain.askEnd', { title: campaign.title }),
      content: t('bargain.endHint', { count: campaign.open }),
      okText: t('bargain.end'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync({ id: campaign.id }),
    })
  return (
    <Button size="small" type="text" danger onClick={ask} data-testid="bargain-end">
      {t('bargain.end')}
    </Button>
  )
}
