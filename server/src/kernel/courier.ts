import { parse } from 'zod/v4/core'
import { listen } from './announce.ts'
import type { AnyDb } from './db.ts'
import { claimDeliveries, type Delivery, extendLeases, leaseSeconds, postponeDelivery, settleDeliveries } from './deliveries.ts'
import type { Handler } from './events.ts'
import type { Log } from './log.ts'

/** Handlers that run at once in one process. */
const concurrency = 12
const pollMs = 1000

export interface Round {
  delivered: number
  failed: { handler: string; error: unknown }[]
}

export interface Courier {
  /** Something was emitted here: look now. */
  wake: () => void
  /** Waits for the handlers that run. */
  stop: () => Promise<void>
}

interface Bag {
  db: AnyDb
  handlers: ReadonlyMap<string, Handler>
  log: Log
}

/** Runs one handler. Gives the error of a failure, which has been dealt with; what succeeded is still to be settled. */
async function deliver({ db, handlers, log }: Bag, delivery: Delivery): Promise<{ error: unknown } | undefined> {
  const handler = handlers.get(delivery.handler)
  if (!handler) throw new Error(`claimed a delivery for "${delivery.handler}", which is not here`)
  try {
    const payload = parse(handler.event.payload, delivery.payload)
    await handler.run({ id: delivery.event_id, name: delivery.name, payload, at: delivery.at })
  } catch (error) {
    log.warn({ err: error, handler: delivery.handler, eventId: delivery.event_id, attempts: delivery.attempts }, 'event handler failed')
    await postponeDelivery(db, delivery, error)
    return { error }
  }
  return undefined
}

/**
 * Claims one batch and runs it to its end. `early` ignores the back-off of what failed before. With `done`, what is in there is noted by the
 * claim, and what this batch did is left in there for the next claim, as `rounds` does it.
 */
export async function deliverBatch(bag: Bag, early = false, done?: number[]): Promise<Round> {
  const before = done?.splice(0) ?? []
  const claimed = await claimDeliveries(bag.db, { handlers: [...bag.handlers.keys()], atMost: concurrency, early, done: before })
  const outcomes = await Promise.all(claimed.map(async (delivery) => ({ delivery, failure: await deliver(bag, delivery) })))
  const ids = outcomes.flatMap(({ delivery, failure }) => (failure ? [] : [delivery.id]))
  if (done) done.push(...ids)
  else await settleDeliveries(bag.db, ids)
  const failed = outcomes.flatMap(({ delivery, failure }) => (failure ? [{ handler: delivery.handler, error: failure.error }] : []))
  return { delivered: claimed.length - failed.length, failed }
}

interface Rounds {
  wake: () => void
  /** What is being done, or is done and still has to be noted. */
  open: () => number[]
  /** Waits for what runs, and notes it. */
  end: () => Promise<void>
}

/** Takes deliveries as long as there are any and places are free. A slow handler takes one place and holds up only what must come after it. */
function rounds(bag: Bag): Rounds {
  const { db, log } = bag
  const names = [...bag.handlers.keys()]
  const running = new Map<number, Promise<void>>()
  /** Succeeded, and still to be settled: with the next look, so that many go at once. */
  const done: number[] = []
  let stopped = false
  let told = false
  let claiming: Promise<void> | undefined
  const run = async (delivery: Delivery) => {
    try {
      if (!(await deliver(bag, delivery))) done.push(delivery.id)
    } catch (err) {
      // The outcome could not be noted; the lease ends and somebody tries again.
      log.error({ err, handler: delivery.handler, eventId: delivery.event_id }, 'the outcome of a delivery could not be noted')
    }
    running.delete(delivery.id)
    wake()
  }
  const claim = async () => {
    while (!stopped && (done.length > 0 || (told && running.size < concurrency))) {
      told = false
      const settled = [...done]
      const claimed = await claimDeliveries(db, { handlers: names, atMost: concurrency - running.size, early: false, done: settled })
      done.splice(0, settled.length)
      for (const delivery of claimed) running.set(delivery.id, run(delivery))
    }
  }
  const wake = () => {
    told = true
    if (claiming || stopped || names.length === 0) return
    claiming = claim()
      .catch((err) => log.error({ err }, 'deliveries could not be claimed'))
      .finally(() => {
        claiming = undefined
        // Told between the last look and now.
        if (told && running.size < concurrency) wake()
      })
  }
  const end = async () => {
    stopped = true
    await claiming
    await Promise.all(running.values())
    await settleDeliveries(db, done)
  }
  return { wake, end, open: () => [...running.keys(), ...done] }
}

/** Delivers for as long as the process lives: at once when told (here or by another process), every second in any case. */
export async function startCourier(options: {
  db: AnyDb
  databaseUrl: string
  handlers: readonly Handler[]
  log: Log
  /** Under which name this process announces its own events. */
  self?: string
}): Promise<Courier> {
  const { db, log, self = '' } = options
  const { wake, open, end } = rounds({ db, log, handlers: new Map(options.handlers.map((handler) => [handler.name, handler])) })
  const poll = setInterval(wake, pollMs)
  const keep = setInterval(() => void keepLeases(db, open(), log), (leaseSeconds * 1000) / 3)
  const stopListening = await listen(options.databaseUrl, { wake, log, self })
  wake()
  return {
    wake,
    stop: async () => {
      clearInterval(poll)
      await stopListening()
      await end()
      clearInterval(keep)
    },
  }
}

/** A slow handler keeps its lease as long as its process lives. */
async function keepLeases(db: AnyDb, ids: readonly number[], log: Log): Promise<void> {
  if (ids.length === 0) return
  try {
    await extendLeases(db, ids)
  } catch (err) {
    log.error({ err }, 'leases could not be extended')
  }
}
