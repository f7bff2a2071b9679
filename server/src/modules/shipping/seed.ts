import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import type { Shipping } from './context.ts'
import type { shippingCalls } from './contract.ts'
import { insertPastParcels } from './queries/parcels.ts'

type SeedInput = z.output<typeof shippingCalls.seed.input>

/** One statement carries so many rows. */
const atOnce = 1000

/** Records past parcels; again with the same keys changes nothing. */
export async function seed(shipping: Shipping, input: SeedInput): Promise<{ ok: true }> {
  const parcels = input.parcels.map((one) => ({
    ...one,
    id: shipping.newId(),
    shippedAt: new Date(one.shippedAt),
    signedAt: one.signedAt === null ? null : new Date(one.signedAt),
    events: one.events.map(({ at, state, place, text }) => ({ at: new Date(at), state, place, text })),
  }))
  await inTx(shipping.db, async (tx) => {
    for (let from = 0; from < parcels.length; from += atOnce) {
      // One transaction has one connection: its statements follow one another.
      // oxlint-disable-next-line eslint/no-await-in-loop
      await insertPastParcels(tx, parcels.slice(from, from + atOnce))
    }
  })
  return { ok: true }
}
