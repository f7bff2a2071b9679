import type { SlipLine } from '../../gateways/cloud-printer.ts'
import { yuan } from '../../kernel/money.ts'
import { apart, rule, wide, wrap } from './columns.ts'

export interface SlipOrder {
  number: string
  shopName: string
  placedAt: string
  note: string
  /** A friend says where it goes. */
  isGift: boolean
  address: { name: string; phone: string; province: string; city: string; district: string; detail: string }
  goodsFen: number
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  refundedFen: number
  /** Null: it was paid when it was ordered. */
  onDelivery: { state: string; amountFen: number } | null
}
export interface SlipGoods {
  title: string
  options: readonly string[]
  answers: readonly { label: string; value: string }[]
  quantity: number
  unitPriceFen: number
  gift: boolean
  refunded: number
}
export interface SlipHandover {
  kind: 'pickup' | 'local'
  pointName: string
  day: string
  span: string
  codeTail: string
}
export interface SlipInput {
  order: SlipOrder
  goods: readonly SlipGoods[]
  handover: SlipHandover | null
  columns: number
}

const clock = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
/** The end of the code is enough to find the bag by; the whole of it is the shopper's proof. */
const headOf = (handover: SlipHandover | null): string =>
  handover ? (handover.kind === 'pickup' ? `自提 ${handover.codeTail}` : '同城配送') : '快递'

const texts = (lines: readonly string[], look: Omit<Extract<SlipLine, { text: string }>, 'text'> = {}): SlipLine[] =>
  lines.map((text) => ({ text, ...look }))

function slotOf(handover: SlipHandover | null, columns: number): SlipLine[] {
  if (!handover) return []
  return texts([...wrap(`门店 ${handover.pointName}`, columns), ...wrap(`时间 ${handover.day} ${handover.span}`, columns)])
}

function below(goods: SlipGoods, columns: number): SlipLine[] {
  const under = [
    ...(goods.options.length > 0 ? [goods.options.join(' / ')] : []),
    ...goods.answers.map((answer) => `${answer.label}：${answer.value}`),
  ]
  return texts(under.flatMap((text) => wrap(text, columns - 2).map((line) => `  ${line}`)))
}

/** What was paid, or what whoever brings it has yet to take. */
const paidOrDue = ({ onDelivery, payableFen }: SlipOrder, columns: number): string[] =>
  onDelivery?.state === 'due' ? apart('应收（货到付款）', yuan(onDelivery.amountFen), columns) : apart('实付', yuan(payableFen), columns)

/** The customer's slip: what was bought, every sum to the fen, and as much of the address as whoever brings it needs. */
export function receipt({ order, goods, handover, columns }: SlipInput): SlipLine[] {
  const line = (left: string, fen: number): SlipLine[] => texts(apart(left, fen < 0 ? `-${yuan(-fen)}` : yuan(fen), columns))
  const sums = [
    ...line('商品合计', order.goodsFen),
    ...(order.goodsDiscountFen > 0 ? line('优惠', -order.goodsDiscountFen) : []),
    ...(order.pointsFen > 0 ? line('积分抵扣', -order.pointsFen) : []),
    ...(order.redPacketFen > 0 ? line('红包抵扣', -order.redPacketFen) : []),
    ...line('运费', order.freightFen - order.freightDiscountFen),
    ...texts(paidOrDue(order, columns), { bold: true }),
    ...(order.refundedFen > 0 ? line('已退款', -order.refundedFen) : []),
  ]
  return [
    { text: order.shopName, size: 'big', center: true },
    { text: headOf(handover), size: 'big', center: true },
    rule(columns),
    ...texts([...wrap(`订单 ${order.number}`, columns), `下单 ${clock(order.placedAt)}`]),
    ...slotOf(handover, columns),
    rule(columns),
    ...goods.flatMap((one) => [
      ...texts(wrap(one.gift ? `[赠] ${one.title}` : one.title, columns)),
      ...below(one, columns),
      ...texts(
        apart(
          `  ${yuan(one.unitPriceFen)} x${one.quantity}${one.refunded > 0 ? ` (已退${one.refunded})` : ''}`,
          yuan(one.unitPriceFen * one.quantity),
          columns,
        ),
      ),
    ]),
    rule(columns),
    ...sums,
    ...noteOf(order, columns),
    ...whereTo(order, { handover, columns }),
  ]
}

function noteOf(order: SlipOrder, columns: number): SlipLine[] {
  return order.note ? [rule(columns), ...texts(wrap(`备注：${order.note}`, columns), { bold: true })] : []
}

/** Brought by the shop: the whole address. Fetched: a name. Sent: the label has it all, the slip no more than the district. */
function whereTo(order: SlipOrder, { handover, columns }: { handover: SlipHandover | null; columns: number }): SlipLine[] {
  const { name, phone, province, city, district, detail } = order.address
  // Where the friend lives is not the giver's to know.
  if (order.isGift) return [rule(columns), { text: '送礼订单' }]
  if (!name) return []
  const who = `${[...name][0] ?? ''}**  ${phone.replace(/^(\d{3})\d+(\d{4})$/, '$1****$2')}`
  const area = [...new Set([province, city, district])].join('')
  const where = handover === null ? `${area}***` : handover.kind === 'local' ? `${area}${detail}` : ''
  return [rule(columns), ...texts(wrap(who, columns)), ...(where ? texts(wrap(where, columns)) : [])]
}

/** The kitchen's slip: big, and nothing that a cook does not need. */
export function kitchen({ order, goods, handover, columns }: SlipInput): SlipLine[] {
  // A big letter is two wide.
  const half = Math.floor(columns / 2)
  return [
    { text: headOf(handover), size: 'big', center: true },
    ...texts([...wrap(`订单 ${order.number}`, columns), `下单 ${clock(order.placedAt)}`]),
    ...slotOf(handover, columns),
    rule(columns),
    ...goods.flatMap((one): SlipLine[] => [
      ...texts(titleWithCount(one, half), { size: 'big' }),
      ...below(one, columns).map((line) => ({ ...line, bold: true })),
    ]),
    rule(columns),
    ...(order.note ? texts(wrap(`备注：${order.note}`, half), { size: 'big' }) : []),
    { text: `共 ${goods.reduce((sum, one) => sum + one.quantity - one.refunded, 0)} 件` },
  ]
}

function titleWithCount(goods: SlipGoods, columns: number): string[] {
  const count = `x${goods.quantity - goods.refunded}`
  const lines = wrap(goods.title, columns)
  const last = lines.at(-1) ?? ''
  if (wide(last) + 1 + count.length <= columns) return [...lines.slice(0, -1), `${last} ${count}`]
  return [...lines, count]
}

export function testPage(printer: { name: string; columns: number }, now: Date): SlipLine[] {
  const { name, columns } = printer
  return [
    { text: '打印测试', size: 'big', center: true },
    rule(columns),
    ...texts([...wrap(`打印机 ${name}`, columns), `时间 ${clock(now.toISOString())}`, ...apart('左侧文字', yuan(12345), columns)]),
    rule(columns),
    ...texts(wrap('两条横线正好占满一行，说明纸宽设置正确。', columns)),
  ]
}
