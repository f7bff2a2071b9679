import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, Statistic } from 'antd'
import { useState } from 'react'
import { adminRequests } from '../../../../clients/admin/client.ts'
import type { Item } from '../../api/api.ts'
import { download } from '../../api/send.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { yuan } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Time } from '../../ui/time.tsx'
import { BatchDialog } from './batch-dialog.tsx'
import { CardsDrawer } from './cards-drawer.tsx'

export type Batch = Item<'listGiftCardBatches'>

/** Batches of gift cards: what is sold, used and owed. */
export function GiftCardsPage() {
  const t = useT()
  const mayWrite = useCan()('wallet.write')
  const [page, setPage] = useState('1')
  const [editing, setEditing] = useState<Batch | 'new' | null>(null)
  const [looking, setLooking] = useState<Batch | 'all' | null>(null)
  const batches = useRead('listGiftCardBatches', { page: Number(page), pageSize: 20 })
  const totals = batches.data?.totals
  const columns: Column<Batch>[] = [
    {
      key: 'title',
      title: t('giftCards.batch'),
      render: (_, one) => (
        <div>
          {one.title}
          <div className="muted">{t(one.kind === 'physical' ? 'giftCards.physical' : 'giftCards.electronic')}</div>
        </div>
      ),
    },
    { key: 'face', title: t('giftCards.face'), align: 'right', render: (_, one) => <span className="num">{yuan(one.faceFen)}</span> },
    {
      key: 'sold',
      title: t('giftCards.soldOf'),
      align: 'right',
      render: (_, one) => (
        <span className="num">
          {one.sold} <span className="muted">/ {one.pieces}</span>
        </span>
      ),
    },
    { key: 'redeemed', title: t('giftCards.redeemed'), align: 'right', render: (_, one) => <span className="num">{one.redeemed}</span> },
    {
      key: 'owed',
      title: t('giftCards.outstanding'),
      align: 'right',
      render: (_, one) => <span className="num">{yuan(one.outstandingFen)}</span>,
    },
    { key: 'exported', title: t('giftCards.exported'), render: (_, one) => <Exported batch={one} /> },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="gift-cards-look">
            {t('giftCards.cards')}
          </Button>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
          {mayWrite && one.kind === 'physical' && <PhysicalButtons batch={one} />}
        </div>
      ),
    },
  ]
  const numbers: [Key, number | undefined][] = [
    ['giftCards.soldFen', totals?.soldFen],
    ['giftCards.redeemedFen', totals?.redeemedFen],
    ['giftCards.voidedFen', totals?.voidedFen],
    ['giftCards.outstanding', totals?.outstandingFen],
  ]
  return (
    <>
      <PageHead title={t('nav.giftCards')} lead={t('giftCards.lead')}>
        <Button onClick={() => setLooking('all')}>{t('giftCards.find')}</Button>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="gift-cards-new">
            {t('giftCards.new')}
          </Button>
        )}
      </PageHead>
      <div
        className="card"
        style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', gap: 16, marginBottom: 16 }}
      >
        {numbers.map(([key, fen]) => (
          <Statistic key={key} title={t(key)} value={fen === undefined ? '—' : yuan(fen)} styles={{ content: { fontSize: 20 } }} />
        ))}
      </div>
      <div className="card table-card" data-testid="gift-card-batches">
        <DataTable<Batch>
          id="gift-card-batches"
          columns={columns}
          rowKey="id"
          read={batches}
          page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
          empty={<Nothing title={t('giftCards.none')} hint={t('giftCards.noneHint')} />}
        />
      </div>
      {editing && <BatchDialog batch={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking && <CardsDrawer batch={looking === 'all' ? null : looking} onClose={() => setLooking(null)} />}
    </>
  )
}

function Exported({ batch }: { batch: Batch }) {
  const t = useT()
  if (batch.kind === 'electronic') return <>{t(batch.onSale ? 'giftCards.onSale' : 'giftCards.offSale')}</>
  if (!batch.exportedAt) return <span className="muted">{t('giftCards.notExported')}</span>
  return (
    <div>
      <Time iso={batch.exportedAt} />
      <div className="muted">{batch.exportedBy}</div>
    </div>
  )
}

function PhysicalButtons({ batch }: { batch: Batch }) {
  const t = useT()
  const { modal, message } = App.useApp()
  const stale = ['listGiftCardBatches' as const, 'listGiftCards' as const]
  const sell = useWrite('sellGiftCards', { stale, success: t('common.saved') })
  const again = useRead('listGiftCardBatches', { page: 1, pageSize: 20 }, { enabled: false })
  const exportCodes = () =>
    modal.confirm({
      title: t('giftCards.askExport', { title: batch.title }),
      content: t('giftCards.exportHint', { count: batch.pieces }),
      okText: t('giftCards.export'),
      onOk: async () => {
        await download(adminRequests.exportGiftCards({ id: batch.id }), 'gift-cards.xlsx')
        await again.refetch()
        void message.success(t('giftCards.exportedNow'))
      },
    })
  const askSell = () => {
    const wish = { from: '', to: '', note: '' }
    const field = (of: keyof typeof wish, label: Key) => (
      <Input
        style={{ marginBottom: 8 }}
        aria-label={t(label)}
        placeholder={t(label)}
        maxLength={100}
        onChange={(event) => {
          wish[of] = event.target.value.trim()
        }}
      />
    )
    modal.confirm({
      title: t('giftCards.askSell'),
      content: (
        <>
          {field('from', 'giftCards.from')}
          {field('to', 'giftCards.to')}
          {field('note', 'giftCards.note')}
        </>
      ),
      okText: t('giftCards.sell'),
      onOk: () => sell.mutateAsync({ id: batch.id, ...wish }),
    })
  }
  if (batch.exportedAt) {
    return (
      <Button size="small" type="text" onClick={askSell} data-testid="gift-cards-sell">
        {t('giftCards.sell')}
      </Button>
    )
  }
  return (
    <Button size="small" type="text" onClick={exportCodes} data-testid="gift-cards-export">
      {t('giftCards.export')}
    </Button>
  )
}
