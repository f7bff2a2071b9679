import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Fen, Id, Ids, Quantity, Time } from '../../kernel/schema.ts'
import { Applied, Choice, Declined, Hint, UnitRun } from '../promotion/contract.ts'

/** A basket as if it were somebody's at some time: what it would cost, and why. Nothing is held, used or written. */
export const simulatePrice = operation({
  id: 'simulatePrice',
  face: 'admin',
  method: 'POST',
  path: '/promotion-simulations',
  summary: 'Prices a basket of the own shop for a supposed member at a supposed time, with every reason; changes nothing',
  access: 'staff:promotion.read',
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ skuId: Id, quantity: Quantity }))
      .min(1)
      .max(50),
    member: z.union([
      z.strictObject({ tier: z.int().min(0).max(99), paidOrders: z.int().min(0).max(9999) }),
      /** Somebody who deals with the shop, with their own coupons. */
      z.strictObject({ shopperId: Id }),
    ]),
    /** Now when null. */
    at: Time.nullable().default(null),
    /** As if they had one of each of these coupons. */
    couponTemplateIds: z.array(Id).max(20).default([]),
    freightFen: Fen.default(0),
  }),
  reply: z.object({
    lines: z.array(
      z.object({
        skuId: Id,
        title: z.string(),
        options: z.array(z.string()),
        quantity: z.int(),
        unitPriceFen: Fen,
        amountFen: Fen,
        payableFen: Fen,
        units: z.array(UnitRun),
      }),
    ),
    applied: z.array(Applied),
    declined: z.array(Declined),
    hints: z.array(Hint),
    gifts: z.array(
      z.object({ title: z.string(), choose: z.enum(['one', 'all']), items: z.array(z.object({ title: z.string(), quantity: z.int() })) }),
    ),
    promised: z.array(z.object({ title: z.string() })),
    goodsFen: Fen,
    discountFen: Fen,
    freightFen: Fen,
    payableFen: Fen,
    choice: Choice,
  }),
  errors: ['sku_not_found', 'shopper_not_found'],
})

export const nameSkus = operation({
  id: 'nameSkus',
  face: 'admin',
  method: 'GET',
  path: '/promotion-skus',
  summary: 'What SKUs of the own shop are called, for rules that name them',
  access: 'staff:promotion.read',
  query: z.strictObject({ ids: Ids }),
  reply: z.object({ items: z.array(z.object({ skuId: Id, title: z.string(), options: z.array(z.string()), priceFen: Fen })) }),
})
