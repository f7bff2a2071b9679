import { App, Button, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import type { Reply } from '../../api/api.ts'
import { ApiError } from '../../api/error.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { NotFound } from '../../app/outcomes.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { yuan } from '../../ui/money.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { State } from '../../ui/tone.tsx'
import { CollectButtons } from './collect-buttons.tsx'
import { OrderInvoices } from '../invoices/order-invoices.tsx'
import { OrderDelivery } from '../delivery/order-delivery.tsx'
import { HandlingButtons } from './handling-buttons.tsx'
import { Changes } from './order-changes.tsx'
import { mayShip } from './order-columns.tsx'
import { Address, Facts, Payments, Remarks, Steps } from './order-facts.tsx'
import { Breakdown, Lines } from './order-money.tsx'
import { Parcels } from './order-parcels.tsx'
import { onDeliveryKey, onDeliveryTone } from './on-delivery-words.ts'
import { orderStateKey, orderTone } from './order-state.ts'
import './orders.css'
import { orderReads } from './order-reads.ts'
import { Snapshot } from './order-snapshot.tsx'
import { ShipDrawer } from './ship-drawer.tsx'

type Order = Reply<'getAdminOrder'>

/** One order: what was bought, what it cost to the fen, where it is, and everything that happened to it. */
export function OrderPage() {
  const t = useT()
  const { id = '' } = useParams()
  const order = useRead('getAdminOrder', { id }, { refetchInterval: 30_000 })
  if (order.error instanceof ApiError && order.error.status === 404) return <NotFound />
  if (order.error && !order.data) return <Problem error={order.error} onRetry={() => void order.refetch()} />
  if (order.data?.id !== id) return <Skeleton active paragraph={{ rows: 12 }} />
  return (
    <>
      <OrderHead order={order.data} />
      <div className="order-columns">
        <div className="stack">
          <section className="card card-pad" aria-label={t('order.goods')}>
            <div className="card-head">
              <h2>{t('order.goods')}</h2>
              <span className="spring" />
              <Snapshot order={order.data} />
            </div>
            <Lines order={order.data} />
            <Breakdown order={order.data} />
          </section>
          <OrderDelivery order={order.data} />
          <Parcels order={order.data} />
          <Payments order={order.data} />
        </div>
        <div className="stack">
          <Facts order={order.data} />
          <Address order={order.data} />
          <OrderInvoices orderId={order.data.id} />
          <Changes order={order.data} />
          <Remarks order={order.data} />
          <Steps order={order.data} />
        </div>
      </div>
    </>
  )
}

function OrderHead({ order }: { order: Order }) {
  const t = useT()
  const can = useCan()
  const [shipping, setShipping] = useState(false)
  const [asking, setAsking] = useState<'close' | 'refund' | null>(null)
  const uncollected = order.onDelivery?.state === 'due'
  const inShop = order.state === 'accepted' || order.state === 'preparing'
  return (
    <PageHead
      title={t('order.title', { number: order.number })}
      back="/orders"
      mark={
        <>
          <State tone={orderTone[order.state]}>{t(orderStateKey[order.state])}</State>
          {order.onDelivery && <State tone={onDeliveryTone[order.onDelivery.state]}>{t(onDeliveryKey[order.onDelivery.state])}</State>}
        </>
      }
    >
      <HandlingButtons order={order} />
      {(order.state === 'pending_payment' || (uncollected && inShop)) && can('order.write') && (
        <Button danger onClick={() => setAsking('close')} data-testid="order-close">
          {t('order.close')}
        </Button>
      )}
      {!uncollected && (order.state === 'paid' || order.state === 'preparing') && can('order.refund') && (
        <Button danger onClick={() => setAsking('refund')} data-testid="order-refund">
          {t('order.refund')}
        </Button>
      )}
      {mayShip(order) && can('order.ship') && (
        <Button type="primary" onClick={() => setShipping(true)} data-testid="order-ship">
          {t('orders.ship')}
        </Button>
      )}
      {order.onDelivery && uncollected && (order.state === 'shipped' || order.state === 'partly_shipped') && can('order.ship') && (
        <CollectButtons orderId={order.id} amountFen={order.onDelivery.amountFen} mayCollect={order.state === 'shipped'} />
      )}
      {shipping && <ShipDrawer orderId={order.id} onClose={() => setShipping(false)} />}
      {asking && <EndDialog order={order} kind={asking} onClose={() => setAsking(null)} />}
    </PageHead>
  )
}

/** Closing and refunding cannot be taken back: the dialog says what will happen and asks for the reason the shopper will read. */
function EndDialog({ order, kind, onClose }: { order: Order; kind: 'close' | 'refund'; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const done = () => {
    message.success(t(kind === 'close' ? 'order.closed' : 'order.refundStarted'))
    onClose()
  }
  const close = useWrite('closeOrder', { stale: orderReads, onDone: done })
  const refund = useWrite('refundOrder', { stale: orderReads, onDone: done })
  const write = kind === 'close' ? close : refund
  return (
    <Modal
      open
      title={t(kind === 'close' ? 'order.close' : 'order.refund')}
      okText={kind === 'close' ? t('order.close') : t('order.refundAmount', { amount: yuan(order.payableFen - order.refundedFen) })}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: write.isPending }}
      onOk={() => write.mutate({ id: order.id, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className="stack-tight">
        <p>{t(kind === 'close' ? 'order.closeHint' : 'order.refundHint')}</p>
        <label htmlFor="end-reason">{t('order.reason')}</label>
        <Input.TextArea
          id="end-reason"
          value={reason}
          maxLength={80}
          showCount
          autoFocus
          rows={3}
          onChange={(event) => setReason(event.target.value)}
          data-testid="end-reason"
        />
      </div>
    </Modal>
  )
}
