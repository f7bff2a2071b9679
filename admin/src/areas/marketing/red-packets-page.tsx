import { PlusOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
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
import { RedPacketDialog } from './red-packet-dialog.tsx'

export type Campaign = Item<'listRedPacketCampaigns'>

/** Red packets to claim: how much each holds, how much there is in all, and for how long. */
export function RedPacketsPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Campaign | 'new' | null>(null)
  const campaigns = useRead('listRedPacketCampaigns', { page: Number(url.page), pageSize: 20 })
  const columns: Column<Campaign>[] = [
    { key: 'title', title: t('redPacket.title'), render: (_, one) => one.title },
    {
      key: 'amount',
      title: t('redPacket.amount'),
      render: (_, one) => (
        <span className="num">{one.minFen === one.maxFen ? yuan(one.minFen) : `${yuan(one.minFen)} – ${yuan(one.maxFen)}`}</span>
      ),
    },
    {
      key: 'granted',
      title: t('redPacket.granted'),
      render: (_, one) => (
        <div style={{ width: 160 }}>
          <span className="num">
            {yuan(one.grantedFen)} <span className="muted">/ {yuan(one.budgetFen)}</span>
          </span>
          <Progress
            percent={Math.round((one.grantedFen / one.budgetFen) * 100)}
            size="small"
            showInfo={false}
            aria-label={t('redPacket.granted')}
          />
        </div>
      ),
    },
    { key: 'count', title: t('redPacket.count'), align: 'right', render: (_, one) => <span className="num">{one.granted}</span> },
    { key: 'until', title: t('redPacket.until'), render: (_, one) => <Time iso={one.endsAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => {
        const over = new Date(one.endsAt) <= new Date()
        return (
          <State tone={one.enabled && !over ? 'good' : 'quiet'}>
            {t(over ? 'redPacket.over' : one.enabled ? 'redPacket.on' : 'redPacket.off')}
          </State>
        )
      },
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) =>
        mayWrite && (
          <Button size="small" type="text" onClick={() => setEditing(one)}>
            {t('common.edit')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.redPackets')} lead={t('redPacket.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="red-packet-new">
            {t('redPacket.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="red-packets">
        <DataTable<Campaign>
          id="red-packets"
          columns={columns}
          rowKey="id"
          read={campaigns}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('redPacket.none')} hint={t('redPacket.noneHint')} />}
        />
      </div>
      {editing && <RedPacketDialog campaign={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}
