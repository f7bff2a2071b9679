import { Button } from 'antd'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import type { Translate } from '../../i18n/i18n.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { Flag } from './flag.tsx'
import { onDeliveryKey, onDeliveryTone } from './on-delivery-words.ts'
import { orderStateKey, orderTone } from './order-state.ts'

type Row = Item<'listAdminOrders'>
interface Input {
  t: Translate
  /** Absent: this person may not ship. */
  onShip: ((orderId: string) => void) | undefined
}

/** What is fetched or brought is not sent. */
export const mayShip = ({ state, handover }: Pick<Row, 'state' | 'handover'>): boolean =>
  handover === 'parcel' && ['accepted', 'paid', 'preparing', 'partly_shipped'].includes(state)

export function orderColumns({ t, onShip }: Input): Column<Row>[] {
  return [
    {
      key: 'number',
      title: t('orders.number'),
      render: (_, order) => (
        <div>
          <Link to={`/orders/${order.id}`} className="num strong">
            {order.number}
          </Link>{' '}
          {order.flag > 0 && <Flag flag={order.flag} />}
          <div className="small muted">
            <Time iso={order.placedAt} />
          </div>
        </div>
      ),
    },
    { key: 'goods', title: t('orders.goods'), name: t('orders.goods'), width: 320, render: (_, order) => <Goods order={order} t={t} /> },
    {
      key: 'receiver',
      title: t('orders.receiver'),
      name: t('orders.receiver'),
      render: (_, order) => (
        <div>
          {order.receiver} <span className="muted num">{order.phoneMasked}</span>
          <div className="small muted">{order.place}</div>
        </div>
      ),
    },
    { key: 'shopper', title: t('orders.shopper'), name: t('orders.shopper'), hidden: true, render: (_, order) => order.shopperName },
    {
      key: 'payable',
      title: t('orders.payable'),
      align: 'right',
      render: (_, order) => (
        <div>
          <Money fen={order.payableFen} strong />
          {order.refundedFen > 0 && (
            <div className="small muted">
              {t('orders.refundedPart')} <Money fen={order.refundedFen} />
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'note',
      title: t('orders.note'),
      name: t('orders.note'),
      hidden: true,
      width: 200,
      render: (_, order) => order.note || <span className="muted">—</span>,
    },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, order) => (
        <div className="row" style={{ gap: 6 }}>
          <State tone={orderTone[order.state]}>{t(orderStateKey[order.state])}</State>
          {order.onDelivery && <State tone={onDeliveryTone[order.onDelivery.state]}>{t(onDeliveryKey[order.onDelivery.state])}</State>}
          {order.reminded && <State tone="warn">{t('orders.reminded')}</State>}
        </div>
      ),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, order) =>
        onShip && mayShip(order) ? (
          <Button size="small" onClick={() => onShip(order.id)} data-testid="ship">
            {t('orders.ship')}
          </Button>
        ) : (
          <Link className="link" to={`/orders/${order.id}`}>
            {t('common.details')}
          </Link>
        ),
    },
  ]
}

function Goods({ order, t }: { order: Row; t: Translate }) {
  const first = order.lines[0]
  if (!first) return null
  const pieces = order.lines.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <div className="row-tight">
      <Thumb picture={first.picture} size={44} />
      <div style={{ minWidth: 0 }}>
        <div className="ellipsis" style={{ maxWidth: 240 }}>
          {first.title}
        </div>
        <div className="small muted">
          {[
            first.options.join(' / '),
            order.lines.length > 1 ? t('orders.kindsAndPieces', { kinds: order.lines.length, pieces }) : `× ${pieces}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
    </div>
  )
}
