import { z } from 'zod'
import { call, slot } from '../../kernel/contract.ts'
import { Done, Fen, Id, Quantity } from '../../kernel/schema.ts'
import { PlayPrice } from '../pricing/contract.ts'

/** The play a checkout is part of: `kind` is the name of its module, `joinId` what of the campaign is joined (a group, a bargain), `pass` what lets in. */
export const PlayWish = z
  .strictObject({
    kind: z.string().regex(/^[a-z][a-z-]{1,30}$/),
    campaignId: Id,
    joinId: Id.nullable().default(null),
    pass: z.string().max(300).nullable().default(null),
  })
  .meta({ id: 'PlayWish' })
export type PlayWish = z.output<typeof PlayWish>

/** The play an order belongs to. */
export const OrderPlay = z.object({ kind: z.string(), campaignId: Id, joinId: Id.nullable() }).meta({ id: 'OrderPlay' })
export type OrderPlay = z.output<typeof OrderPlay>

/** What a play says of one checkout before it is placed. */
export const PlayTerms = z.object({
  price: PlayPrice,
  /** Points and red packets may pay their part. */
  withAssets: z.boolean(),
  /** So long to pay, when that is less than the shop gives. */
  payMinutes: z.int().min(1).nullable(),
  /** Paid, it waits until the play lets it go on (`goOn`) or calls it off (`callOff`); nothing leaves before. */
  waits: z.boolean(),
  /** It is fetched at this point, on this day, and reaches the shopper in no other way. */
  fetchedAt: z.object({ pointId: Id, day: z.iso.date() }).optional(),
})
export type PlayTerms = z.output<typeof PlayTerms>

const Wanted = z.object({
  shopperId: Id,
  campaignId: Id,
  joinId: Id.nullable(),
  pass: z.string().nullable(),
  skuId: Id,
  quantity: Quantity,
})

/**
 * `Play`: all that a marketing play has to answer to take part in checkout. What follows from payment and from the end of an order it hears by
 * the events of orders whose concerns hold its name.
 */
export const playCalls = {
  /** Reads only. Throws, as an `AppError`, why this shopper may not. */
  playTerms: call(Wanted, PlayTerms),
  /** Takes the place, the seat, the piece; keyed by the order, a lease of so many minutes. Throws when there is none left. */
  playHold: call(Wanted.extend({ key: Id, shopId: Id, payableFen: Fen, minutes: z.int().min(1) }), Done),
  /** Gives back what was held under this key, if it was. */
  playRelease: call(z.object({ key: Id }), Done),
}
/** Where plays plug into checkout. */
export const playSlot = slot('play', playCalls)

/** What plays ask of their orders. Each may be asked twice. */
export const playOrderCalls = {
  /** A waiting order goes on, as any paid one. `state`: where it stands now. */
  goOn: call(z.object({ orderId: Id }), z.object({ state: z.string() })),
  /** An unpaid order is closed; of a paid one of which nothing has left all money goes back. Others stay as they are. */
  callOff: call(z.object({ orderId: Id, reason: z.string().min(1).max(100) }), z.object({ state: z.string() })),
  /** An order that is fetched at a point of the play was handed out there. Throws `order_not_found`, `transition_illegal` when it cannot be, or was before. */
  handOut: call(z.object({ orderId: Id, shopId: Id, byName: z.string().max(100) }), Done),
}
export const playErrors = ['play_unknown', 'play_alone'] as const
