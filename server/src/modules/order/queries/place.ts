import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Delivery, PurchaseLimits } from '../../catalog/contract.ts'
import type { OrderDb } from '../db.ts'

export interface Placement {
  shopperId: string
  requestId: string
  bodyHash: string
  claim: string
  now: Date
}

/** False: this key is taken, by a placing that is under way or done. */
export async function claimPlacement(db: Db<OrderDb>, placement: Placement): Promise<boolean> {
  const row = await db
    .insertInto('order.placement')
    .values({
      shopper_id: placement.shopperId,
      request_id: placement.requestId,
      body_hash: placement.bodyHash,
      claim: placement.claim,
      claimed_at: placement.now,
    })
    .onConflict((conflict) => conflict.columns(['shopper_id', 'request_id']).doNothing())
    .returning('claim')
    .executeTakeFirst()
  return row !== undefined
}

export async function findPlacement(db: Db<OrderDb>, shopperId: string, requestId: string) {
  return db
    .selectFrom('order.placement')
    .select(['body_hash as bodyHash', 'claim', 'claimed_at as claimedAt', 'checkout_id as checkoutId'])
    .where('shopper_id', '=', shopperId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

/** Takes over a placing whose process is gone. */
export async function takeOverPlacement(db: Db<OrderDb>, placement: Placement, from: string): Promise<boolean> {
  const row = await db
    .updateTable('order.placement')
    .set({ claim: placement.claim, claimed_at: placement.now, body_hash: placement.bodyHash })
    .where('shopper_id', '=', placement.shopperId)
    .where('request_id', '=', placement.requestId)
    .where('claim', '=', from)
    .where('checkout_id', 'is', null)
    .returning('claim')
    .executeTakeFirst()
  return row !== undefined
}

/** The checkout, and the placing is done; false when another process has taken it over: then nothing of it may stay. */
export async function finishPlacement(tx: Db<OrderDb>, placement: Placement, checkout: NewCheckout): Promise<boolean> {
  const row = await tx
    .with('begun', (of) => of.insertInto('order.checkout').values(checkoutRow(checkout)))
    .updateTable('order.placement')
    .set({ checkout_id: checkout.id })
    .where('shopper_id', '=', placement.shopperId)
    .where('request_id', '=', placement.requestId)
    .where('claim', '=', placement.claim)
    .returning('claim')
    .executeTakeFirst()
  return row !== undefined
}

export async function dropPlacement(db: Db<OrderDb>, placement: Placement): Promise<void> {
  await db
    .deleteFrom('order.placement')
    .where('shopper_id', '=', placement.shopperId)
    .where('request_id', '=', placement.requestId)
    .where('claim', '=', placement.claim)
    .where('checkout_id', 'is', null)
    .execute()
}

export async function forgetPlacements(db: Db<OrderDb>, before: Date): Promise<void> {
  await db.deleteFrom('order.placement').where('claimed_at', '<', before).execute()
}

export interface NewCheckout {
  id: string
  shopperId: string
  payableFen: number
  payBefore: Date
  placedAt: Date
}

export async function insertCheckout(db: Db<OrderDb>, checkout: NewCheckout): Promise<void> {
  await db.insertInto('order.checkout').values(checkoutRow(checkout)).execute()
}

const checkoutRow = (checkout: NewCheckout) => ({
  id: checkout.id,
  shopper_id: checkout.shopperId,
  state: 'unpaid' as const,
  payable_fen: checkout.payableFen,
  pay_before: checkout.payBefore,
  close_try_at: checkout.payBefore,
  placed_at: checkout.placedAt,
})

export interface NewLine {
  id: string
  skuId: string
  productId: string
  limits: PurchaseLimits
  delivery: Delivery
  brand: string | null
  attributes: unknown
  title: string
  options: readonly string[]
  picture: unknown
  promises: readonly string[]
  quantity: number
  unitPriceFen: number
  discountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  answers: readonly { label: string; value: string }[]
  /** `platformFen`: of it, what the platform bears. */
  discounts: readonly { title: string; amountFen: number; offerId?: string; platformFen?: number }[]
  /** An offer gave it along. */
  gift: boolean
}

export interface NewOrder {
  id: string
  number: string
  checkoutId: string
  shopId: string
  shopName: string
  shopperId: string
  address: { name: string; phone: string }
  handover: 'parcel' | 'pickup' | 'local'
  note: string
  terms: string
  goodsFen: number
  goodsDiscountFen: number
  freightFen: number
  freightDiscountFen: number
  pointsFen: number
  redPacketFen: number
  payableFen: number
  couponIds: readonly string[]
  /** Rules with limits that the order has a place in. */
  limitedRuleIds: readonly string[]
  placedAt: Date
  payBefore: Date
  lines: readonly NewLine[]
  concerns: readonly string[]
  play: { kind: string; campaignId: string; joinId: string | null; waits: boolean } | null
}

/** The order with its first step and its lines, by one statement. */
export async function insertOrder(db: Db<OrderDb>, order: NewOrder, stepId: string): Promise<void> {
  await db
    .with('made', (of) => of.insertInto('order.order').values(orderRow(order)))
    .with('noted', (of) =>
      of.insertInto('order.step').values({
        id: stepId,
        order_id: order.id,
        from_state: null,
        to_state: 'pending_payment',
        at: order.placedAt,
        actor: 'shopper',
        actor_name: '',
        reason: '',
      }),
    )
    .insertInto('order.line')
    .values(lineRows(order))
    .execute()
}

const orderRow = (order: NewOrder) => ({
  id: order.id,
  number: order.number,
  checkout_id: order.checkoutId,
  shop_id: order.shopId,
  shop_name: order.shopName,
  shopper_id: order.shopperId,
  state: 'pending_payment' as const,
  address: jsonb(order.address),
  handover: order.handover,
  search_text: [order.number, order.address.name, order.address.phone, ...order.lines.map((line) => line.title)].join(' '),
  note: order.note,
  terms: order.terms,
  goods_fen: order.goodsFen,
  goods_discount_fen: order.goodsDiscountFen,
  freight_fen: order.freightFen,
  freight_discount_fen: order.freightDiscountFen,
  points_fen: order.pointsFen,
  red_packet_fen: order.redPacketFen,
  payable_fen: order.payableFen,
  coupon_ids: [...order.couponIds],
  placed_at: order.placedAt,
  pay_before: order.payBefore,
  concerns: [...order.concerns],
  play_kind: order.play?.kind ?? null,
  play_campaign_id: order.play?.campaignId ?? null,
  play_join_id: order.play?.joinId ?? null,
  play_waits: order.play?.waits ?? false,
})

const lineRows = (order: NewOrder) =>
  order.lines.map((line, position) => ({
    id: line.id,
    order_id: order.id,
    shop_id: order.shopId,
    position,
    sku_id: line.skuId,
    product_id: line.productId,
    title: line.title,
    options: jsonb(line.options),
    picture: jsonb(line.picture),
    promises: jsonb(line.promises),
    delivery: line.delivery,
    brand: line.brand,
    attributes: jsonb(line.attributes),
    quantity: line.quantity,
    unit_price_fen: line.unitPriceFen,
    discount_fen: line.discountFen,
    points_fen: line.pointsFen,
    red_packet_fen: line.redPacketFen,
    payable_fen: line.payableFen,
    discounts: jsonb(line.discounts),
    answers: jsonb(line.answers),
    gift: line.gift,
  }))
