import { createHmac } from 'node:crypto'
import { allocate } from '../../kernel/money.ts'

export interface CutsWish {
  /** From the price at the beginning down to the floor. */
  spreadFen: number
  helpers: number
  /** Known to nobody outside; the same seed gives the same cuts. */
  seed: string
}

/** No cut is more than so many times another one, but for the fen that each has at least. */
const LEAST = 500
const MOST = 1500

/**
 * What each helper in turn takes off: together exactly the spread, each at least one fen. Drawn from the seed alone before anybody helps, so
 * that neither who helps nor when can change them. Pure.
 */
export function cutsOf({ spreadFen, helpers, seed }: CutsWish): number[] {
  if (!Number.isSafeInteger(spreadFen) || helpers < 1 || spreadFen < helpers)
    throw new RangeError(`${helpers} helpers cannot cut ${spreadFen} fen`)
  const weights = Array.from({ length: helpers }, (_, index) => LEAST + (drawn(seed, index) % (MOST - LEAST + 1)))
  return sharedBy(spreadFen - helpers, weights).map((share) => share + 1)
}

const drawn = (seed: string, index: number): number => createHmac('sha256', seed).update(`cut ${index}`).digest().readUInt32BE(0)

/** An amount of any size, shared by weight. `allocate` wants caps, so the weights are multiplied until they hold it. */
function sharedBy(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const times = Math.max(1, Math.ceil(amount / total))
  return allocate(
    amount,
    weights.map((weight) => weight * times),
  )
}
