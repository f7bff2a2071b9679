/** Money is integer fen (分). Nothing here ever holds an amount in a float. */

/**
 * Splits `amount` over lines by capped largest remainder: shares sum to `amount`, none is negative, none exceeds its cap.
 * `amount` above the sum of caps throws: the caller decides what a discount greater than the goods means.
 * Ties go to the earlier line, so the same input always gives the same answer.
 */
export function allocate(amount: number, caps: readonly number[]): number[] {
  const total = caps.reduce((sum, cap) => sum + cap, 0)
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > total) throw new RangeError(`cannot allocate ${amount} over ${total}`)
  if (amount === 0) return caps.map(() => 0)
  const { shares, remainders } = divide(amount, caps, total)
  let left = amount - shares.reduce((sum, share) => sum + share, 0)
  const order = caps.map((_, index) => index).sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b)
  for (const index of order) {
    if (left === 0) break
    if (shares[index]! < caps[index]!) {
      shares[index]! += 1
      left -= 1
    }
  }
  return shares
}

/** Whole parts and remainders of amount × cap ÷ total. Products that a number holds exactly need no BigInt, which is several times slower. */
function divide(amount: number, caps: readonly number[], total: number): { shares: number[]; remainders: readonly (number | bigint)[] } {
  if (caps.every((cap) => amount * cap <= Number.MAX_SAFE_INTEGER)) {
    const remainders = caps.map((cap) => (amount * cap) % total)
    return { shares: caps.map((cap, index) => (amount * cap - remainders[index]!) / total), remainders }
  }
  const exact = caps.map((cap) => BigInt(amount) * BigInt(cap))
  return { shares: exact.map((value) => Number(value / BigInt(total))), remainders: exact.map((value) => value % BigInt(total)) }
}

const compare = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0)

/** What unit k (from 1) of n units pays of a line that pays `amount` in all: floor(k·A/n) − floor((k−1)·A/n). */
export function unitShare(amount: number, units: number, k: number): number {
  return Number((BigInt(k) * BigInt(amount)) / BigInt(units) - (BigInt(k - 1) * BigInt(amount)) / BigInt(units))
}

/** What units `first` to `first + count - 1` of such a line pay: the sum of their shares. */
export function unitsShare(amount: number, units: number, { first, count }: { first: number; count: number }): number {
  const upTo = (k: number): bigint => (BigInt(k) * BigInt(amount)) / BigInt(units)
  return Number(upTo(first - 1 + count) - upTo(first - 1))
}

/** A share of an amount in basis points (1/10 000), rounded half up to the fen. */
export function basisPoints(amount: number, bps: number): number {
  return Number((BigInt(amount) * BigInt(bps) * 2n + 10_000n) / 20_000n)
}

/** `¥12.34`, for logs, exports and messages; screens format on their own. */
export function yuan(fen: number): string {
  const abs = Math.abs(fen)
  return `${fen < 0 ? '-' : ''}¥${Math.floor(abs / 100)}.${String(abs % 100).padStart(2, '0')}`
}
