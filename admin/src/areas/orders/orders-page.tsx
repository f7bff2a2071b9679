import { Badge, Button, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { adminRequests } from '../../../../clients/admin/client.ts'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { DownloadButton } from '../../ui/download-button.tsx'
import { DateRange, momentsOf } from '../../ui/date-range.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { Flag, flagColours } from './flag.tsx'
import { orderColumns } from './order-columns.tsx'
import './orders.css'
import { ShipDrawer } from './ship-drawer.tsx'

const tabs = ['all', 'to_pay', 'to_ship', 'shipped', 'received', 'closed', 'refund'] as const
type Tab = (typeof tabs)[number]
const tabKey: Record<Tab, Key> = {
  all: 'orders.tab.all',
  to_pay: 'orders.tab.to_pay',
  to_ship: 'orders.tab.to_ship',
  shipped: 'orders.tab.shipped',
  received: 'orders.tab.received',
  closed: 'orders.tab.closed',
  refund: 'orders.tab.refund',
}

export function OrdersPage() {
  const t = useT()
  const can = useCan()
  const navigate = useNavigate()
  const [url, setUrl] = useUrlState({ tab: 'all', search: '', from: '', to: '', flag: '', page: '1' })
  const [shipping, setShipping] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string[]>([])
  const tab = tabs.find((one) => one === url.tab) ?? 'all'
  const flag = ['0', '1', '2', '3', '4', '5'].includes(url.flag) ? { flag: Number(url.flag) } : {}
  const filter = { tab, ...(url.search ? { search: url.search } : {}), ...flag, ...momentsOf(url.from, url.to) }
  const orders = useRead('listAdminOrders', { ...filter, page: Number(url.page), pageSize: 20 })
  const counts = useRead('countAdminOrders')
  const columns = orderColumns({ t, onShip: can('order.ship') ? setShipping : undefined })
  const filtered = url.search !== '' || url.from !== '' || url.to !== '' || url.flag !== ''
  // What is not on the screen any more is not chosen any more.
  const look = (next: Parameters<typeof setUrl>[0]) => {
    setChosen([])
    setUrl(next)
  }
  return (
    <>
      <PageHead title={t('nav.orders')}>
        <DownloadButton request={adminRequests.exportOrders(filter)} name="orders.xlsx">
          {t('common.export')}
        </DownloadButton>
      </PageHead>
      <div className="card table-card" data-testid="orders">
        <Tabs
          activeKey={tab}
          onChange={(key) => look({ tab: key })}
          items={tabs.map((key) => ({
            key,
            label: (
              <TabLabel
                text={t(tabKey[key])}
                count={counts.data && key in counts.data ? counts.data[key as keyof typeof counts.data] : 0}
              />
            ),
          }))} // `in` above proves the key
        />
        <DataTable<Item<'listAdminOrders'>>
          views
          id="orders"
          columns={columns}
          rowKey="id"
          read={orders}
          page={{ page: url.page, pageSize: 20, onPage: (page) => look({ page: String(page) }) }}
          toolbar={
            <>
              <SearchBox value={url.search} placeholder={t('orders.search')} onChange={(search) => look({ search })} />
              <DateRange from={url.from} to={url.to} onChange={look} />
              <Select
                allowClear
                value={url.flag || null}
                placeholder={t('flag.filter')}
                aria-label={t('flag.filter')}
                style={{ minWidth: 120 }}
                options={flagColours.map((_, index) => ({ value: String(index), label: <Flag flag={index} named /> }))}
                onChange={(next) => look({ flag: next ?? '' })}
              />
              {chosen.length > 0 && <PaperButtons ids={chosen.join(',')} />}
            </>
          }
          empty={
            <Nothing
              title={t(filtered ? 'orders.noneFound' : 'orders.none')}
              hint={t(filtered ? 'common.changeFilters' : 'orders.noneHint')}
            >
              {filtered && <Button onClick={() => look({ search: '', from: '', to: '', flag: '' })}>{t('common.clearFilters')}</Button>}
            </Nothing>
          }
          table={{
            ...(can('order.ship') ? { rowSelection: { selectedRowKeys: chosen, onChange: (keys) => setChosen(keys.map(String)) } } : {}),
            onRow: (order) => ({
              onClick: (event) => !(event.target as Element).closest('a,button') && void navigate(`/orders/${order.id}`),
              style: { cursor: 'pointer' },
            }),
          }} // React types the target of a row's click as EventTarget; it is an element
        />
      </div>
      {shipping && <ShipDrawer orderId={shipping} onClose={() => setShipping(null)} />}
    </>
  )
}

/** Paper for the chosen orders. */
function PaperButtons({ ids }: { ids: string }) {
  const t = useT()
  return (
    <>
      <DownloadButton request={{ method: 'GET', path: `/api/admin/order-pick-list.pdf?ids=${ids}` }} name="pick-list.pdf">
        {t('orders.pickList')}
      </DownloadButton>
      <DownloadButton request={{ method: 'GET', path: `/api/admin/order-delivery-notes.pdf?ids=${ids}` }} name="delivery-notes.pdf">
        {t('orders.deliveryNotes')}
      </DownloadButton>
    </>
  )
}

function TabLabel({ text, count }: { text: string; count: number }) {
  return (
    <span className="row" style={{ gap: 6 }}>
      {text}
      {count > 0 && <Badge count={count} size="small" color="var(--ink3)" overflowCount={999} />}
    </span>
  )
}
