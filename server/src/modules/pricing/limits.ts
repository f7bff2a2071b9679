import type { SkuForSale } from '../catalog/contract.ts'
import type { InvalidLine } from './contract.ts'

export type LimitFault = {
  reason: Extract<InvalidLine['reason'], 'below_minimum' | 'off_step' | 'over_order' | 'over_person'>
  allowed: number
}

/** How many pieces of a line's product are wanted in all, and how many more this person may buy; null when nobody is signed in or counts. */
export interface Bought {
  ofProduct: number
  personLeft: number | null
}

/** Why so many pieces of a SKU may not be bought at once, and how many may; nothing when they may. Pure. */
export function limitFault({ limits }: Pick<SkuForSale, 'limits'>, quantity: number, bought: Bought): LimitFault | undefined {
  const { minimum, step, perOrder, perPerson } = limits
  if (perPerson !== null && bought.personLeft !== null && bought.ofProduct > bought.personLeft)
    return { reason: 'over_person', allowed: fitting(bought.personLeft, limits) }
  const most = Math.min(perOrder ?? Infinity, perPerson ?? Infinity)
  if (bought.ofProduct > most) return { reason: perOrder === most ? 'over_order' : 'over_person', allowed: fitting(most, limits) }
  if (quantity < minimum) return { reason: 'below_minimum', allowed: minimum }
  if (quantity % step !== 0) return { reason: 'off_step', allowed: fitting(quantity, limits) }
  return undefined
}

/** The greatest number up to this that the minimum and the step allow; 0 when there is none. */
function fitting(most: number, { minimum, step }: SkuForSale['limits']): number {
  const whole = Math.floor(most / step) * step
  return whole >= minimum ? whole : 0
}
