import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead } from '../../api/use.ts'
import { type Key, useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import { orderStateKey, orderTone } from '../orders/order-state.ts'

type Order = Item<'listAdminOrders'>
type Coupon = Item<'listShopperCoupons'>

/** What a member ordered in this shop, newest first. */
export function MemberOrders({ id }: { id: string }) {
  const t = useT()
  const orders = useRead('listAdminOrders', { shopperId: id, page: 1, pageSize: 10 })
  const columns: Column<Order>[] = [
    { key: 'number', title: t('nav.order'), render: (_, one) => <Link to={`/orders/${one.id}`}>{one.number}</Link> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={orderTone[one.state]}>{t(orderStateKey[one.state])}</State>,
    },
    { key: 'payable', title: t('member.paid'), align: 'right', render: (_, one) => <Money fen={one.payableFen} /> },
    { key: 'at', title: t('member.at'), render: (_, one) => <Time iso={one.placedAt} /> },
  ]
  return (
    <section className="card table-card" data-testid="member-orders">
      <div className="card-head card-pad">
        <h2>{t('member.ordersHere')}</h2>
      </div>
      <DataTable<Order> id="member-orders" columns={columns} rowKey="id" read={orders} empty={<Nothing title={t('member.noOrders')} />} />
    </section>
  )
}

const states: Record<Coupon['state'], { tone: Tone; label: Key }> = {
  usable: { tone: 'good', label: 'member.coupon.usable' },
  held: { tone: 'warn', label: 'member.coupon.held' },
  used: { tone: 'quiet', label: 'member.coupon.used' },
  expired: { tone: 'quiet', label: 'member.coupon.expired' },
}

/** The shop's coupons that a member has or has had. */
export function MemberCoupons({ id }: { id: string }) {
  const t = useT()
  const coupons = useRead('listShopperCoupons', { id })
  const columns: Column<Coupon>[] = [
    { key: 'title', title: t('coupon.coupon'), render: (_, one) => one.title },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={states[one.state].tone}>{t(states[one.state].label)}</State>,
    },
    { key: 'claimed', title: t('member.claimedAt'), render: (_, one) => <Time iso={one.claimedAt} /> },
    { key: 'until', title: t('member.until'), render: (_, one) => <Time iso={one.expiresAt} /> },
  ]
  return (
    <section className="card table-card" data-testid="member-coupons">
      <div className="card-head card-pad">
        <h2>{t('member.coupons')}</h2>
      </div>
      <DataTable<Coupon>
        id="member-coupons"
        columns={columns}
        rowKey="id"
        read={coupons}
        empty={<Nothing title={t('member.noCoupons')} />}
      />
    </section>
  )
}
