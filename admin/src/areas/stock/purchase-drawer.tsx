import { App, Button, Drawer, Skeleton, Table, type TableColumnType } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Money } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { labelOf } from './lines-editor.tsx'
import { ReceiveDrawer } from './receive-drawer.tsx'

type Purchase = Reply<'getPurchase'>
type Line = Purchase['lines'][number]

/** One purchase order: what has come of it, and what is still to come. */
export function PurchaseDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT()
  const read = useRead('getPurchase', { id })
  const purchase = read.data?.id === id ? read.data : undefined
  return (
    <Drawer open onClose={onClose} size={700} title={purchase ? `${t('nav.purchases')} ${purchase.number}` : t('nav.purchases')}>
      {read.error && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {!purchase && !read.error && <Skeleton active />}
      {purchase && <Content purchase={purchase} />}
    </Drawer>
  )
}

function Content({ purchase }: { purchase: Purchase }) {
  const t = useT()
  const { modal } = App.useApp()
  const mayWrite = useCan()('inventory.write')
  const [receiving, setReceiving] = useState(false)
  const receipts = useRead('listReceipts', { purchaseId: purchase.id, pageSize: 50 })
  const close = useWrite('closePurchase', { stale: ['listPurchases', 'getPurchase', 'listSuppliers'], success: t('purchase.closed') })
  const columns: TableColumnType<Line>[] = [
    { key: 'sku', title: t('stock.sku'), render: (_, line) => labelOf(line) },
    { key: 'cost', title: t('paper.cost'), align: 'right', render: (_, line) => <Money fen={line.unitCostFen} /> },
    {
      key: 'received',
      title: `${t('purchase.received')} / ${t('paper.quantity')}`,
      align: 'right',
      render: (_, line) => (
        <span className="num">
          {line.received} / {line.quantity}
        </span>
      ),
    },
  ]
  return (
    <div className="stack">
      <p>
        {purchase.supplierName} → {purchase.locationName}
        {purchase.note && <span className="muted"> · {purchase.note}</span>}
      </p>
      <Table<Line>
        size="small"
        columns={columns}
        dataSource={purchase.lines}
        rowKey="skuId"
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
      {(receipts.data?.items ?? []).map((receipt) => (
        <div key={receipt.id} className="row small">
          <Time iso={receipt.at} />
          <span>
            {t('purchase.receive')} <span className="num">{receipt.pieces}</span>
          </span>
          <Money fen={receipt.costFen} />
          <span className="muted">{receipt.actor}</span>
        </div>
      ))}
      {mayWrite && purchase.state === 'open' && (
        <div className="row">
          <Button type="primary" onClick={() => setReceiving(true)} data-testid="purchase-receive">
            {t('purchase.receive')}
          </Button>
          <Button
            danger
            type="text"
            loading={close.isPending}
            onClick={() =>
              modal.confirm({
                title: t('purchase.askClose'),
                okButtonProps: { danger: true },
                onOk: () => close.mutate({ id: purchase.id }),
              })
            }
          >
            {t('purchase.close')}
          </Button>
        </div>
      )}
      {receiving && <ReceiveDrawer purchase={purchase} onClose={() => setReceiving(false)} />}
    </div>
  )
}
