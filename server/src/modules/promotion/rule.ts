import type { z } from 'zod'
import type { Lang } from '../../kernel/messages.ts'
import type { OfferKind } from '../search/contract.ts'
import type { BasketLine, DeclineReason, Member } from './contract.ts'

/** What a rule sees: the goods in its scope as they stand after the offers already applied. */
export interface View {
  lines: readonly BasketLine[]
  /** What is still to pay for each line, in fen, in the order of `lines`. */
  dueFen: readonly number[]
  /** What is still to pay for the freight. */
  freightFen: number
  member: Member
}

/** Why a rule does not work here. `missingFen` or `missingPieces` is what lacks when buying more would help. */
export interface Refusal {
  reason: DeclineReason
  missingFen?: number
  missingPieces?: number
}

/** What a benefit takes off: per line, in the order of `View.lines`, and off the freight. */
export interface Taken {
  linesFen: readonly number[]
  freightFen: number
  /** What it gives along. */
  gifts?: { choose: 'one' | 'all'; items: readonly { skuId: string; quantity: number }[] } | undefined
  /** The coupon that follows the payment. */
  couponTemplateId?: string | undefined
}

/** A condition says nothing when it holds, or why it does not. With more to pay it may come to hold, never cease to. */
export interface Condition<A extends z.ZodType = z.ZodType> {
  type: string
  title: Record<Lang, string>
  args: A
  check: (view: View, args: z.output<A>) => Refusal | undefined
  /** A few words for a tag: 满99元, 新客. */
  describe: (args: z.output<A>, lang: Lang) => string
}

/**
 * A benefit says what it takes off. With less to pay on a line it never takes more in all: the search for the best
 * combination relies on it, and a property test holds every benefit to it.
 */
export interface Benefit<A extends z.ZodType = z.ZodType> {
  type: string
  title: Record<Lang, string>
  args: A
  /** What a shopper calls it, among the filters of a search. */
  kind: OfferKind
  /** Whether one more item may make the whole cheaper, as a threshold does. */
  rewardsMore: (args: z.output<A>) => boolean
  apply: (view: View, args: z.output<A>) => Taken | Refusal
  /** SKUs it is about although they are not in the offer's scope. The conditions are then measured on the other goods. */
  also?: (args: z.output<A>) => readonly string[]
  /** The only SKUs it takes anything off, when it names them. */
  only?: (args: z.output<A>) => readonly string[]
  /** What may be bought along cheaply, now that the conditions hold. */
  addOns?: (args: z.output<A>) => { mostPieces: number; items: readonly { skuId: string; priceFen: number }[] }
  /** How much of what it takes off the platform bears, in basis points. */
  platformBps?: (args: z.output<A>) => number
  /** What buying more would bring next, if anything. */
  next?: (view: View, args: z.output<A>) => Refusal | undefined
  /** A few words for a tag: 满200减20, 8折, 包邮. */
  describe: (args: z.output<A>, lang: Lang) => string
}

// The registry holds rules of many argument types; each is parsed by its own `args` before its functions see it.
export const condition = <A extends z.ZodType>(rule: Condition<A>): Condition => rule
export const benefit = <A extends z.ZodType>(rule: Benefit<A>): Benefit => rule

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
/** Whether it does something other than taking money off. */
export const givesAlong = (taken: Taken): boolean => taken.gifts !== undefined || taken.couponTemplateId !== undefined
export const nothingOff = (lines: readonly unknown[]): number[] => lines.map(() => 0)
export const isRefusal = (answer: Taken | Refusal): answer is Refusal => 'reason' in answer
export const lineTotal = (line: BasketLine): number => line.unitPriceFen * line.quantity
