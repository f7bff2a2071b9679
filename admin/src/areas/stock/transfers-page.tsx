import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { type Column } from '../../ui/data-table.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { StateBoard, StateCell, stateIn, type States } from '../../ui/state-board.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { NewTransferDrawer } from './transfer-new-drawer.tsx'
import { TransferDrawer } from './transfer-drawer.tsx'

type Transfer = Item<'listTransfers'>
const states: States<Transfer['state']> = {
  draft: { tone: 'warn', label: 'transfer.state.draft' },
  in_transit: { tone: 'info', label: 'transfer.state.in_transit' },
  received: { tone: 'good', label: 'transfer.state.received' },
  cancelled: { tone: 'quiet', label: 'transfer.state.cancelled' },
}

/** Pieces that go from one location to another. */
export function TransfersPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ state: '', search: '', id: '', page: '1' })
  const [creating, setCreating] = useState(false)
  const state = stateIn(states, url.state)
  const transfers = useRead('listTransfers', {
    page: Number(url.page),
    pageSize: 20,
    ...(state ? { state } : {}),
    ...(url.search ? { search: url.search } : {}),
  })
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
      render: (_, transfer) => <StateCell states={states} state={transfer.state} />,
    },
    { key: 'by', title: t('paper.by'), name: t('paper.by'), render: (_, transfer) => transfer.createdBy },
    { key: 'note', title: t('stock.note'), name: t('stock.note'), render: (_, transfer) => transfer.note },
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
      <StateBoard<Transfer, Transfer['state']>
        id="transfers"
        title={t('nav.transfers')}
        lead={t('transfer.lead')}
        action={create}
        columns={columns}
        read={transfers}
        states={states}
        url={url}
        onUrl={setUrl}
        filters={<SearchBox value={url.search} placeholder={t('paper.search')} onChange={(search) => setUrl({ search })} />}
        none={t('transfer.none')}
        noneHint={t('transfer.noneHint')}
      />
      {creating && <NewTransferDrawer onClose={() => setCreating(false)} onDone={(id) => setUrl({ id, page: url.page })} />}
      {url.id !== '' && <TransferDrawer id={url.id} onClose={() => setUrl({ id: '', page: url.page })} />}
    </>
  )
}
