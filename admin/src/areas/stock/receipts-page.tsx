import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ReceiveDrawer } from './receive-drawer.tsx'

type Receipt = Item<'listReceipts'>

/** What came in, and the way to write it down. */
export function ReceiptsPage() {
  const t = useT()
  const mayWrite = useCan()('inventory.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [receiving, setReceiving] = useState(false)
  const receipts = useRead('listReceipts', { page: Number(url.page), pageSize: 20 })
  const create = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setReceiving(true)} data-testid="receive-new">
      {t('receipt.new')}
    </Button>
  )
  const columns: Column<Receipt>[] = [
    { key: 'at', title: t('receipt.at'), render: (_, receipt) => <Time iso={receipt.at} /> },
    {
      key: 'source',
      title: t('receipt.source'),
      render: (_, receipt) =>
        receipt.purchaseId ? (
          <Link to={`/stock/purchases?id=${receipt.purchaseId}`} className="num">
            {receipt.purchaseNumber}
          </Link>
        ) : (
          t('receipt.direct')
        ),
    },
    {
      key: 'supplier',
      title: t('purchase.supplier'),
      name: t('purchase.supplier'),
      render: (_, receipt) => receipt.supplierName ?? <span className="muted">—</span>,
    },
    { key: 'location', title: t('stock.location'), name: t('stock.location'), render: (_, receipt) => receipt.locationName },
    { key: 'pieces', title: t('paper.pieces'), align: 'right', render: (_, receipt) => <span className="num">{receipt.pieces}</span> },
    {
      key: 'cost',
      title: t('paper.total'),
      name: t('paper.total'),
      align: 'right',
      render: (_, receipt) => <Money fen={receipt.costFen} />,
    },
    { key: 'actor', title: t('stock.actor'), name: t('stock.actor'), render: (_, receipt) => receipt.actor },
    { key: 'note', title: t('paper.note'), name: t('paper.note'), render: (_, receipt) => receipt.note },
    {
      key: 'movements',
      title: '',
      align: 'right',
      render: (_, receipt) => (
        <Link className="link" to={`/stock/movements?reference=${receipt.id}&kind=receipt`}>
          {t('stock.history')}
        </Link>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.receipts')} lead={t('receipt.lead')}>
        {create}
      </PageHead>
      <div className="card table-card" data-testid="receipts">
        <DataTable<Receipt>
          id="receipts"
          columns={columns}
          rowKey="id"
          read={receipts}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={
            <Nothing title={t('receipt.none')} hint={t('receipt.noneHint')}>
              {create}
            </Nothing>
          }
        />
      </div>
      {receiving && <ReceiveDrawer onClose={() => setReceiving(false)} />}
    </>
  )
}
