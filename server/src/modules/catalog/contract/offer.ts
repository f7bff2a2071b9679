import { z } from 'zod'
import { Fen, Time } from '../../../kernel/schema.ts'

/** One thing products of a category are described by; categories below have it too. */
export const AttributeDef = z
  .strictObject({
    name: z.string().trim().min(1).max(20),
    kind: z.enum(['text', 'enum', 'number']),
    /** Of a number: 克, cm … */
    unit: z.string().trim().max(10).default(''),
    /** Of an enum. */
    options: z.array(z.string().trim().min(1).max(40)).max(40).default([]),
    required: z.boolean().default(false),
  })
  .meta({ id: 'AttributeDef' })
export type AttributeDef = z.output<typeof AttributeDef>

/** The storefronts a shop can publish prices for. */
export const Channel = z.enum(['weapp', 'alipay', 'tt', 'h5'])
export type Channel = z.output<typeof Channel>

/** How a SKU reaches the shopper. Fixed once the SKU exists: its stock hangs on it. */
export const Delivery = z.enum(['parcel', 'card_key', 'voucher'])
export type Delivery = z.output<typeof Delivery>

/** A price that holds for some: members from a tier on, everybody for a span of time, or whoever comes through a channel. */
export const SpecialPrice = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('member'), fromTier: z.int().min(1).max(99), priceFen: Fen }),
    z.strictObject({ kind: z.literal('timed'), from: Time, until: Time, priceFen: Fen }),
    z.strictObject({ kind: z.literal('channel'), channel: Channel, priceFen: Fen }),
  ])
  .meta({ id: 'SpecialPrice' })
export type SpecialPrice = z.output<typeof SpecialPrice>

/**
 * `minimum` and `step` are of one SKU at once; `perOrder` counts all SKUs of the product in one order, `perPerson` what one person buys of
 * it in a calendar day, week or month in China, or ever.
 */
export const PurchaseLimits = z
  .strictObject({
    minimum: z.int().min(1).max(9999).default(1),
    step: z.int().min(1).max(9999).default(1),
    perOrder: z.int().min(1).max(9999).nullable().default(null),
    perPerson: z.int().min(1).max(9999).nullable().default(null),
    period: z.enum(['ever', 'day', 'week', 'month']).default('ever'),
  })
  .meta({ id: 'PurchaseLimits' })
export type PurchaseLimits = z.output<typeof PurchaseLimits>

export const NO_LIMITS: PurchaseLimits = { minimum: 1, step: 1, perOrder: null, perPerson: null, period: 'ever' }
