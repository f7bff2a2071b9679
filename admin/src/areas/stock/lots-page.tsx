import { App, Button, Segmented } from 'antd'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { LocationSelect } from './location-select.tsx'
import { ProductSelect } from './product-select.tsx'

type Lot = Item<'listLots'>
const states = ['all', 'soon', 'expired'] as const
const stateKey: Record<(typeof states)[number], Key> = { all: 'lot.all', soon: 'lot.soon', expired: 'lot.expired' }

/** Lots with their expiry dates, and the way to write off what has expired. */
export function LotsPage() {
  const t = useT()
  const can = useCan()
  const { modal } = App.useApp()
  const [url, setUrl] = useUrlState({ state: 'all', productId: '', locationId: '', page: '1' })
  const state = states.find((one) => one === url.state) ?? 'all'
  const lots = useRead('listLots', {
    page: Number(url.page),
    pageSize: 20,
    state,
    ...(url.productId ? { productId: url.productId } : {}),
    ...(url.locationId ? { locationId: url.locationId } : {}),
  })
  const writeOff = useWrite('adjustStock', {
    stale: ['listLots', 'listStock', 'listMovements', 'countStockTodos'],
    success: t('lot.writtenOff'),
  })
  const ask = (lot: Lot) =>
    modal.confirm({
      title: t('lot.askWriteOff', { pieces: lot.onHand - lot.held }),
      okText: t('lot.writeOff'),
      okButtonProps: { danger: true },
      onOk: () =>
        writeOff.mutate({
          requestId: newKey(),
          reason: 'expiry',
          note: t('lot.note', { code: lot.code }),
          locationId: lot.locationId,
          lines: [{ skuId: lot.skuId, change: lot.held - lot.onHand, lotId: lot.id }],
        }),
    })
  const columns: Column<Lot>[] = [
    { key: 'sku', title: t('stock.sku'), width: 320, render: (_, lot) => <LotGoods lot={lot} /> },
    { key: 'code', title: t('paper.lot'), render: (_, lot) => <span className="num">{lot.code}</span> },
    { key: 'location', title: t('stock.location'), name: t('stock.location'), render: (_, lot) => lot.locationName },
    { key: 'expires', title: t('paper.expires'), render: (_, lot) => <span className="num">{lot.expiresOn ?? t('paper.never')}</span> },
    { key: 'onHand', title: t('stock.onHand'), align: 'right', render: (_, lot) => <span className="num">{lot.onHand}</span> },
    { key: 'held', title: t('stock.held'), align: 'right', render: (_, lot) => <span className="num">{lot.held}</span> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, lot) => <LotState lot={lot} />,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, lot) =>
        lot.expired && lot.onHand > lot.held && can('inventory.write') ? (
          <Button size="small" danger loading={writeOff.isPending} onClick={() => ask(lot)} data-testid="lot-write-off">
            {t('lot.writeOff')}
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <PageHead title={t('nav.lots')} lead={t('lot.lead')} />
      <div className="card table-card" data-testid="lots">
        <DataTable<Lot>
          id="lots"
          columns={columns}
          rowKey="id"
          read={lots}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              {can('catalog.read') && <ProductSelect value={url.productId} onChange={(productId) => setUrl({ productId })} />}
              <LocationSelect value={url.locationId} onChange={(locationId) => setUrl({ locationId })} />
              <Segmented<string>
                value={state}
                onChange={(next) => setUrl({ state: next })}
                options={states.map((value) => ({ value, label: t(stateKey[value]) }))}
              />
            </>
          }
          empty={<Nothing title={t('lot.none')} hint={t('lot.noneHint')} />}
        />
      </div>
    </>
  )
}

function LotGoods({ lot }: { lot: Lot }) {
  return (
    <div className="row-tight">
      <Thumb picture={lot.picture} size={40} />
      <div style={{ minWidth: 0 }}>
        <Link to={`/products/${lot.productId}`} className="clamp2" style={{ maxWidth: 280 }}>
          {lot.title}
        </Link>
        {lot.options.length > 0 && <div className="small muted">{lot.options.join(' / ')}</div>}
      </div>
    </div>
  )
}

/** A lot is urgent from so many days before its day. */
const SOON_DAYS = 7

const daysUntil = (day: string): number => Math.ceil((Date.parse(day) - Date.now()) / 86_400_000)

function LotState({ lot }: { lot: Lot }) {
  const t = useT()
  if (lot.expired) return <State tone="bad">{t('lot.expired')}</State>
  const days = lot.expiresOn === null ? Infinity : daysUntil(lot.expiresOn)
  return days <= SOON_DAYS ? (
    <State tone="warn">{t('lot.inDays', { count: Math.max(0, days) })}</State>
  ) : (
    <State tone="good">{t('lot.good')}</State>
  )
}
