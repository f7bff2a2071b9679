import type { Order } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { OrderActions } from '@/features/order/OrderActions'
import { OrderGroup } from '@/features/group-buy/OrderGroup'
import { OrderPresale } from '@/features/presale/OrderPresale'
import { OrderService } from '@/features/after-sales/OrderService'
import { OrderInvoice } from '@/features/invoice/OrderInvoice'
import { OrderLines } from '@/features/order/OrderLines'
import { stateText } from '@/features/order/state-text'
import { type Step, stepsOf } from '@/features/order/steps'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useShown } from '@/kit/use-shown'
import { classNames } from '@/lib/class-names'
import { last } from '@/lib/last'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime, roughly } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { POLL_MS, watch } from '@/platform/live'
import { DeliveryCard } from './delivery-card'
import { GiftCard } from './gift-card'
import { SecretsCard } from './secrets'
import { Snapshot } from './snapshot'
import './index.scss'
import './delivery-card.scss'

export default function OrderPage() {
  const { id = '' } = useParams()
  const client = useQueryClient()
  const shown = useShown()
  const query = useQuery({ queryKey: ['orders', 'one', id], queryFn: () => shop.getOrder({ id }), refetchInterval: shown && POLL_MS })
  useEffect(() => {
    if (!shown || !id) return
    return watch(`/api/shop/orders/${id}/events`, () => void client.invalidateQueries({ queryKey: ['orders'] }))
  }, [shown, id, client])
  const order = query.data
  if (!order) {
    const gone = isCode(query.error, 'order_not_found')
    return (
      <Page title={t('order.title')}>
        {query.isPending ? <RowsSkeleton count={3} /> : null}
        {gone ? <Empty icon="receipt" text={t('order.gone')} action={t('orders.title')} onAction={() => go('orders')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return (
    <Page
      title={t('order.title')}
      className="order"
      foot={
        isQuiet(order) ? null : (
          <Box className="order__foot">
            <OrderActions order={order} />
          </Box>
        )
      }
    >
      <Head order={order} onOver={() => void query.refetch()} />
      <OrderGroup order={order} />
      <OrderPresale order={order} />
      <ParcelCard order={order} />
      {order.handover === 'parcel' ? null : <DeliveryCard order={order} />}
      <SecretsCard order={order} />
      {order.address.detail === '' ? null : (
        <Card>
          <Box className="order__who">
            <Icon name="pin" size={18} />
            <Box className="order__address">
              <Box className="order__name">
                {order.address.name} <Text className="order__phone">{order.address.phone}</Text>
              </Box>
              <Box className="order__where">
                {order.address.province}
                {order.address.city === order.address.province ? '' : order.address.city}
                {order.address.district}
                {order.address.detail}
              </Box>
            </Box>
          </Box>
          {mayRedirect(order) ? (
            <Cell title={t('order.changeAddress')} testId="order-address" onTap={() => go('addresses', { order: order.id })} />
          ) : null}
        </Card>
      )}
      {order.isGift ? <GiftCard orderId={order.id} /> : null}
      <Card>
        <Tap className="order__shop" onTap={() => go('shop', { id: order.shopId })}>
          <Icon name="shop" size={18} />
          <Text>{order.shopName}</Text>
          <Icon name="forward" size={14} />
        </Tap>
        <OrderLines lines={order.lines} linked />
        <Money order={order} />
      </Card>
      <OrderService order={order} />
      <OrderInvoice order={order} />
      <Snapshot order={order} />
      <Facts order={order} />
    </Page>
  )
}

/** What waits to be fetched or brought is done by the shop: there is nothing to press, and no bar for it. */
const isQuiet = (order: Order): boolean =>
  order.state === 'waiting' || (order.handover !== 'parcel' && (order.state === 'paid' || order.state === 'preparing'))

/** The shopper sends it elsewhere until the shop begins to pack; a gift goes where the friend says. */
const mayRedirect = (order: Order): boolean =>
  !order.isGift && order.handover === 'parcel' && ['pending_payment', 'accepted', 'paid'].includes(order.state)

function Head({ order, onOver }: { order: Order; onOver: () => void }) {
  const steps = stepsOf(order)
  return (
    <Box className="order__head">
      <Box className="order__state" testId="order-state">
        {stateText(order)}
      </Box>
      <Box className="order__hint">
        {order.state === 'pending_payment' && order.payBefore ? (
          <>
            {t('cashier.left')} <Countdown until={order.payBefore} onOver={onOver} className="order__clock" />
          </>
        ) : (
          hint(order)
        )}
      </Box>
      {steps.length > 0 ? <Steps steps={steps} /> : null}
    </Box>
  )
}

function hint(order: Order): string {
  if (order.onDelivery?.state === 'due') {
    const amount = money(order.onDelivery.amountFen)
    return order.state === 'shipped' || order.state === 'partly_shipped'
      ? t('onDelivery.hintShipped', { amount })
      : t('onDelivery.hintAccepted', { amount })
  }
  if (order.state === 'shipped' && order.autoReceiveAt) return t('order.autoReceive', { left: roughly(order.autoReceiveAt, Date.now()) })
  if ((order.state === 'paid' || order.state === 'preparing') && order.handover !== 'parcel') return t(`delivery.hint.${order.handover}`)
  if (order.state === 'waiting') return t('order.hintWaiting')
  if (order.state === 'paid') return t('order.hintPaid')
  if (order.state === 'preparing') return t('order.hintPreparing')
  if (order.state === 'partly_shipped') return t('order.hintPartly')
  if (order.moneyBack) {
    const amount = money(order.moneyBack.amountFen)
    return t(order.moneyBack.arrived ? 'order.moneyBackArrived' : 'order.moneyBackUnderWay', { amount })
  }
  if (order.state === 'cancelled' || order.state === 'closed') return last(order.steps)?.reason ?? ''
  if (order.state === 'refunded') return t('order.hintRefunded', { amount: money(order.refundedFen) })
  if (order.state === 'refunding') return t('order.hintRefunding')
  return t('order.hintDone')
}

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <Box className="steps">
      {steps.map((step) => (
        <Box key={step.name} className={classNames('step', step.done && 'step--done')}>
          <Box className="step__dot">{step.done ? <Icon name="check" size={12} /> : null}</Box>
          <Box className="step__name">{t(`step.${step.name}`)}</Box>
          <Box className="step__at">{step.at ? dateTime(step.at).slice(5) : ''}</Box>
        </Box>
      ))}
    </Box>
  )
}

function ParcelCard({ order }: { order: Order }) {
  const parcel = last(order.parcels)
  if (!parcel) return null
  const newest = parcel.events[0]
  return (
    <Card>
      <Tap className="order__parcel" testId="order-parcel" onTap={() => go('logistics', { id: order.id })}>
        <Icon name="truck" size={20} className="order__truck" />
        <Box className="order__parcel-main">
          <Box className="order__parcel-text">{newest?.text ?? t('logistics.waiting')}</Box>
          <Box className="order__parcel-at">{dateTime(newest?.at ?? parcel.shippedAt)}</Box>
        </Box>
        <Icon name="forward" size={16} className="cell__arrow" />
      </Tap>
    </Card>
  )
}

function Money({ order }: { order: Order }) {
  const rows: [string, string][] = [[t('checkout.goods'), money(order.goodsFen)]]
  const discounts = new Map<string, number>()
  for (const { title, amountFen } of order.lines.flatMap((line) => line.discounts))
    discounts.set(title, (discounts.get(title) ?? 0) + amountFen)
  for (const [title, amountFen] of discounts) rows.push([title, `-${money(amountFen)}`])
  const named = [...discounts.values()].reduce((sum, one) => sum + one, 0)
  if (order.goodsDiscountFen > named) rows.push([t('checkout.discount'), `-${money(order.goodsDiscountFen - named)}`])
  rows.push([t('checkout.freight'), money(order.freightFen)])
  if (order.freightDiscountFen > 0) rows.push([t('checkout.freightDiscount'), `-${money(order.freightDiscountFen)}`])
  if (order.pointsFen > 0) rows.push([t('points.pays'), `-${money(order.pointsFen)}`])
  if (order.redPacketFen > 0) rows.push([t('redPacket.pays'), `-${money(order.redPacketFen)}`])
  return (
    <Box className="order__money">
      {rows.map(([name, value]) => (
        <Box key={name} className="order__row">
          <Text className="order__row-name">{name}</Text>
          <Text className="order__row-value">{value}</Text>
        </Box>
      ))}
      <Box className="order__row order__row--total">
        <Text>{order.paidAt ? t('order.paidSum') : t('checkout.payable')}</Text>
        <Price fen={order.payableFen} size="large" testId="order-payable" />
      </Box>
      {order.refundedFen > 0 ? (
        <Box className="order__row" testId="order-refunded">
          <Text className="order__row-name">{t('order.refundedSum')}</Text>
          <Text className="order__row-value">{money(order.refundedFen)}</Text>
        </Box>
      ) : null}
    </Box>
  )
}

function Facts({ order }: { order: Order }) {
  const door = order.onDelivery
  const facts: [string, string | null][] = [
    [t('order.placedAt'), order.placedAt],
    [order.onDelivery ? t('onDelivery.paidAt') : t('order.paidAt'), order.paidAt],
    [t('order.shippedAt'), order.shippedAt],
    [t('order.receivedAt'), order.receivedAt],
    [t('order.endedAt'), order.endedAt],
  ]
  return (
    <Card flush>
      <Cell
        title={t('order.number')}
        testId="order-number"
        value={<Text className="order__number">{order.number}</Text>}
        onTap={() => void Taro.setClipboardData({ data: order.number })}
      />
      {facts.map(([name, at]) => (at ? <Cell key={name} title={name} value={dateTime(at)} /> : null))}
      {door?.state === 'collected' ? (
        <Cell
          title={t('onDelivery.title')}
          testId="collected"
          value={t(door.how === 'scan' ? 'onDelivery.takenScan' : 'onDelivery.takenCash', { amount: money(door.amountFen), name: door.by })}
        />
      ) : null}
      {order.changes.map((change) => (
        <Cell
          key={change.at}
          title={t(`order.change.${change.kind}`)}
          value={change.kind === 'price' ? `${money(change.beforeFen)} → ${money(change.afterFen)}` : dateTime(change.at)}
        />
      ))}
      {order.note ? <Cell title={t('checkout.note')} value={order.note} /> : null}
    </Card>
  )
}
