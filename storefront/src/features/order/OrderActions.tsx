import type { Order } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { MY_CART } from '@/features/cart/merge'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Popup } from '@/kit/Popup'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import './order-actions.scss'

type Row = Pick<Order, 'id' | 'checkoutId' | 'state' | 'lines' | 'payBefore' | 'handover' | 'onDelivery'>
const REASONS = [1, 2, 3, 4] as const

/** What the shopper can do with an order in its state. */
export function OrderActions({ order }: { order: Row }) {
  const client = useQueryClient()
  const [cancelling, setCancelling] = useState(false)
  const { id, state } = order
  const refresh = () => client.invalidateQueries({ queryKey: ['orders'] })
  const cancel = async (reason: string) => {
    setCancelling(false)
    try {
      await shop.cancelOrder({ id, reason })
      toast(t('order.cancelled'), 'good')
    } catch (error) {
      showError(error)
    } finally {
      await refresh()
    }
  }
  const receive = async () => {
    if (!(await confirm({ title: t('order.receiveTitle'), text: t('order.receiveText'), ok: t('order.receive') }))) return
    await shop.confirmReceipt({ id }).finally(refresh)
    toast(t('order.received'), 'good')
  }
  const remind = async () => {
    await shop.remindShipment({ id })
    toast(t('order.reminded'), 'good')
  }
  const again = async () => {
    const { cart, gone } = await shop.buyAgain({ orderId: id, requestId: randomKey() })
    client.setQueryData(MY_CART, cart)
    if (gone.length > 0)
      await confirm({
        title: t('order.againGone'),
        text: gone.map((line) => [line.title, ...line.options].join(' ')).join('\n'),
        ok: t('common.gotIt'),
        cancel: null,
      })
    go('cart')
  }
  // Its money is taken at the door: until it has left, it can be called off; receiving it is paying it.
  const atDoor = order.onDelivery?.state === 'due'
  const inShop = state === 'accepted' || state === 'paid' || state === 'preparing'
  const onItsWay = state === 'shipped' || state === 'partly_shipped'
  const over = state === 'received' || state === 'completed'
  // Cards and vouchers have their codes in the order: nothing of them is on a way that could be followed.
  const byParcel = order.handover === 'parcel' && order.lines.some((line) => line.delivery === 'parcel')
  const toReview = over && order.lines.some((line) => !line.reviewed)
  return (
    <Box className="order-actions">
      {state === 'pending_payment' || (atDoor && inShop) ? (
        <Button kind="line" size="small" testId="order-cancel" onTap={() => setCancelling(true)}>
          {t('order.cancel')}
        </Button>
      ) : null}
      {over || state === 'cancelled' || state === 'closed' || state === 'refunded' ? (
        <Button kind="line" size="small" testId="order-again" onTap={again}>
          {t('order.again')}
        </Button>
      ) : null}
      {inShop && byParcel ? (
        <Button kind="line" size="small" testId="order-remind" onTap={remind}>
          {t('order.remind')}
        </Button>
      ) : null}
      {byParcel && (onItsWay || over) ? (
        <Button kind="line" size="small" testId="order-logistics" onTap={() => go('logistics', { id })}>
          {t('order.logistics')}
        </Button>
      ) : null}
      {state === 'pending_payment' ? (
        <Button size="small" testId="order-pay" onTap={() => go('cashier', { id: order.checkoutId })}>
          {t('order.pay')}
        </Button>
      ) : null}
      {state === 'shipped' && !atDoor ? (
        <Button size="small" testId="order-receive" onTap={receive}>
          {t('order.receive')}
        </Button>
      ) : null}
      {toReview ? (
        <Button size="small" testId="order-review" onTap={() => go('review', { id })}>
          {t('order.review')}
        </Button>
      ) : null}
      <Popup open={cancelling} onClose={() => setCancelling(false)} title={t('order.cancelWhy')} testId="cancel-sheet">
        {REASONS.map((at) => (
          <Tap key={at} className="order-actions__reason" testId="cancel-reason" onTap={() => void cancel(t(`order.reason${at}`))}>
            <Text>{t(`order.reason${at}`)}</Text>
          </Tap>
        ))}
      </Popup>
    </Box>
  )
}
