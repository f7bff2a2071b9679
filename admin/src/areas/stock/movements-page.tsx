import { Button, Select } from 'antd'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { LocationSelect } from './location-select.tsx'
import { SkuName } from './sku-name.tsx'
import { movementKey, movementKinds } from './movement-kind.ts'
import { ProductSelect } from './product-select.tsx'
import { useSkuNames } from './use-products.ts'

type Movement = Item<'listMovements'>

/** The append-only ledger: every change of stock with its reason, its cause and who did it. */
export function MovementsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ skuId: '', productId: '', kind: '', locationId: '', reference: '', page: '1' })
  const kind = movementKinds.find((one) => one === url.kind)
  const movements = useRead('listMovements', {
    page: Number(url.page),
    pageSize: 30,
    ...(url.skuId ? { skuId: url.skuId } : {}),
    ...(kind ? { kind } : {}),
    ...(url.locationId ? { locationId: url.locationId } : {}),
    ...(url.reference ? { reference: url.reference } : {}),
  })
  const skuIds = [...new Set(movements.data?.items.map((movement) => movement.skuId))]
  // Movements carry the SKU alone; its level knows the product.
  const levels = useRead('listStock', { skuIds: skuIds.join(','), pageSize: 100 }, { enabled: skuIds.length > 0 })
  const names = useSkuNames([...(url.productId ? [url.productId] : []), ...(levels.data?.items ?? []).map((level) => level.productId)])
  const skus = [...names.values()].filter(({ product }) => product.id === url.productId)
  const locations = useRead('listLocations')
  const placeOf = new Map((locations.data?.items ?? []).map((location) => [location.id, location.name]))
  const columns: Column<Movement>[] = [
    { key: 'at', title: t('order.at'), render: (_, movement) => <Time iso={movement.at} precision="second" /> },
    { key: 'sku', title: t('stock.sku'), render: (_, movement) => <SkuName named={names.get(movement.skuId)} skuId={movement.skuId} /> },
    { key: 'kind', title: t('stock.reason'), render: (_, movement) => t(movementKey[movement.kind]) },
    { key: 'onHand', title: t('stock.onHandChange'), align: 'right', render: (_, movement) => <Signed value={movement.onHandChange} /> },
    {
      key: 'held',
      title: t('stock.heldChange'),
      align: 'right',
      name: t('stock.heldChange'),
      render: (_, movement) => <Signed value={movement.heldChange} />,
    },
    {
      key: 'location',
      title: t('stock.location'),
      name: t('stock.location'),
      render: (_, movement) => placeOf.get(movement.locationId) ?? '—',
    },
    {
      key: 'reference',
      title: t('stock.reference'),
      name: t('stock.reference'),
      hidden: true,
      render: (_, movement) => <span className="small muted">{movement.reference}</span>,
    },
    {
      key: 'actor',
      title: t('stock.actor'),
      name: t('stock.actor'),
      // What the shop does by itself is written down under this name.
      render: (_, { actor }) => (actor === 'system' ? t('order.actor.system') : actor),
    },
    { key: 'note', title: t('stock.note'), name: t('stock.note'), width: 200, render: (_, movement) => movement.note },
  ]
  return (
    <>
      <PageHead title={t('nav.movements')} lead={t('stock.ledgerLead')} />
      <div className="card table-card" data-testid="movements">
        <DataTable<Movement>
          id="movements"
          columns={columns}
          rowKey="id"
          read={movements}
          page={{ page: url.page, pageSize: 30, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              <ProductSelect value={url.productId} onChange={(productId) => setUrl({ productId, skuId: '' })} />
              {url.productId !== '' && (
                <Select<string>
                  style={{ minWidth: 180 }}
                  value={url.skuId || null}
                  placeholder={t('stock.chooseSku')}
                  aria-label={t('stock.chooseSku')}
                  options={skus.map(({ sku }) => ({ value: sku.id, label: sku.options.join(' / ') || sku.code }))}
                  onChange={(skuId) => setUrl({ skuId })}
                />
              )}
              <Select<string>
                style={{ minWidth: 130 }}
                allowClear
                value={kind ?? null}
                placeholder={t('stock.anyReason')}
                aria-label={t('stock.anyReason')}
                options={movementKinds.map((value) => ({ value, label: t(movementKey[value]) }))}
                onChange={(value?: string) => setUrl({ kind: value ?? '' })}
              />
              <LocationSelect value={url.locationId} onChange={(locationId) => setUrl({ locationId })} />
              {(url.skuId !== '' || url.reference !== '') && (
                <Button onClick={() => setUrl({ skuId: '', productId: '', reference: '' })}>{t('common.clearFilters')}</Button>
              )}
            </>
          }
          empty={<Nothing title={t('stock.noMovements')} />}
        />
      </div>
    </>
  )
}

function Signed({ value }: { value: number }) {
  const colour = value > 0 ? 'var(--good)' : value < 0 ? 'var(--bad)' : 'var(--ink3)'
  return (
    <span className="num strong" style={{ color: colour }}>
      {value > 0 ? `+${value}` : value === 0 ? '0' : `−${-value}`}
    </span>
  )
}
