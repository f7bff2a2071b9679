import { PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { StateBoard, StateCell, stateIn, type States } from '../../ui/state-board.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { PurchaseDrawer } from './purchase-drawer.tsx'
import { NewPurchaseDrawer } from './purchase-new-drawer.tsx'

type Purchase = Item<'listPurchases'>
const states: States<Purchase['state']> = {
  open: { tone: 'warn', label: 'purchase.state.open' },
  received: { tone: 'good', label: 'purchase.state.received' },
  closed: { tone: 'quiet', label: 'purchase.state.closed' },
}
const isLate = ({ state, expectedOn }: Purchase): boolean =>
  state === 'open' && expectedOn !== null && expectedOn < new Date().toLocaleDateString('sv-SE')

/** Goods that were ordered from suppliers. */
export function PurchasesPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ state: '', search: '', supplierId: '', id: '', page: '1' })
  const [creating, setCreating] = useState(false)
  const state = stateIn(states, url.state)
  const purchases = useRead('listPurchases', {
    page: Number(url.page),
    pageSize: 20,
    ...(state ? { state } : {}),
    ...(url.search ? { search: url.search } : {}),
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
      render: (_, purchase) => (
        <span className="row-tight">
          <span className="num">{purchase.expectedOn ?? '—'}</span>
          {isLate(purchase) && <State tone="bad">{t('purchase.late')}</State>}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, purchase) => <StateCell states={states} state={purchase.state} />,
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
      <StateBoard<Purchase, Purchase['state']>
        id="purchases"
        title={t('nav.purchases')}
        lead={t('purchase.lead')}
        action={create}
        columns={columns}
        read={purchases}
        states={states}
        url={url}
        onUrl={setUrl}
        filters={
          <>
            <SearchBox value={url.search} placeholder={t('paper.search')} onChange={(search) => setUrl({ search })} />
            <SupplierSelect value={url.supplierId} onChange={(supplierId) => setUrl({ supplierId })} />
          </>
        }
        none={t('purchase.none')}
        noneHint={t('purchase.noneHint')}
      />
      {creating && <NewPurchaseDrawer onClose={() => setCreating(false)} />}
      {url.id !== '' && <PurchaseDrawer id={url.id} onClose={() => setUrl({ id: '', page: url.page })} />}
    </>
  )
}

/** One of the suppliers that goods are bought from, or all. */
function SupplierSelect({ value, onChange }: { value: string; onChange: (supplierId: string) => void }) {
  const t = useT()
  const { data } = useRead('listSuppliers', { page: 1, pageSize: 100 })
  return (
    <Select<string>
      style={{ minWidth: 180 }}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value || null}
      placeholder={t('purchase.anySupplier')}
      aria-label={t('purchase.supplier')}
      options={(data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      onChange={(next?: string) => onChange(next ?? '')}
    />
  )
}
