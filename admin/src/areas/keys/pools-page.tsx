import { Button } from 'antd'
import { useState } from 'react'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ImportDialog } from './import-dialog.tsx'

type Pool = Item<'listKeyPools'>

/** How many card keys are left of each SKU; the keys themselves are never shown. */
export function PoolsPage() {
  const t = useT()
  const can = useCan()
  const [url, setUrl] = useUrlState({ page: '1' })
  const [importing, setImporting] = useState<{ skuId: string | null } | null>(null)
  const pools = useRead('listKeyPools', { page: Number(url.page), pageSize: 20 })
  const mayWrite = can('card-key.write')
  const columns: Column<Pool>[] = [
    {
      key: 'title',
      title: t('keys.sku'),
      render: (_, pool) => (
        <div>
          <div className="strong">{pool.title}</div>
          <div className="muted small">{pool.options.join(' / ')}</div>
        </div>
      ),
    },
    {
      key: 'free',
      title: t('keys.free'),
      name: t('keys.free'),
      align: 'right',
      render: (_, pool) => <span className="num">{pool.free}</span>,
    },
    {
      key: 'delivered',
      title: t('keys.delivered'),
      name: t('keys.delivered'),
      align: 'right',
      render: (_, pool) => <span className="num">{pool.delivered}</span>,
    },
    {
      key: 'add',
      title: '',
      align: 'right',
      render: (_, pool) =>
        mayWrite && (
          <Button type="link" size="small" onClick={() => setImporting({ skuId: pool.skuId })}>
            {t('keys.import')}
          </Button>
        ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.keyPools')} lead={t('keys.lead')}>
        {mayWrite && (
          <Button type="primary" onClick={() => setImporting({ skuId: null })} data-testid="keys-import">
            {t('keys.import')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="key-pools">
        <DataTable<Pool>
          id="key-pools"
          columns={columns}
          rowKey="skuId"
          read={pools}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('keys.none')} hint={t('keys.noneHint')} />}
        />
      </div>
      {importing && <ImportDialog skuId={importing.skuId} onClose={() => setImporting(null)} />}
    </>
  )
}
