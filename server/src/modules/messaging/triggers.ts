import { trigger } from '../../kernel/notify.ts'

const order = { number: '20261127 0001', goods: '手冲咖啡壶 等 2 件', amount: '¥128.00', shop: '山野杂货' }

export const orderPaidNotice = trigger({
  name: 'order.paid',
  kind: 'service',
  label: { 'zh-CN': '订单支付成功', en: 'Order paid' },
  sample: order,
  title: '支付成功',
  text: '「{goods}」已支付 {amount}，{shop} 会尽快为您备货。',
})
export const orderUnpaidNotice = trigger({
  name: 'order.unpaid',
  kind: 'service',
  label: { 'zh-CN': '订单待支付提醒', en: 'Order still unpaid' },
  sample: order,
  title: '订单还没有付款',
  text: '「{goods}」还在为您保留，尽快支付 {amount} 吧，超时将自动取消。',
})
export const orderClosedNotice = trigger({
  name: 'order.closed',
  kind: 'service',
  label: { 'zh-CN': '订单关闭', en: 'Order closed' },
  sample: { ...order, reason: '超时未支付' },
  title: '订单已关闭',
  text: '「{goods}」已关闭，原因：{reason}。优惠券和库存已退回。',
})
export const orderShippedNotice = trigger({
  name: 'order.shipped',
  kind: 'service',
  label: { 'zh-CN': '订单发货', en: 'Order shipped' },
  sample: { ...order, carrier: '中通快递', tracking: 'ZT12345678901' },
  title: '宝贝已发货',
  text: '「{goods}」已由{carrier}揽收，运单号 {tracking}。',
})
export const orderArrivedNotice = trigger({
  name: 'order.arrived',
  kind: 'service',
  label: { 'zh-CN': '包裹派送、到站', en: 'Parcel out for delivery or at a pickup point' },
  sample: { ...order, where: '正在派送' },
  title: '包裹快到了',
  text: '「{goods}」{where}，请留意查收。',
})
export const orderReadyNotice = trigger({
  name: 'order.ready',
  kind: 'service',
  label: { 'zh-CN': '到店自提备货完成', en: 'Ready to be fetched' },
  sample: order,
  title: '可以来取货了',
  text: '「{goods}」已备好，到店出示订单里的取货码即可。',
})
export const orderCollectedNotice = trigger({
  name: 'order.collected',
  kind: 'service',
  label: { 'zh-CN': '订单签收、取货', en: 'Order received or fetched' },
  sample: order,
  title: '订单已签收',
  text: '「{goods}」已签收，欢迎评价。有任何问题可以申请售后。',
})
export const orderRefundedNotice = trigger({
  name: 'order.refunded',
  kind: 'service',
  label: { 'zh-CN': '退款到账', en: 'Refund paid' },
  sample: order,
  title: '退款已到账',
  text: '「{goods}」的退款 {amount} 已原路退回。',
})
export const afterSalesNotice = trigger({
  name: 'after-sales.moved',
  kind: 'service',
  label: { 'zh-CN': '售后进度', en: 'After-sales progress' },
  sample: { number: 'S20261127 0001', state: '已同意', amount: '¥59.00', hint: '请在 7 天内寄回商品' },
  title: '售后申请{state}',
  text: '售后单 {number} {state}。{hint}',
})
export const stockBackNotice = trigger({
  name: 'stock.back',
  kind: 'service',
  label: { 'zh-CN': '到货提醒', en: 'Back in stock' },
  sample: { goods: '手冲咖啡壶 白色', price: '¥128.00' },
  title: '您等的商品到货了',
  text: '「{goods}」已到货，现价 {price}，数量有限。',
})
export const priceDropNotice = trigger({
  name: 'goods.price-drop',
  kind: 'marketing',
  label: { 'zh-CN': '降价提醒', en: 'Price drop' },
  sample: { goods: '手冲咖啡壶 白色', before: '¥148.00', price: '¥128.00', drop: '¥20.00' },
  title: '购物车里的商品降价了',
  text: '「{goods}」比加入购物车时便宜 {drop}，现价 {price}。',
})
export const cartIdleNotice = trigger({
  name: 'cart.idle',
  kind: 'marketing',
  label: { 'zh-CN': '购物车未付款提醒', en: 'Cart left behind' },
  sample: { goods: '手冲咖啡壶', count: '3' },
  title: '购物车里还有商品在等您',
  text: '「{goods}」等 {count} 件商品还在购物车里，喜欢就带走吧。',
})
export const couponExpiringNotice = trigger({
  name: 'coupon.expiring',
  kind: 'marketing',
  label: { 'zh-CN': '优惠券即将过期', en: 'Coupon about to expire' },
  sample: { coupon: '满 100 减 20', until: '2026-11-28 20:00' },
  title: '优惠券快过期了',
  text: '「{coupon}」{until} 到期，别忘了使用。',
})
export const birthdayNotice = trigger({
  name: 'member.birthday',
  kind: 'marketing',
  label: { 'zh-CN': '生日祝福', en: 'Birthday' },
  sample: { name: '小雨' },
  title: '生日快乐',
  text: '{name}，生日快乐！会员中心为您准备了生日礼，去看看吧。',
})
export const tierNotice = trigger({
  name: 'member.tier',
  kind: 'service',
  label: { 'zh-CN': '会员等级变化', en: 'Member tier changed' },
  sample: { shop: '山野杂货', tier: 'V3', change: '升级' },
  title: '会员等级{change}',
  text: '您在{shop}的会员等级{change}为 {tier}，权益可在会员中心查看。',
})

export const triggers = [
  orderPaidNotice,
  orderUnpaidNotice,
  orderClosedNotice,
  orderShippedNotice,
  orderArrivedNotice,
  orderReadyNotice,
  orderCollectedNotice,
  orderRefundedNotice,
  afterSalesNotice,
  stockBackNotice,
  priceDropNotice,
  cartIdleNotice,
  couponExpiringNotice,
  birthdayNotice,
  tierNotice,
]
