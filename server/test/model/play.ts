import { setTimeout as sleep } from 'node:timers/promises'
import type { AdminClient } from '../../../clients/admin/client.ts'
import type { ShopClient } from '../../../clients/shop/client.ts'
import { ApiError } from '../harness.ts'
import type { TestShop, TestShopper, World } from '../world.ts'
import type { Dice } from './dice.ts'
import type { Fleet } from './fleet.ts'

/** What is played with: people, goods, and what they were told. */
export interface Stage {
  world: World
  fleet: Fleet
  dice: Dice
  shoppers: { client: ShopClient; person: TestShopper }[]
  shops: { staff: AdminClient; shop: TestShop; skuIds: string[] }[]
  told: Told
  /** Seconds by which all clocks are ahead. */
  ahead: { seconds: number }
  log: (text: string) => void
}

/** What the servers have acknowledged, and what the outside knows. Only this is believed when all is over. */
export interface Told {
  /** Acknowledged placings: client's key → checkout. */
  placed: Map<string, string>
  /** Orders that somebody saw, the newest last. */
  orders: { id: string; checkoutId: string; shop: number; shopper: number }[]
  /** Numbers of attempts that somebody was given. */
  attempts: string[]
  /** Notifications that are still to be delivered. */
  notifications: string[]
  /** Answers that contradict each other. */
  lies: string[]
  counts: Record<string, number>
}

export const nothingTold = (): Told => ({ placed: new Map(), orders: [], attempts: [], notifications: [], lies: [], counts: {} })

export interface Action {
  name: string
  weight: number
  run: (stage: Stage) => Promise<void>
}

/** Refusals and lost connections are part of life: the server said no, or nobody knows what it did. */
export async function attempt(stage: Stage, name: string, run: () => Promise<unknown>): Promise<boolean> {
  const count = (how: string): void => void (stage.told.counts[`${name} ${how}`] = (stage.told.counts[`${name} ${how}`] ?? 0) + 1)
  try {
    await run()
    count('done')
    return true
  } catch (error) {
    if (error instanceof ApiError) count(`refused as ${error.code}`)
    else if (isLost(error)) {
      count('lost')
      await sleep(150) // people do not hammer at a door that is shut
    } else throw error
    return false
  }
}

/** The connection broke or nobody answered: `fetch` says so with a TypeError, a time-out with a DOMException. */
const isLost = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof DOMException || (error instanceof Error && error.message === 'no server is up')

/** So many hands, each doing one thing after the other until `steps` were done in all. */
export async function play(stage: Stage, actions: readonly Action[], limits: { steps: number; hands: number }): Promise<number> {
  const total = actions.reduce((sum, action) => sum + action.weight, 0)
  const next = (): Action => {
    let at = stage.dice.roll() * total
    return actions.find((action) => (at -= action.weight) < 0) ?? stage.dice.pick(actions)
  }
  let done = 0
  const hand = async (): Promise<void> => {
    while (done < limits.steps) {
      done += 1
      if (done % 2000 === 0) stage.log(`${done} steps`)
      await next().run(stage)
    }
  }
  await Promise.all(Array.from({ length: limits.hands }, hand))
  return done
}

/** Waits until it holds; for a while. */
export async function until(holds: () => Promise<boolean>, seconds: number): Promise<boolean> {
  for (let waited = 0; waited < seconds; waited += 1) {
    if (await holds()) return true
    await sleep(1000)
  }
  return holds()
}
