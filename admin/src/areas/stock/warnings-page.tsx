import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ThresholdDialog } from './threshold-dialog.tsx'

type Warning = Item<'listStockWarnings'>

/** What has fallen to its threshold. Looking at it is what makes it seen. */
export function WarningsPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Warning | null>(null)
  const warnings = useRead('listStockWarnings', { page: Number(url.page), pageSize: 20 })
  const { mutate: see } = useWrite('seeStockWarnings', { stale: ['countStockTodos'] })
  const some = (warnings.data?.items ?? []).some((warning) => !warning.seen)
  useEffect(() => {
    if (some) see(undefined)
  }, [some, see])
  const columns: Column<Warning>[] = [
    {
      key: 'sku',
      title: t('stock.sku'),
      width: 360,
      render: (_, warning) => (
        <div className="row-tight">
          {warning.picture && <Thumb picture={warning.picture} size={40} />}
          <div style={{ minWidth: 0 }}>
            <Link to={`/products/${warning.productId}`} className="clamp2" style={{ maxWidth: 280 }}>
              {warning.title}
            </Link>
            <div className="small muted">{warning.options.join(' / ')}</div>
          </div>
        </div>
      ),
    },
    {
      key: 'available',
      title: t('stock.available'),
      align: 'right',
      render: (_, warning) => (
        <span className="num strong" style={{ color: 'var(--bad)' }}>
          {warning.available}
        </span>
      ),
    },
    {
      key: 'threshold',
      title: t('warning.threshold'),
      align: 'right',
      render: (_, warning) => <span className="num">{warning.threshold}</span>,
    },
    {
      key: 'waiting',
      title: t('warning.waiting'),
      name: t('warning.waiting'),
      align: 'right',
      render: (_, warning) => <span className="num">{warning.waiting}</span>,
    },
    { key: 'at', title: t('warning.at'), name: t('warning.at'), render: (_, warning) => <Time iso={warning.at} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, warning) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap' }}>
          <Link className="link" to={`/stock?productId=${warning.productId}`}>
            {t('nav.levels')}
          </Link>
          {mayWrite && (
            <Button size="small" onClick={() => setEditing(warning)} data-testid="threshold-set">
              {t('warning.set')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.stockWarnings')} lead={t('warning.lead')} />
      <div className="card table-card" data-testid="warnings">
        <DataTable<Warning>
          id="warnings"
          columns={columns}
          rowKey="id"
          read={warnings}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('warning.none')} hint={t('warning.noneHint')} />}
        />
      </div>
      {editing && <ThresholdDialog skuId={editing.skuId} now={editing.threshold} onClose={() => setEditing(null)} />}
    </>
  )
}
