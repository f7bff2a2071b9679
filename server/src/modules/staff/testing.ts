import { cost } from './password.ts'

/** Tests sign hundreds of people in whose passwords guard nothing; a hash says itself what it cost, so nothing else changes. */
export function hashCheaply(): void {
  Object.assign(cost, { memoryCost: 1024, timeCost: 1 })
}
