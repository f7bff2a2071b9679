import type { testClock } from './harness.ts'
import type { World } from './world.ts'

/** All money on its way arrives, or is refused; between two refunds of one payment lies a minute. */
export async function arriveIn(world: World, clock: ReturnType<typeof testClock>, answer: 'SUCCESS' | 'CLOSED' = 'SUCCESS'): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    await world.settle()
    const rows = await world.db
      .selectFrom('payment.refund')
      .select(['number', 'state'])
      .where('state', 'in', ['queued', 'sent', 'unknown'])
      .execute()
    if (rows.length === 0) return
    for (const row of rows) if (row.state !== 'queued') world.pay.settleRefund(row.number, answer)
    clock.advance({ minutes: 2 })
  }
  throw new Error('refunds do not end')
}
