import { z } from 'zod'
import { call, slot } from './contract.ts'
import { Done, Fen, Id } from './schema.ts'

/** What an operation says of itself to whoever watches for abuse, taken from its body. */
export interface Guarded {
  /** What kind of act it is: `login`, `order`, `coupon` … */
  kind: string
  phone?: string | null
  addressId?: string | null
  amountFen?: number | null
  /** The marketing play it is part of, by name of its module. */
  play?: string | null
}

/** An act that is about to be done: by whom, from where, and what of. */
export const Act = z.object({
  kind: z.string().max(30),
  shopperId: Id.nullable(),
  ip: z.string().max(60),
  /** What the client calls its device; never proof of anything. */
  device: z.string().max(64).nullable(),
  /** What a passed challenge gave. */
  pass: z.string().max(100).nullable(),
  phone: z.string().max(20).nullable(),
  addressId: Id.nullable(),
  amountFen: Fen.nullable(),
  play: z.string().max(30).nullable(),
})
export type Act = z.output<typeof Act>

/** `Guard`: asked before an act is done. Throws `challenge_needed` or `act_blocked`, as an `AppError`, when it is not to be. */
export const guardCalls = { guardAct: call(Act, Done) }
/** Where a module that watches for abuse plugs in. Nobody there: every act is done. */
export const guardSlot = slot('guard', guardCalls)
