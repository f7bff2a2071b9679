import type { Order } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Card, Cell } from '@/kit/Cell'
import { confirm, showError, toast } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import type { OptionLine } from './types'

const LIVE = ['paid', 'preparing', 'partly_shipped', 'shipped', 'received', 'completed']

/** What the shopper can still ask for after the sale: service, the price drop, a word on quality. */
export function OrderService({ order }: { order: Order }) {
  const live = LIVE.includes(order.state) && order.paidAt !== null
  const past = live || order.state === 'refunding' || order.state === 'refunded'
  const query = useQuery({
    queryKey: ['after-sales', 'options', order.id],
    queryFn: () => shop.getAfterSalesOptions({ id: order.id }),
    enabled: live,
  })
  if (!past) return null
  const lines = live ? (query.data?.lines ?? []) : []
  const some = lines.some((line) => line.unshipped + line.shipped > 0)
  const sevenDays = lines.find((line) => line.noReasonBefore)
  const mayComplain = lines.some((line) => line.shipped > 0)
  return (
    <Card flush testId="order-service">
      {some ? (
        <Cell icon="refund" title={t('as.apply')} testId="apply-after-sales" onTap={() => go('afterSalesApply', { id: order.id })} />
      ) : null}
      <Cell icon="receipt" title={t('as.records')} testId="after-sales-records" onTap={() => go('afterSalesList', { orderId: order.id })} />
      {mayComplain ? <Cell icon="message" title={t('as.complain')} onTap={() => go('complaint', { id: order.id })} /> : null}
      {sevenDays?.noReasonBefore ? (
        <Cell icon="shield" title={t('as.sevenDays')} note={t('as.sevenDaysUntil', { at: dateTime(sevenDays.noReasonBefore) })} />
      ) : null}
      {lines.map((line) => (
        <Protection key={line.lineId} line={line} orderId={order.id} />
      ))}
    </Card>
  )
}

function Protection({ line, orderId }: { line: OptionLine; orderId: string }) {
  const client = useQueryClient()
  const { state, amountFen, before } = line.priceProtection
  if (state !== 'available') return null
  const claim = async () => {
    const amount = money(amountFen)
    if (!(await confirm({ title: t('as.protect'), text: t('as.protectAsk', { title: line.title, amount }), ok: t('as.protectDo') }))) return
    try {
      const paid = await shop.claimPriceProtection({ id: line.lineId, orderId })
      toast(t('as.protected', { amount: money(paid.amountFen) }), 'good')
    } catch (error) {
      showError(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['after-sales'] })
    }
  }
  return (
    <Cell
      icon="tag"
      title={t('as.protect')}
      note={`${line.title} · ${before ? t('as.protectUntil', { at: dateTime(before) }) : ''}`}
      value={t('as.protectAmount', { amount: money(amountFen) })}
      strong
      testId="price-protection"
      onTap={() => void claim()}
    />
  )
}
