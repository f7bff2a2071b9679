import { dice } from '../random.ts'
import type { Demo, OpenShop } from './context.ts'
import { type PastOrder, type PastState, payableOf } from './orders.ts'

const day = 86_400_000
const examples = [
  { state: 'paid', kind: 'refund', reason: 'not_wanted', note: '买重复了，还没发货的话请退款', until: 'requested' },
  { state: 'shipped', kind: 'refund', reason: 'missing_piece', note: '少发了一件，核对过装箱单', until: 'requested' },
  { state: 'received', kind: 'return', reason: 'quality', note: '用了一次就有问题', until: 'approved' },
  { state: 'received', kind: 'exchange', reason: 'wrong_size', note: '想换一件合适的', until: 'returning' },
  { state: 'received', kind: 'return', reason: 'not_as_described', note: '颜色和图片差别很大', until: 'rejected' },
  { state: 'received', kind: 'refund', reason: 'damaged', note: '外箱压坏，里面也有磕碰', until: 'disputed' },
] as const

/** Rules, a return address, a budget, and some requests and complaints in several states, in each shop. */
export async function seedAfterSales(demo: Demo, shops: readonly OpenShop[], orders: readonly PastOrder[]): Promise<void> {
  const roll = dice('after-sales')
  const calls = demo.calls['after-sales']
  for (const shop of shops) {
    const mine = orders.filter((order) => order.shop === shop)
    await calls.seed({
      shopId: shop.shop.id,
      returnTo: { name: `${shop.data.name}售后组`, phone: shop.data.phone, address: '浙江省杭州市西湖区文三路 100 号 2 号仓' },
      rules: [
        {
          name: '老顾客未发货小额退款',
          enabled: true,
          conditions: { kinds: ['refund'], reasons: [], mostFen: 20_00, when: 'before_shipping', mostRequests: 3, leastOrders: 3 },
        },
      ],
      revenueFen: mine.filter((order) => order.paidAt).reduce((sum, order) => sum + payableOf(order), 0),
    })
    const free = mine.filter((order) => demo.now.getTime() - (order.receivedAt ?? order.placedAt).getTime() < 12 * day)
    const take = (state: PastState): PastOrder[] => {
      const some = free.filter((order) => order.state === state)
      const one = some.length > 0 ? roll.pick(some) : undefined
      if (!one) return []
      free.splice(free.indexOf(one), 1)
      return [one]
    }
    const requests = examples.flatMap(({ state, ...example }) =>
      take(state).map((order) => ({ ...example, orderId: order.id, shopperId: order.person.id })),
    )
    const complaints = take('received').map((order) => ({
      orderId: order.id,
      shopperId: order.person.id,
      note: '收到时有明显瑕疵，请处理',
    }))
    await calls.seedRequests({ requests, complaints })
  }
}
