import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AdminClient } from '../../../clients/admin/client.ts'
import type { Picture, ShopClient } from '../../../clients/shop/client.ts'
import { ApiError } from '../harness.ts'
import type { TestShop, World } from '../world.ts'
import type { Channels } from './channels.ts'
import type { Dice } from './dice.ts'
import type { Fleet } from './fleet.ts'

/** A shopper, signed in from the mini program. */
export interface Person {
  id: string
  client: ShopClient
  addressId: string
  /** A picture of theirs that shows a bank transfer. */
  proof: Picture
  /** To whom their invoices are written. */
  titleId: string
}

/** A product whose pieces the model counts in its own way. */
export type GoodsKind = 'plain' | 'limited' | 'keys' | 'counted' | 'lots' | 'vouchers'
export interface Goods {
  kind: GoodsKind
  productId: string
  skuIds: string[]
}

export interface PlayedShop {
  shop: TestShop
  staff: AdminClient
  arbiter: AdminClient
  goods: Goods[]
  /** Locations: where goods lie from the beginning, and a second place. */
  places: string[]
  /** Where orders are fetched, and who delivers to the shop. */
  pointId: string
  supplierId: string
  coupons: { id: string; stock: number; perShopper: number; code: string | null }[]
  ruleIds: string[]
  campaign: { id: string; budgetFen: number; perShopper: number }
  /** Marketing plays of some of the plain goods. */
  plays: {
    flash: { ids: string[]; skuIds: string[] }
    group: { id: string; productId: string; skuIds: string[] }
    bargain: { id: string }
  }
  /** The next sequence of the outside stock system, by SKU. */
  sequences: Map<string, number>
}

/** What is played with: people, goods, and what they were told. */
export interface Stage {
  world: World
  fleet: Fleet
  channels: Channels
  dice: Dice
  people: Person[]
  shops: PlayedShop[]
  told: Told
  /** Seconds by which all clocks are ahead. */
  ahead: { seconds: number }
  log: (text: string) => void
}

/** Where an order stands as far as somebody was told; the truth may be further on. */
export type Guess = 'placed' | 'paid' | 'sent' | 'received' | 'over'
export interface KnownOrder {
  id: string
  checkoutId: string
  shop: number
  shopper: number
  guess: Guess
  isGift: boolean
}

/** What the servers have acknowledged, and what the outside knows. Only this is believed when all is over. */
export interface Told {
  /** Acknowledged placings: client's key → checkout. */
  placed: Map<string, string>
  /** Orders that somebody saw, the newest last. */
  orders: KnownOrder[]
  /** Numbers of attempts that somebody was given: for whose money. */
  attempts: Map<string, number>
  /** Attempts that may still be paid, with what the payer's browser opens. */
  payable: string[]
  /** Notifications that are still to be delivered. */
  notifications: string[]
  /** Money that came into wallets by hand and by bank, by shopper. */
  byHand: number[]
  byBank: Map<string, number>
  rejectedAtBank: Set<string>
  /** Money taken at the door, by order. */
  byDoor: Map<string, number>
  points: number[]
  topUps: { id: string; shopper: number; amountFen: number }[]
  withdrawals: { id: string; number: string; shopper: number; amountFen: number }[]
  coupons: { id: string; templateId: string; shopper: number }[]
  packets: Map<string, { shopper: number; amountFen: number }>
  requests: { id: string; shop: number; shopper: number; order: KnownOrder }[]
  gifts: { token: string; giver: number }[]
  passes: { token: string; giver: number }[]
  /** Pieces that came in and went out by what the model did, by SKU. */
  pieces: Map<string, number>
  /** What staff did by hand with pieces of a SKU, with points and wallets of a shopper, under which key: for the evidence. */
  hands: { of: string; ref: string; amount: number }[]
  /** Transfers that left and were not received yet: pieces on their way. */
  transfers: { id: string; shop: number; skuId: string; quantity: number; state: 'draft' | 'sent' }[]
  counts: { id: string; shop: number; skuId: string }[]
  keys: Set<string>
  /** Orders that are fetched, those that were handed out, and vouchers that were used, with their orders. */
  toFetch: KnownOrder[]
  handedOut: Set<string>
  vouchersUsed: Map<string, string>
  /** Purchase orders, and what of them came. */
  purchases: { id: string; shop: number; skuId: string; lots: boolean; came: number }[]
  /** Bargains, whose they are, and what each friend was told to have cut. */
  bargains: { id: string; shop: number; who: number; cuts: Map<number, number> }[]
  /** Keyed commands nobody answered: asked again with the same key in the end. */
  unsure: { name: string; run: () => Promise<void> }[]
  /** Answers that contradict each other. */
  lies: string[]
  /** By kind of step: how often it was done, refused (by code), lost. */
  tally: Map<string, Map<string, number>>
}

export function nothingTold(people: number): Told {
  const zeroes = (): number[] => Array.from({ length: people }, () => 0)
  return {
    placed: new Map(),
    orders: [],
    attempts: new Map(),
    payable: [],
    notifications: [],
    byHand: zeroes(),
    byBank: new Map(),
    rejectedAtBank: new Set(),
    byDoor: new Map(),
    points: zeroes(),
    topUps: [],
    withdrawals: [],
    coupons: [],
    packets: new Map(),
    requests: [],
    gifts: [],
    passes: [],
    pieces: new Map(),
    hands: [],
    transfers: [],
    counts: [],
    keys: new Set(),
    toFetch: [],
    handedOut: new Set(),
    vouchersUsed: new Map(),
    purchases: [],
    bargains: [],
    unsure: [],
    lies: [],
    tally: new Map(),
  }
}

/** One thing that somebody does. Gives `false` when there was nothing to do it with; that is no step. */
export interface Action {
  name: string
  weight: number
  run: (stage: Stage) => Promise<boolean | void>
}

export function count({ told }: Stage, name: string, how: string): void {
  const row = told.tally.get(name) ?? new Map<string, number>()
  told.tally.set(name, row.set(how, (row.get(how) ?? 0) + 1))
}

/** What `run` of an attempt gives when it finds nothing to do: no step. */
export const nothing = Symbol('nothing to do')

/** Refusals and lost connections are part of life: the server said no, or nobody knows what it did. */
export async function attempt(stage: Stage, name: string, run: () => Promise<unknown>): Promise<'done' | 'nothing' | 'refused' | 'lost'> {
  try {
    const how = (await run()) === nothing ? 'nothing' : 'done'
    if (how === 'done') count(stage, name, how)
    return how
  } catch (error) {
    if (error instanceof ApiError) {
      count(stage, name, error.code)
      return 'refused'
    }
    if (!isLost(error)) throw error
    count(stage, name, 'lost')
    await sleep(100) // people do not hammer at a door that is shut
    return 'lost'
  }
}

/**
 * A command with a key. What got lost is asked again under the same key: now, or when all is calm; only then it is known what came of it.
 * `run` notes what it was told.
 */
export async function keyed(stage: Stage, name: string, run: () => Promise<void>): Promise<void> {
  if ((await attempt(stage, name, run)) !== 'lost') return
  if (stage.dice.chance(0.5) && (await attempt(stage, `${name}, again`, run)) !== 'lost') return
  stage.told.unsure.push({ name, run })
}

/** The connection broke or nobody answered: `fetch` says so with a TypeError, a time-out with a DOMException. */
const isLost = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof DOMException || (error instanceof Error && error.message === 'no server is up')

/** So many hands, each doing one thing after the other until `steps` were done in all. */
export async function play(stage: Stage, actions: readonly Action[], limits: { steps: number; hands: number }): Promise<void> {
  const total = actions.reduce((sum, action) => sum + action.weight, 0)
  const next = (): Action => {
    let at = stage.dice.roll() * total
    return actions.find((action) => (at -= action.weight) < 0) ?? stage.dice.pick(actions)
  }
  let done = 0
  const hand = async (): Promise<void> => {
    while (done < limits.steps) {
      if ((await next().run(stage)) === false) continue
      done += 1
      if (done % 2000 === 0) stage.log(`${done} steps`)
    }
  }
  await Promise.all(Array.from({ length: limits.hands }, hand))
}

/** Waits until it holds; for a while. */
export async function until(holds: () => Promise<boolean>, seconds: number): Promise<boolean> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    if (await holds()) return true
    await sleep(250)
  }
  return holds()
}

/** Mostly a recent one: what is long over only ever refuses. */
export const recent = <T>({ dice }: Stage, list: readonly T[], most = 60): T | undefined =>
  list.length === 0 ? undefined : dice.pick(dice.chance(0.85) ? list.slice(-most) : list)

/** An order that stands so as far as anybody knows; now and then any, to hear a refusal. */
export function orderAt(stage: Stage, ...guesses: Guess[]): KnownOrder | undefined {
  const { told, dice } = stage
  if (dice.chance(0.08)) return recent(stage, told.orders)
  const fitting = told.orders.slice(-400).filter(({ guess }) => guesses.includes(guess))
  return fitting.length === 0 ? undefined : dice.pick(fitting)
}

export const personOf = ({ people }: Stage, at: number): Person => people[at] ?? fail()
export const shopOf = ({ shops }: Stage, at: number): PlayedShop => shops[at] ?? fail()
const fail = (): never => {
  throw new Error('the stage has no such person or shop')
}
/** All or nothing of several at once; the first refusal is that of the whole. */
export async function together<T>(tries: readonly Promise<T>[]): Promise<T[]> {
  const answers = await Promise.allSettled(tries)
  const good = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  const failed = answers.find((answer) => answer.status === 'rejected')
  if (good.length === 0 && failed) throw failed.reason
  return good
}

/** Time goes by for everybody; the database's own clock cannot be moved, so what waits for it is brought forward. */
export async function moveClocks({ ahead, world }: Stage, seconds: number): Promise<void> {
  ahead.seconds += seconds
  const by = sql`${seconds} * interval '1 second'`
  await sql`update kernel.delivery set due_at = due_at - ${by}, claimed_until = claimed_until - ${by}`.execute(world.db)
  await sql`update pgboss.job set start_after = start_after - ${by} where state in ('created', 'retry')`.execute(world.db)
}

/** Staff of the shop that was there first: what is the whole mall's is theirs. */
export const mallOf = (stage: Stage): AdminClient => shopOf(stage, 0).staff
