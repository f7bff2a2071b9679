import type { Order } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Card, Cell } from '@/kit/Cell'
import { confirm, toast } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { date } from '@/lib/time'

/** When an order of a presale is sent, as was promised, and the deposit that paid a part of it. */
export function OrderPresale({ order }: { order: Order }) {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['orders', 'presale', order.id, order.state],
    queryFn: () => shop.getOrderPresale({ id: order.id }),
    enabled: order.play?.kind === 'presale',
  })
  if (!data) return null
  const { depositId } = data
  const quit = async () => {
    if (!(await confirm({ title: t('presale.quitOrder'), text: t('presale.quitText'), ok: t('presale.quitYes') }))) return
    await shop.quitPresaleOrder({ id: order.id })
    toast(t('presale.quitDone'), 'good')
    await client.invalidateQueries({ queryKey: ['orders'] })
  }
  return (
    <Card flush>
      <Cell
        icon="truck"
        testId="order-presale"
        title={t('presale.shipBy', { date: date(data.shipBy) })}
        note={data.waitUntil && order.state === 'waiting' ? t('presale.waits', { date: date(data.waitUntil) }) : undefined}
      />
      {depositId ? (
        <Cell
          icon="wallet"
          testId="order-deposit"
          title={t('presale.depositPaid', { amount: money(data.depositFen), worth: money(data.worthFen) })}
          note={data.depositBackFen > 0 ? t('presale.depositBack', { amount: money(data.depositBackFen) }) : undefined}
          onTap={() => go('deposit', { id: depositId })}
        />
      ) : null}
      {data.canQuit ? <Cell icon="refund" testId="quit-presale-order" title={t('presale.quitOrder')} onTap={() => void quit()} /> : null}
    </Card>
  )
}
