import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import type { Caller } from '../../kernel/http.ts'
import { Fen, Id, IdParams, Ids, Quantity, Time } from '../../kernel/schema.ts'
import { Channel, Delivery, PriceTier, Promise_, PurchaseLimits } from '../catalog/contract.ts'
import { Picture } from '../media/contract.ts'
import { DeliveryChoice } from '../shipping/contract.ts'
import { Applied, Choice, Declined, Hint } from '../promotion/contract.ts'

export * from './contract-simulate.ts'

/** Why a piece costs what it costs: the list price, so many of them, being a member, the time, the storefront one comes through, or a marketing play. */
export const PriceReason = z.enum(['list', 'tier', 'member', 'timed', 'channel', 'play'])
export type PriceReason = z.output<typeof PriceReason>

export const QuoteLine = z
  .object({
    skuId: Id,
    productId: Id,
    title: z.string(),
    options: z.array(z.string()),
    picture: Picture,
    quantity: z.int(),
    /** Before any tier or special price. */
    listPriceFen: Fen,
    marketPriceFen: Fen.nullable(),
    /** What a piece costs before discounts, and why. */
    unitPriceFen: Fen,
    priceReason: PriceReason,
    tiers: z.array(PriceTier),
    discountFen: Fen,
    /** What points and red packets pay of it. */
    pointsFen: Fen,
    redPacketFen: Fen,
    /** unitPrice × quantity − discount − points − red packets. */
    payableFen: Fen,
    promises: z.array(Promise_),
    limits: PurchaseLimits,
    delivery: Delivery,
  })
  .meta({ id: 'QuoteLine' })
export type QuoteLine = z.output<typeof QuoteLine>

/** A piece of goods as an offer shows it. */
const Shown = z.object({
  skuId: Id,
  productId: Id,
  title: z.string(),
  options: z.array(z.string()),
  picture: Picture,
  /** What it costs by itself. */
  listPriceFen: Fen,
  available: z.boolean(),
})
export const GiftOffer = z
  .object({
    offerId: Id,
    title: z.string(),
    /** `one`: the shopper chooses one of them. */
    choose: z.enum(['one', 'all']),
    /** `chosen`: it is in the order. One of which there are none left cannot be. */
    items: z.array(Shown.extend({ quantity: z.int(), chosen: z.boolean(), promises: z.array(Promise_) })),
  })
  .meta({ id: 'GiftOffer' })
export type GiftOffer = z.output<typeof GiftOffer>
export const AddOnOffer = z
  .object({
    offerId: Id,
    title: z.string(),
    /** So many pieces in all may have the low price. */
    mostPieces: z.int(),
    items: z.array(Shown.extend({ priceFen: Fen, inBasket: z.boolean() })),
  })
  .meta({ id: 'AddOnOffer' })
export type AddOnOffer = z.output<typeof AddOnOffer>
/** Which of an offer's gifts the shopper would have. */
export const GiftChoice = z.strictObject({ offerId: Id, skuId: Id }).meta({ id: 'GiftChoice' })
export type GiftChoice = z.output<typeof GiftChoice>

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
    pointsFen: Fen,
    redPacketFen: Fen,
    /** goods − goodsDiscount + freight − freightDiscount − points − red packets. */
    payableFen: Fen,
    applied: z.array(Applied),
    declined: z.array(Declined),
    hints: z.array(Hint),
    couponIds: z.array(Id),
    /** What comes along for nothing. */
    gifts: z.array(GiftOffer),
    /** What may be bought along at a low price. */
    addOns: z.array(AddOnOffer),
    /** Coupons that come after payment. */
    promised: z.array(z.object({ offerId: Id, title: z.string() })),
    /** Rules with limits; the order takes a place in each. */
    limitedRuleIds: z.array(Id),
    exact: z.boolean(),
  })
  .meta({ id: 'ShopQuote' })
export type ShopQuote = z.output<typeof ShopQuote>

/** Why a line cannot be bought now. */
export const InvalidLine = z
  .object({
    skuId: Id,
    /** `too_much`: more pieces than one line can have, or the whole would cost more than an order can. */
    reason: z.enum([
      'unknown',
      'off_sale',
      'shop_closed',
      'stock_short',
      'not_deliverable',
      'too_much',
      'below_minimum',
      'off_step',
      'over_order',
      'over_person',
    ]),
    available: z.int(),
    /** For the four reasons of purchase limits: how many of this product the limit allows now. */
    allowed: z.int().nullable(),
  })
  .meta({ id: 'InvalidLine' })
export type InvalidLine = z.output<typeof InvalidLine>
/** What this shopper could pay with beside money; nothing when it was not asked for. */
export const QuoteAssets = z
  .object({
    /** `available` in points; `usableFen`: what they may pay of this checkout, within the cap. */
    points: z.object({ spending: z.boolean(), available: z.int(), perFen: z.int(), capBps: z.int(), usableFen: Fen }),
    redPackets: z.object({ availableFen: Fen, usableFen: Fen }),
  })
  .meta({ id: 'QuoteAssets' })
/** Over all shops: payable = goods − discount + freight − points − red packets, where `discountFen` holds that on goods and that on freight. */
export const Quote = z
  .object({
    shops: z.array(ShopQuote),
    /** Offers over several shops: what they take off in all, why others do not, what buying more would bring. Their shares are in each shop's. */
    across: z.object({
      applied: z.array(z.object({ offerId: Id, title: z.string(), amountFen: Fen })),
      declined: z.array(Declined),
      hints: z.array(Hint),
    }),
    /** How the offers of all shops, the coupons and the offers over several shops were chosen: together. */
    choice: Choice,
    invalid: z.array(InvalidLine),
    goodsFen: Fen,
    discountFen: Fen,
    freightFen: Fen,
    pointsFen: Fen,
    redPacketFen: Fen,
    payableFen: Fen,
    /** False: nothing comes in a parcel, so nobody need say where to. */
    needsAddress: z.boolean(),
    assets: QuoteAssets.nullable(),
  })
  .meta({ id: 'Quote' })
export type Quote = z.output<typeof Quote>

/** What a marketing play does to the price of the one line of its checkout. */
export const PlayPrice = z.object({
  unitPriceFen: Fen,
  /** The shop's rules and the shopper's coupons count as well. */
  withOffers: z.boolean(),
  freeFreight: z.boolean(),
  /** Pieces the play has set aside; null: those on the shelf count. */
  available: z.int().nullable(),
})
export type PlayPrice = z.output<typeof PlayPrice>

export const BuyLine = z.strictObject({ skuId: Id, quantity: Quantity }).meta({ id: 'BuyLine' })
/** Per shop: these coupons, the best, or none (empty list). A shop that is not named gets the best. */
export const CouponChoice = z
  .strictObject({ shopId: Id, coupons: z.union([z.literal('best'), z.array(Id).max(5)]) })
  .meta({ id: 'CouponChoice' })

/** What one piece of the cheapest SKU costs the one who asks, where that is less than the list price of the card. */
export const CardPrice = z
  .object({ productId: Id, listPriceFen: Fen, priceFen: Fen, reason: PriceReason, until: Time.nullable() })
  .meta({ id: 'CardPrice' })
export const listCardPrices = operation({
  id: 'listCardPrices',
  face: 'shop',
  method: 'GET',
  path: '/card-prices',
  summary: 'For cards: what the one who asks pays for these products; those that cost the list price are left out',
  access: 'public',
  query: z.strictObject({ ids: Ids }),
  reply: z.object({ items: z.array(CardPrice) }),
})

/** What a piece costs this shopper now, for one piece and from each quantity on that makes it cheaper. */
export const SkuPrice = z
  .object({
    skuId: Id,
    listPriceFen: Fen,
    steps: z.array(z.object({ fromQuantity: z.int(), priceFen: Fen, reason: PriceReason, until: Time.nullable() })),
  })
  .meta({ id: 'SkuPrice' })
export const getMyPrices = operation({
  id: 'getMyPrices',
  face: 'shop',
  method: 'GET',
  path: '/products/:id/prices',
  summary: 'What each SKU costs the one who asks, and why; how many more may be bought',
  access: 'public',
  params: IdParams,
  reply: z.object({
    items: z.array(SkuPrice),
    /** The member tier in this shop; 0 for guests. */
    tier: z.int(),
    /** Pieces this person may still buy; null without a limit per person or a person. */
    personLeft: z.int().nullable(),
  }),
  errors: ['product_not_found'],
})

/** The channel a request says to come through; whatever is none has no prices of its own. */
export const channelOf = ({ channel }: Pick<Caller, 'channel'>): Channel | null => Channel.safeParse(channel).data ?? null

export const pricingCalls = {
  /** The one place that says what this shopper pays and why. Without a district the freight is left out (cart). */
  quote: call(
    z.object({
      shopperId: Id.nullable(),
      /** The storefront the shopper says to come through; it only chooses among published prices. */
      channel: Channel.nullable().optional(),
      lines: z.array(BuyLine).max(200),
      /** Chosen gifts; of an offer that is not named, the first there is. */
      gifts: z.array(GiftChoice).max(50).optional(),
      coupons: z.array(CouponChoice).max(50),
      /** Only prices are asked for: purchase limits say nothing. */
      priceOnly: z.boolean().optional(),
      districtCode: z.string().nullable(),
      /** Shops whose goods are fetched, or brought by the shop. */
      deliveries: z.array(DeliveryChoice).max(50).optional(),
      /** Where the address lies, as the server keeps it; what is brought costs by the distance to there. */
      place: z.object({ lng: z.number(), lat: z.number() }).nullable().optional(),
      /** Of a marketing play, which has said so: it never comes from a client, and the checkout has one line. */
      play: PlayPrice.nullable().optional(),
      /** Whether points and red packets are to pay their part; without it nobody looks whether there are any. */
      assets: z.object({ points: z.boolean(), redPackets: z.boolean() }).nullable().default(null),
    }),
    Quote,
  ),
}
