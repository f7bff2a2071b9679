import type { Order } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Card, Cell } from '@/kit/Cell'
import { go } from '@/lib/navigate'

/** On the order: how its invoice stands, or that one can be asked for. Nothing where the shop issues none. */
export function OrderInvoice({ order }: { order: Order }) {
  const { data } = useQuery({
    queryKey: ['orders', 'invoice', order.id],
    queryFn: () => shop.getInvoiceOffer({ id: order.id }),
    enabled: order.state !== 'cancelled' && order.state !== 'closed',
  })
  if (!data) return null
  const newest = data.invoices[0]
  const wished = newest ? null : data.wished
  if (!newest && !wished && (data.state === 'off' || data.state === 'nothing')) return null
  return (
    <Card flush testId="order-invoice">
      {newest ? (
        <Cell
          icon="receipt"
          title={t('invoice.one')}
          value={t(`invoice.state.${newest.state}`)}
          testId="order-invoice-state"
          onTap={() => go('invoice', { id: newest.id })}
        />
      ) : null}
      {wished ? (
        <Cell
          icon="receipt"
          title={t('invoice.one')}
          value={t(order.paidAt ? 'invoice.wishedReceipt' : 'invoice.wished')}
          note={wished}
          testId="order-invoice-wished"
        />
      ) : null}
      {data.state === 'open' ? (
        <Cell
          icon={newest ? 'plus' : 'receipt'}
          title={t('invoice.ask')}
          testId="ask-invoice"
          onTap={() => go('invoiceApply', { id: order.id })}
        />
      ) : null}
      {data.state === 'not_yet' && !wished ? <Cell icon="receipt" title={t('invoice.one')} value={t('invoice.afterReceipt')} /> : null}
    </Card>
  )
}
