import { sql } from 'kysely'
import { audit } from './audit/all.ts'
import { attempt, moveClocks, type Stage, until } from './play.ts'

const MOST_NIGHTS = 14

/**
 * Nothing goes wrong any more, everybody asks again what nobody answered, and everything that is on its way arrives. Gives what is wrong
 * in the end.
 */
export async function calmDown(stage: Stage): Promise<string[]> {
  const { channels, fleet, told } = stage
  channels.heal()
  for (const { name, run } of told.unsure.splice(0)) await attempt(stage, `${name}, in the end`, run)
  // Everything that waits for a time is due, several times over: what was asked too early is asked again.
  for (let night = 0; night < MOST_NIGHTS; night += 1) {
    await fleet.restart('SIGTERM', () => moveClocks(stage, 3600))
    await until(async () => (await underWay(stage)).events === 0, 20)
    stage.log(`night ${night}: ${JSON.stringify(await underWay(stage))}`)
    if (night >= 2 && (await underWay(stage)).refunds === 0) break
  }
  let found: string[] = []
  await until(async () => {
    await deliverAll(stage)
    found = [...(await stage.world.doctor()).map(({ check, id, text }) => `${check}: ${id} ${text}`), ...(await audit(stage))]
    return found.length === 0
  }, 30)
  return found
}

/** Tells everything there is to tell; what nobody takes after that is asked for by the shop itself. */
async function deliverAll({ channels, told }: Stage): Promise<void> {
  await Promise.all(told.notifications.splice(0).map((id) => channels.notify(id)))
}

/** Settles refunds at the channels; gives how much is still on its way. */
async function underWay(stage: Stage): Promise<{ events: number; refunds: number }> {
  const { world, channels, told } = stage
  for (const number of told.attempts.keys()) told.notifications.push(...channels.settleRefunds(number, () => false))
  await deliverAll(stage)
  await world.fapiao.settleAll()
  const { rows } = await sql<{ events: number; refunds: number }>`
    select (select count(*)::int from kernel.delivery where dead_at is null) as events,
           (select count(*)::int from payment.refund where state in ('queued', 'sent', 'unknown')) as refunds`.execute(world.db)
  return rows[0] ?? { events: 0, refunds: 0 }
}
