import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { actions } from './model/actions.ts'
import { audit } from './model/audit.ts'
import { diceOf } from './model/dice.ts'
import { type Fleet, openFleet } from './model/fleet.ts'
import { nothingTold, play, type Stage, until } from './model/play.ts'
import { startWorld, type World } from './world.ts'

// Random shoppers, staff, clocks, channels and crashes against two processes on one database; afterwards every invariant must hold.
// MODEL_SEED repeats the choices of a run (not its timing), MODEL_STEPS says how long it lasts.
const seed = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const steps = Number(process.env['MODEL_STEPS'] ?? 5000)
const HANDS = 12

let world: World | undefined
let fleet: Fleet | undefined
afterAll(async () => {
  await fleet?.stop()
  await world?.close()
})

async function open(): Promise<Stage> {
  const dice = diceOf(seed)
  const ahead = { seconds: 0 }
  world = await startWorld({ now: () => new Date(Date.now() + ahead.seconds * 1000) })
  const { dataDir } = world.config
  copyFileSync(join(dataDir, 'simulators/accounts.json'), join(dataDir, 'connections.json'))
  const running = (fleet = await openFleet(world.config, 2, dice.below))
  const shops = []
  for (const name of ['甲店', '乙店']) {
    const shop = await world.newShop(name)
    const { skuIds } = await world.newProduct(shop, [60, 25, 40], 990 + dice.below(3000))
    shops.push({ shop, skuIds, staff: running.admin(shop.tokens.owner) })
  }
  const people = []
  for (let n = 0; n < 8; n += 1) people.push(await world.newShopper())
  // Only now: whoever furnishes the shop also delivers its events.
  await running.revive(0)
  const shoppers = people.map((person) => ({ person, client: running.shop(person.token) }))
  return {
    world,
    fleet: running,
    dice,
    shops,
    shoppers,
    ahead,
    told: nothingTold(),
    log: (text) => console.log(`model, seed ${seed}: ${text}`),
  }
}

/** Nothing goes wrong any more, and everything that is on its way arrives. */
async function calmDown(stage: Stage): Promise<string[]> {
  const { world: quiet, fleet: all, told, ahead } = stage
  quiet.pay.heal()
  // Everything that waits for a time is due, several times over: what was asked too early is asked again.
  for (let night = 0; night < 3; night += 1) {
    for (let at = 0; at < all.size; at += 1) await all.shut(at)
    ahead.seconds += 3600
    await all.revive(ahead.seconds)
    await deliverAll(stage)
    await until(async () => (await settled(stage)) === 0, 90)
  }
  await deliverAll(stage)
  let found: string[] = []
  await until(async () => {
    found = [...(await quiet.doctor()).map(({ check, id, text }) => `${check}: ${id} ${text}`), ...(await audit(stage))]
    if (told.notifications.length > 0) await deliverAll(stage)
    return found.length === 0
  }, 60)
  return found
}

async function deliverAll({ world: quiet, told }: Stage): Promise<void> {
  for (const id of told.notifications.splice(0)) await quiet.pay.notify(id)
}

/** Settles refunds at the channel; gives how many events and refunds are still on their way. */
async function settled({ world: quiet, told }: Stage): Promise<number> {
  const { rows: open } = await sql<{ number: string; attempt: string }>`
    select r.number, a.number as attempt from payment.refund r join payment.attempt a on a.id = r.attempt_id
     where r.state in ('sent', 'unknown', 'queued')`.execute(quiet.db)
  for (const { number, attempt } of open) {
    const refund = quiet.pay.trade(attempt)?.refunds.find((one) => one.outRefundNo === number)
    const notification = refund?.status === 'PROCESSING' ? quiet.pay.settleRefund(number, 'SUCCESS') : undefined
    if (notification) told.notifications.push(notification)
  }
  await deliverAll({ world: quiet, told } as Stage) // it needs no more than these two
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from kernel.delivery`.execute(quiet.db)
  return open.length + (rows[0]?.n ?? 0)
}

test(`${steps} random steps with crashes, clock jumps and a broken channel leave the books right (seed ${seed})`, async () => {
  const stage = await open()
  await play(stage, actions, { steps, hands: HANDS })
  const found = await calmDown(stage)
  stage.log(
    Object.entries(stage.told.counts)
      .toSorted()
      .map(([name, n]) => `${name}: ${n}`)
      .join(', '),
  )
  expect({ seed, found, faults: stage.fleet.faults }).toEqual({ seed, found: [], faults: [] })
  expect(stage.told.placed.size, 'there was something to examine').toBeGreaterThan(steps / 100)
}, 3_600_000)
