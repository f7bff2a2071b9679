import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Translate } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { AdjustDrawer } from './adjust-drawer.tsx'
import { LocationSelect } from './location-select.tsx'
import { ProductSelect } from './product-select.tsx'
import { SkuName } from './sku-name.tsx'
import { ThresholdDialog } from './threshold-dialog.tsx'
import { useSkuNames, type Named } from './use-products.ts'

type Level = Item<'listStock'>

/** How much there is of each SKU, and the way to correct it. */
export function LevelsPage() {
  const t = useT()
  const can = useCan()
  const [url, setUrl] = useUrlState({ productId: '', low: '', locationId: '', page: '1' })
  const [adjusting, setAdjusting] = useState<Level | null>(null)
  const [warned, setWarned] = useState<Level | null>(null)
  const levels = useRead('listStock', {
    page: Number(url.page),
    pageSize: 20,
    low: url.low === 'true' ? 'true' : 'false',
    ...(url.productId ? { productId: url.productId } : {}),
    ...(url.locationId ? { locationId: url.locationId } : {}),
  })
  const settings = useRead('getSettings', undefined, { enabled: can('settings.read') })
  const names = useSkuNames((levels.data?.items ?? []).map((level) => level.productId))
  const filtered = url.productId !== '' || url.low !== '' || url.locationId !== ''
  return (
    <>
      <PageHead
        title={t('nav.levels')}
        lead={settings.data ? t('stock.lead', { threshold: settings.data.lowStockThreshold }) : undefined}
      />
      <div className="card table-card" data-testid="stock">
        <DataTable<Level>
          views
          id="stock"
          columns={columnsOf({
            t,
            names,
            onAdjust: can('inventory.write') ? setAdjusting : undefined,
            onWarn: setWarned,
            threshold: settings.data?.lowStockThreshold ?? 0,
          })}
          rowKey="id"
          read={levels}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          toolbar={
            <>
              {can('catalog.read') && <ProductSelect value={url.productId} onChange={(productId) => setUrl({ productId })} />}
              <LocationSelect value={url.locationId} onChange={(locationId) => setUrl({ locationId })} />
              <Segmented<string>
                value={url.low}
                onChange={(low) => setUrl({ low })}
                options={[
                  { value: '', label: t('common.all') },
                  { value: 'true', label: t('stock.low') },
                ]}
                data-testid="stock-low"
              />
            </>
          }
          empty={
            <Nothing title={t(filtered ? 'stock.noneFound' : 'stock.none')} hint={t(filtered ? 'common.changeFilters' : 'stock.noneHint')}>
              {filtered && <Button onClick={() => setUrl({ productId: '', low: '', locationId: '' })}>{t('common.clearFilters')}</Button>}
            </Nothing>
          }
        />
      </div>
      {warned && <ThresholdDialog skuId={warned.skuId} now={warned.threshold} onClose={() => setWarned(null)} />}
      {adjusting && <AdjustDrawer level={adjusting} named={names.get(adjusting.skuId)} onClose={() => setAdjusting(null)} />}
    </>
  )
}

interface Input {
  t: Translate
  names: Map<string, Named>
  onAdjust: ((level: Level) => void) | undefined
  onWarn: (level: Level) => void
  threshold: number
}

function columnsOf({ t, names, onAdjust, onWarn, threshold }: Input): Column<Level>[] {
  const number = (
    key: 'onHand' | 'held' | 'sold' | 'received' | 'writtenOff' | 'expired' | 'arrived' | 'sent',
    title: string,
    extra: Partial<Column<Level>> = {},
  ): Column<Level> => ({
    key,
    title,
    name: title,
    align: 'right',
    render: (_, level) => <span className="num">{level[key]}</span>,
    ...extra,
  })
  return [
    { key: 'sku', title: t('stock.sku'), width: 360, render: (_, level) => <SkuName named={names.get(level.skuId)} skuId={level.skuId} /> },
    { key: 'location', title: t('stock.location'), name: t('stock.location'), render: (_, level) => level.locationName },
    {
      key: 'available',
      title: t('stock.available'),
      align: 'right',
      render: (_, level) => (
        <span className="num strong" style={level.available <= (level.threshold ?? threshold) ? { color: 'var(--bad)' } : undefined}>
          {level.available}
        </span>
      ),
    },
    number('onHand', t('stock.onHand')),
    number('held', t('stock.held')),
    number('sold', t('stock.sold')),
    number('expired', t('stock.expired'), { hidden: true }),
    number('arrived', t('stock.arrived'), { hidden: true }),
    number('sent', t('stock.sent'), { hidden: true }),
    {
      key: 'value',
      title: t('stock.value'),
      name: t('stock.value'),
      align: 'right',
      render: (_, level) => (level.valueFen > 0 ? <Money fen={level.valueFen} /> : '—'),
    },
    number('received', t('stock.received'), { hidden: true }),
    number('writtenOff', t('stock.writtenOff'), { hidden: true }),
    { key: 'updated', title: t('products.updated'), name: t('products.updated'), render: (_, level) => <Time iso={level.updatedAt} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, level) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
          <Link className="link" to={`/stock/movements?skuId=${level.skuId}&productId=${level.productId}`}>
            {t('stock.history')}
          </Link>
          {onAdjust && (
            <Button size="small" type="text" onClick={() => onWarn(level)} data-testid="level-threshold">
              {t('warning.threshold')} {level.threshold ?? threshold}
            </Button>
          )}
          {onAdjust && (
            <Button size="small" onClick={() => onAdjust(level)} data-testid="adjust">
              {t('stock.adjust')}
            </Button>
          )}
        </div>
      ),
    },
  ]
}
