import { z } from 'zod'
import { call } from '../../kernel/contract.ts'
import { Done, Id } from '../../kernel/schema.ts'

/** In the calendar of China: a day, a week from Monday on, a month, or ever. */
export const Period = z.enum(['ever', 'day', 'week', 'month'])
export type Period = z.output<typeof Period>

const Limited = z.object({ productId: Id, most: z.int().min(1).max(9999), period: Period })
export const ClaimLine = Limited.extend({ quantity: z.int().min(1).max(999_900) })
const Key = z.object({ key: z.string().max(100) })

export const purchaseLimitCalls = {
  /** How many more pieces of each product this person may buy now. */
  left: call(
    z.object({ shopperId: Id, products: z.array(Limited).max(500) }),
    z.object({ items: z.array(z.object({ productId: Id, left: z.int() })) }),
  ),
  /**
   * Counts all lines or none, until `minutes` have passed. The same key answers the first claim.
   * Throws `over_person_limit`, `key_reused`, `claim_ended`.
   */
  claim: call(
    z.object({ key: z.string().max(100), shopperId: Id, lines: z.array(ClaimLine).min(1).max(200), minutes: z.int().min(1).max(10_080) }),
    Done,
  ),
  /** Bought: the claim counts for good. One that lapsed is taken again if there is room; else `over_person_limit`. Twice is once. */
  keep: call(Key, Done),
  /** The claim lasts so many minutes from now, never less than before; one that has ended or lapsed does not (`held: false`). */
  prolong: call(z.object({ key: z.string().max(100), minutes: z.int().min(1).max(20_160) }), z.object({ held: z.boolean() })),
  /** Closed or refunded: what the claim still counts is free again, and stays so. Twice, or for a claim that never was, is fine. */
  end: call(Key, Done),
  /** Some pieces came back. Keyed by `returnKey`; never more than were claimed. Products that were not limited are passed over. */
  giveBack: call(
    z.object({
      key: z.string().max(100),
      returnKey: z.string().max(200),
      lines: z.array(z.object({ productId: Id, quantity: z.int().min(1) })).max(200),
    }),
    Done,
  ),
  /** State of the claims with these keys, for checks over modules. */
  claims: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({ items: z.array(z.object({ key: z.string(), state: z.enum(['held', 'kept', 'lapsed', 'ended']) })) }),
  ),
}
