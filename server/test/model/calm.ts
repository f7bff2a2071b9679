import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { audit } from './audit/all.ts'
import { attempt, moveClocks, type Stage, until } from './play.ts'

const MOST_NIGHTS = 14
/** No wait here is a measure of speed: on a slow machine all of it takes longer, and ends as soon as nothing moves. */
const PATIENCE_SECONDS = 600
const NIGHT_SECONDS = 150
const MOST_TRIES = 20
/** What is found stays found: so often in a row, with time between, while nothing is under way. */
const SAME_AGAIN = 6
const BETWEEN_MS = 5000

/**
 * Nothing goes wrong any more, everybody asks again what nobody answered, and everything that is on its way arrives. Gives what is wrong
 * in the end.
 */
export async function calmDown(stage: Stage): Promise<string[]> {
  const { channels, fleet, told } = stage
  channels.heal()
  for (const { name, run } of told.unsure.splice(0)) {
    for (let tries = 0; tries < MOST_TRIES && (await attempt(stage, `${name}, in the end`, run)) === 'lost'; tries += 1);
  }
  // Everything that waits for a time is due, several times over: what was asked too early is asked again.
  for (let night = 0; night < MOST_NIGHTS; night += 1) {
    await fleet.restart('SIGTERM', () => moveClocks(stage, 3600))
    await until(async () => (await underWay(stage)).events === 0, NIGHT_SECONDS)
    const left = await underWay(stage)
    stage.log(`night ${night}: ${JSON.stringify(left)}`)
    if (night >= 2 && left.refunds === 0) break
  }
  return findings(stage)
}

/** What is wrong when nothing moves any more. */
async function findings(stage: Stage): Promise<string[]> {
  let found: string[] = []
  let before = ''
  let same = 0
  await until(async () => {
    await deliverAll(stage)
    const { events } = await underWay(stage)
    found = [...(await stage.world.doctor()).map(({ check, id, text }) => `${check}: ${id} ${text}`), ...(await audit(stage))]
    if (found.length === 0) return true
    const now = found.toSorted().join('\n')
    same = events === 0 && now === before ? same + 1 : 0
    before = now
    if (same < SAME_AGAIN) await sleep(BETWEEN_MS)
    return same >= SAME_AGAIN
  }, PATIENCE_SECONDS)
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
