import type { Demo, OpenShop } from './context.ts'
import type { Person } from './people.ts'

const hour = 3_600_000

const templates = [
  {
    trigger: 'order.shipped',
    channel: 'weapp' as const,
    enabled: true,
    templateRef: 'SIM_ORDER_SHIPPED',
    fields: [
      { key: 'character_string1', value: '{number}' },
      { key: 'thing2', value: '{goods}' },
      { key: 'phrase3', value: '已发货' },
      { key: 'character_string4', value: '{tracking}' },
    ],
  },
  {
    trigger: 'stock.back',
    channel: 'weapp' as const,
    enabled: true,
    templateRef: 'SIM_STOCK_BACK',
    fields: [
      { key: 'thing1', value: '{goods}' },
      { key: 'amount2', value: '{price}' },
      { key: 'thing3', value: '数量有限，先到先得' },
    ],
  },
  {
    trigger: 'order.shipped',
    channel: 'sms' as const,
    enabled: true,
    fallback: true,
    templateRef: '1800001',
    text: '您的订单「{goods}」已发货，{carrier}运单号 {tracking}，请留意查收。',
    fields: [
      { key: '1', value: '{goods}' },
      { key: '2', value: '{carrier}' },
      { key: '3', value: '{tracking}' },
    ],
  },
]

/** Templates as the simulated platforms have approved them, and what the first people of the demo were told lately. */
export async function seedMessages({ calls, now }: Demo, shops: readonly OpenShop[], people: readonly Person[]): Promise<void> {
  await calls.messaging.putTemplates({ items: templates })
  const shop = shops[0]
  const title = shop?.goods[0]?.goods.title
  if (!shop || !title) return
  const told = toldOf(title, shop.data.name)
  await calls.messaging.seed({
    notes: people.slice(0, 12).flatMap((person) =>
      told.map(({ ago, ...note }) => ({
        ...note,
        key: `demo:${note.trigger}:${person.id}`,
        shopId: shop.shop.id,
        shopperId: person.id,
        at: new Date(now.getTime() - ago * hour).toISOString(),
      })),
    ),
  })
}

function toldOf(title: string, name: string) {
  const order = { number: '20261120 0001', goods: title, amount: '¥128.00', shop: name }
  return [
    { trigger: 'order.paid', params: order, ago: 70, read: true, link: 'packages/trade/orders/index' },
    {
      trigger: 'order.shipped',
      params: { ...order, carrier: '中通快递', tracking: '75000000000001' },
      ago: 46,
      read: true,
      link: 'packages/trade/orders/index',
    },
    { trigger: 'order.arrived', params: { ...order, where: '已到驿站' }, ago: 5, read: false, link: 'packages/trade/orders/index' },
    {
      trigger: 'coupon.expiring',
      params: { coupon: '新人满减券', until: '明天 20:00' },
      ago: 3,
      read: false,
      link: 'packages/me/coupons/index',
    },
    {
      trigger: 'goods.price-drop',
      params: { goods: title, before: '¥148.00', price: '¥128.00', drop: '¥20.00' },
      ago: 26,
      read: false,
      link: 'pages/cart/index',
    },
  ]
}
