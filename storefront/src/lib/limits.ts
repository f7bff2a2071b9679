/** The purchase limits of a product, as the page and the cart need them. */
export interface Limits {
  minimum: number
  step: number
  perOrder: number | null
  perPerson: number | null
  period: 'ever' | 'day' | 'week' | 'month'
}

/** The most pieces of one SKU that stock, limits and what was bought before allow; 0 when that is fewer than the minimum. */
export function mostPieces(limits: Limits, left: { stock: number; person: number | null }): number {
  const most = Math.min(left.stock, limits.perOrder ?? Infinity, left.person ?? limits.perPerson ?? Infinity)
  const whole = Math.floor(most / limits.step) * limits.step
  return whole >= limits.minimum ? whole : 0
}

/** Brings a wish within what may be bought. */
export function within(limits: Limits, most: number, wanted: number): number {
  const whole = Math.max(limits.minimum, Math.ceil(wanted / limits.step) * limits.step)
  return most > 0 ? Math.min(whole, most) : limits.minimum
}
