import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { PurchaseDrawer } from './purchase-drawer.tsx'
import { NewPurchaseDrawer } from './purchase-new-drawer.tsx'

type Purchase = Item<'listPurchases'>
const states = ['open', 'received', 'closed'] as const
const stateKey: Record<Purchase['state'], Key> = {
  open: 'purchase.state.open',
  received: 'purchase.state.received',
  closed: 'purchase.state.closed',
}
const tone: Record<Purchase['state'], Tone> = { open: 'warn', received: 'good', closed: 'quiet' }

/** Goods that were ordered from suppliers. */
export function PurchasesPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ state: '', supplierId: '', id: '', page: '1' })
  const [creating, setCreating] = useState(false)
  const state = states.find((one) => one === url.state)
  const purchases = useRead('listPurchases', {
    page: Number(url.page),
    pageSize: 20,
    ...(state ? { state } : {}),
    ...(url.supplierId ? { supplierId: url.supplierId } : {}),
  })
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)} data-testid="purchase-new">
      {t('purchase.new')}
    </Button>
  )
  const columns: Column<Purchase>[] = [
    { key: 'number', title: t('paper.number'), render: (_, purchase) => <span className="num">{purchase.number}</span> },
    { key: 'supplier', title: t('purchase.supplier'), render: (_, purchase) => purchase.supplierName },
    { key: 'location', title: t('stock.location'), name: t('stock.location'), render: (_, purchase) => purchase.locationName },
    {
      key: 'received',
      title: `${t('purchase.received')} / ${t('paper.quantity')}`,
      align: 'right',
      render: (_, purchase) => (
        <span className="num">
          {purchase.received} / {purchase.pieces}
        </span>
      ),
    },
    {
      key: 'cost',
      title: t('paper.total'),
      name: t('paper.total'),
      align: 'right',
      render: (_, purchase) => <Money fen={purchase.costFen} />,
    },
    {
      key: 'expected',
      title: t('purchase.expected'),
      name: t('purchase.expected'),
      render: (_, purchase) => <span className="num">{purchase.expectedOn ?? '—'}</span>,
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, purchase) => <State tone={tone[purchase.state]}>{t(stateKey[purchase.state])}</State>,
    },
    { key: 'at', title: t('paper.createdAt'), name: t('paper.createdAt'), render: (_, purchase) => <Time iso={purchase.createdAt} /> },
    {
      key: 'open',
      title: '',
      align: 'right',
      render: (_, purchase) => (
        <Button size="small" onClick={() => setUrl({ id: purchase.id, page: url.page })} data-testid="purchase-open">
          {t('common.details')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.purchases')} lead={t('purchase.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="purchases">
        <DataTable<Purchase>
          id="purchases"
          columns={columns}
          rowKey="id"
          read={purchases}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              <Segmented<string>
                value={url.state}
                onChange={(next) => setUrl({ state: next })}
                options={[{ value: '', label: t('common.all') }, ...states.map((value) => ({ value, label: t(stateKey[value]) }))]}
              />
              {url.supplierId !== '' && <Button onClick={() => setUrl({ supplierId: '' })}>{t('common.clearFilters')}</Button>}
            </>
          }
          empty={
            <Nothing title={t('purchase.none')} hint={t('purchase.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {creating && <NewPurchaseDrawer onClose={() => setCreating(false)} />}
      {url.id !== '' && <PurchaseDrawer id={url.id} onClose={() => setUrl({ id: '', page: url.page })} />}
    </>
  )
}
