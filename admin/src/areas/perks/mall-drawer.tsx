import { Drawer } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import type { MallItem } from './mall-words.ts'

type Row = Item<'listMallExchanges'>
const states: Record<Row['state'], { tone: Tone; label: Key }> = {
  held: { tone: 'warn', label: 'mall.exchange.held' },
  given: { tone: 'good', label: 'mall.exchange.given' },
  lapsed: { tone: 'quiet', label: 'mall.exchange.lapsed' },
  over: { tone: 'quiet', label: 'mall.exchange.over' },
}

/** Who has exchanged it. */
export function MallDrawer({ item, onClose }: { item: MallItem; onClose: () => void }) {
  const t = useT()
  const [page, setPage] = useState('1')
  const rows = useRead('listMallExchanges', { id: item.id, page: Number(page), pageSize: 20 })
  const columns: Column<Row>[] = [
    {
      key: 'who',
      title: t('shopper.name'),
      render: (_, one) => <Link to={`/shoppers/${one.shopperId}`}>{one.shopperName || one.shopperId.slice(-8)}</Link>,
    },
    { key: 'quantity', title: t('mall.quantity'), align: 'right', render: (_, one) => <span className="num">{one.quantity}</span> },
    {
      key: 'points',
      title: t('mall.price'),
      align: 'right',
      render: (_, one) => <span className="num">{t('mall.pointsOf', { count: one.points * one.quantity })}</span>,
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => (
        <div>
          <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>
          {one.returned > 0 && <div className="muted small">{t('mall.returned', { count: one.returned })}</div>}
        </div>
      ),
    },
    { key: 'at', title: t('member.at'), render: (_, one) => <Time iso={one.createdAt} /> },
    {
      key: 'order',
      title: t('nav.order'),
      render: (_, one) => (one.orderId ? <Link to={`/orders/${one.orderId}`}>{t('mall.toOrder')}</Link> : '—'),
    },
  ]
  return (
    <Drawer open onClose={onClose} size={880} title={`${t('mall.exchanges')} · ${item.title}`} data-testid="mall-drawer">
      <DataTable<Row>
        id="mall-exchanges"
        columns={columns}
        rowKey="id"
        read={rows}
        page={{ page, pageSize: 20, onPage: (next) => setPage(String(next)) }}
        empty={<Nothing title={t('mall.noExchanges')} />}
      />
    </Drawer>
  )
}
