import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Fen, Id, Quantity } from '../../kernel/schema.ts'
import { PriceTier, Promise_ } from '../catalog/contract.ts'
import { Picture } from '../media/contract.ts'
import { Applied, Declined, Hint } from '../promotion/contract.ts'

export const QuoteLine = z
  .object({
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture,
    quantity: z.int(),
    /** Before any tier price. */
    listPriceFen: Fen,
    marketPriceFen: Fen.nullable(),
    /** What a piece costs before discounts, and why. */
    unitPriceFen: Fen,
    priceReason: z.enum(['list', 'tier']),
    tiers: z.array(PriceTier),
    discountFen: Fen,
    /** unitPrice × quantity − discount. */
    payableFen: Fen,
    promises: z.array(Promise_),
  })
  .meta({ id: 'QuoteLine' })
export type QuoteLine = z.output<typeof QuoteLine>

export const ShopQuote = z
  .object({
    shopId: Id,
    shopName: z.string(),
    lines: z.array(QuoteLine),
    /** Σ unitPrice × quantity. */
    goodsFen: Fen,
    goodsDiscountFen: Fen,
    /** Before its discount. */
    freightFen: Fen,
    freightDiscountFen: Fen,
    /** goods − goodsDiscount + freight − freightDiscount. */
    payableFen: Fen,
    applied: z.array(Applied),
    declined: z.array(Declined),
    hints: z.array(Hint),
    couponIds: z.array(Id),
    exact: z.boolean(),
  })
  .meta({ id: 'ShopQuote' })
export type ShopQuote = z.output<typeof ShopQuote>

/** Why a line cannot be bought now. */
export const InvalidLine = z
  .object({
    skuId: Id,
    /** `too_much`: more pieces than one line can have, or the whole would cost more than an order can. */
    reason: z.enum(['unknown', 'off_sale', 'shop_closed', 'stock_short', 'not_deliverable', 'too_much']),
    available: z.int(),
  })
  .meta({ id: 'InvalidLine' })
export type InvalidLine = z.output<typeof InvalidLine>
/** Over all shops: payable = goods − discount + freight, where `discountFen` holds that on goods and that on freight. */
export const Quote = z
  .object({ shops: z.array(ShopQuote), invalid: z.array(InvalidLine), goodsFen: Fen, discountFen: Fen, freightFen: Fen, payableFen: Fen })
  .meta({ id: 'Quote' })
export type Quote = z.output<typeof Quote>

export const BuyLine = z.strictObject({ skuId: Id, quantity: Quantity }).meta({ id: 'BuyLine' })
/** Per shop: these coupons, the best, or none (empty list). A shop that is not named gets the best. */
export const CouponChoice = z
  .strictObject({ shopId: Id, coupons: z.union([z.literal('best'), z.array(Id).max(5)]) })
  .meta({ id: 'CouponChoice' })

export const pricingCalls = {
  /** The one place that says what this shopper pays and why. Without a district the freight is left out (cart). */
  quote: call(
    z.object({
      shopperId: Id.nullable(),
      lines: z.array(BuyLine).max(200),
      coupons: z.array(CouponChoice).max(50),
      districtCode: z.string().nullable(),
    }),
    Quote,
  ),
}
