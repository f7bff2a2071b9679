import type { Order } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { go } from '@/lib/navigate'

/** The group an order is in, and what it waits for. */
export function OrderGroup({ order }: { order: Order }) {
  const grouped = order.play?.kind === 'group-buy' && order.paidAt !== null
  const { data } = useQuery({
    queryKey: ['orders', 'group', order.id, order.state],
    queryFn: () => shop.getOrderGroup({ id: order.id }),
    enabled: grouped,
  })
  const group = data?.group
  if (!grouped || !group) return null
  const left = group.size - group.paid
  return (
    <Card flush>
      <Cell
        icon="user"
        testId="order-group"
        title={t(`group.state.${group.state}`)}
        note={
          group.state === 'open' ? (
            <Box>
              {t('group.left', { count: left })} · {t('group.timeShort')} <Countdown until={group.deadline} />
            </Box>
          ) : undefined
        }
        value={t(group.state === 'open' ? 'group.invite' : 'group.see')}
        onTap={() => go('group', { id: group.groupId })}
      />
    </Card>
  )
}
