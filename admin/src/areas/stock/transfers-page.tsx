import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { NewTransferDrawer } from './transfer-new-drawer.tsx'
import { TransferDrawer } from './transfer-drawer.tsx'

type Transfer = Item<'listTransfers'>
const states = ['draft', 'in_transit', 'received', 'cancelled'] as const
const stateKey: Record<Transfer['state'], Key> = {
  draft: 'transfer.state.draft',
  in_transit: 'transfer.state.in_transit',
  received: 'transfer.state.received',
  cancelled: 'transfer.state.cancelled',
}
const tone: Record<Transfer['state'], Tone> = { draft: 'warn', in_transit: 'info', received: 'good', cancelled: 'quiet' }

/** Pieces that go from one location to another. */
export function TransfersPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ state: '', id: '', page: '1' })
  const [creating, setCreating] = useState(false)
  const state = states.find((one) => one === url.state)
  const transfers = useRead('listTransfers', { page: Number(url.page), pageSize: 20, ...(state ? { state } : {}) })
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)} data-testid="transfer-new">
      {t('transfer.new')}
    </Button>
  )
  const columns: Column<Transfer>[] = [
    { key: 'number', title: t('paper.number'), render: (_, transfer) => <span className="num">{transfer.number}</span> },
    {
      key: 'way',
      title: `${t('transfer.from')} → ${t('transfer.to')}`,
      render: (_, transfer) => `${transfer.fromName} → ${transfer.toName}`,
    },
    {
      key: 'pieces',
      title: t('paper.pieces'),
      align: 'right',
      render: (_, transfer) => (
        <span className="num">
          {transfer.received !== null && transfer.received !== transfer.pieces
            ? `${transfer.received} / ${transfer.pieces}`
            : transfer.pieces}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, transfer) => <State tone={tone[transfer.state]}>{t(stateKey[transfer.state])}</State>,
    },
    { key: 'by', title: t('paper.by'), name: t('paper.by'), render: (_, transfer) => transfer.createdBy },
    { key: 'at', title: t('paper.createdAt'), name: t('paper.createdAt'), render: (_, transfer) => <Time iso={transfer.createdAt} /> },
    {
      key: 'open',
      title: '',
      align: 'right',
      render: (_, transfer) => (
        <Button size="small" onClick={() => setUrl({ id: transfer.id, page: url.page })} data-testid="transfer-open">
          {t('common.details')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.transfers')} lead={t('transfer.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="transfers">
        <DataTable<Transfer>
          id="transfers"
          columns={columns}
          rowKey="id"
          read={transfers}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <Segmented<string>
              value={url.state}
              onChange={(next) => setUrl({ state: next })}
              options={[{ value: '', label: t('common.all') }, ...states.map((value) => ({ value, label: t(stateKey[value]) }))]}
            />
          }
          empty={
            <Nothing title={t('transfer.none')} hint={t('transfer.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {creating && <NewTransferDrawer onClose={() => setCreating(false)} onDone={(id) => setUrl({ id, page: url.page })} />}
      {url.id !== '' && <TransferDrawer id={url.id} onClose={() => setUrl({ id: '', page: url.page })} />}
    </>
  )
}
