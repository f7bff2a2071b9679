import * as fc from 'fast-check'

/**
 * Other carts each time; a failure prints its seed, and `PROPERTY_SEED` brings the same carts back. Fewer while somebody watches. Over all tests
 * of `evaluate.property.test.ts` more than 100 000 carts.
 */
export function propertiesWith(env: Record<string, string | undefined>): { holds: <T>(property: fc.IProperty<T>, runs: number) => void } {
  const seed = Number(env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff))
  const part = env['VITEST_MODE'] === 'WATCH' ? 0.05 : 1
  return { holds: (property, runs) => fc.assert(property, { numRuns: Math.ceil(runs * part), seed }) }
}
// An assertion library's `expect` costs more than the engine: in here a million of them would.
export const same = (a: unknown, b: unknown): void => {
  if (a !== b) throw new Error(`${String(a)} is not ${String(b)}`)
}
export const atMost = (a: number, b: number): void => {
  if (!(a <= b)) throw new Error(`${a} is more than ${b}`)
}
/** The proof that a property can fail: with this broken part, it does. */
export const fails = <T>(property: fc.IProperty<T>): boolean => fc.check(property, { numRuns: 3000, seed: 20_261_111 }).failed
