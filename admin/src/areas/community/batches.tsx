import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
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
import { BatchDialog } from './batch-dialog.tsx'
import { BatchDrawer } from './batch-drawer.tsx'

export type Batch = Item<'listCommunityBatches'>
const states: Record<Batch['state'], { tone: Tone; label: Key }> = {
  running: { tone: 'good', label: 'community.batch.running' },
  soon: { tone: 'info', label: 'community.batch.soon' },
  off: { tone: 'quiet', label: 'community.batch.off' },
  closed: { tone: 'quiet', label: 'community.batch.closed' },
  cancelled: { tone: 'quiet', label: 'community.batch.cancelled' },
}

export function Batches() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [page, setPage] = useState('1')
  const [editing, setEditing] = useState<{ id: string | null } | null>(null)
  const [looking, setLooking] = useState<Batch | null>(null)
  const batches = useRead('listCommunityBatches', { page: Number(page), pageSize: 20 }, { refetchInterval: 30_000 })
  const columns: Column<Batch>[] = [
    {
      key: 'title',
      title: t('community.batch'),
      render: (_, one) => (
        <div>
          {one.title}
          <div className="muted">{t('community.goodsCount', { count: one.goods })}</div>
        </div>
      ),
    },
    { key: 'closes', title: t('community.closesAt'), render: (_, one) => <Time iso={one.closesAt} /> },
    { key: 'day', title: t('community.deliveryDay'), render: (_, one) => <span className="num">{one.deliveryDay}</span> },
    {
      key: 'orders',
      title: t('community.ordersPieces'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.orders} <span className="muted">/ {one.pieces}</span>
        </span>
      ),
    },
    { key: 'gmv', title: t('community.gmv'), align: 'right', render: (_, one) => <span className="num">{yuan(one.gmvFen)}</span> },
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
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="community-look">
            {t('community.look')}
          </Button>
          {mayWrite && open(one) && (
            <Button size="small" type="text" onClick={() => setEditing({ id: one.id })}>
              {t('common.edit')}
            </Button>
          )}
          {mayWrite && open(one) && <EndButtons batch={one} />}
        </div>
      ),
    },
  ]
  return (
    <>
      <div className="card table-card" data-testid="community-batches">
        <DataTable<Batch>
          id="community-batches"
          columns={columns}
          rowKey="id"
          read={batches}
          toolbar={
            mayWrite && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({ id: null })} data-testid="community-new">
                {t('community.newBatch')}
              </Button>
            )
          }
          page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
          empty={<Nothing title={t('community.noBatches')} hint={t('community.noBatchesHint')} />}
        />
      </div>
      {editing && <BatchDialog id={editing.id} onClose={() => setEditing(null)} />}
      {looking && <BatchDrawer batch={looking} onClose={() => setLooking(null)} />}
    </>
  )
}

const open = ({ state }: Batch): boolean => state === 'running' || state === 'soon' || state === 'off'

function EndButtons({ batch }: { batch: Batch }) {
  const t = useT()
  const { modal } = App.useApp()
  const done = { stale: ['listCommunityBatches' as const, 'getCommunityBatch' as const], success: t('common.saved') }
  const close = useWrite('closeCommunityBatch', done)
  const cancel = useWrite('cancelCommunityBatch', done)
  const ask = (what: 'close' | 'cancel') =>
    modal.confirm({
      title: t(what === 'close' ? 'community.askClose' : 'community.askCancel', { title: batch.title }),
      content: t(what === 'close' ? 'community.closeHint' : 'community.cancelHint', { count: batch.orders }),
      okText: t(what === 'close' ? 'community.close' : 'community.cancel'),
      okButtonProps: { danger: true },
      onOk: () => (what === 'close' ? close : cancel).mutateAsync({ id: batch.id }),
    })
  return (
    <>
      <Button size="small" type="text" onClick={() => ask('close')} data-testid="community-close">
        {t('community.close')}
      </Button>
      <Button size="small" type="text" danger onClick={() => ask('cancel')}>
        {t('community.cancel')}
      </Button>
    </>
  )
}
