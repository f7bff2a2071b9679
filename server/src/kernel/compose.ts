import type { FastifyInstance } from 'fastify'
import { adminWrite, masked } from './admin-write.ts'
import { createAnnouncer } from './announce.ts'
import type { Config } from './config.ts'
import type { Any, Calls, Interface, Slot } from './contract.ts'
import { type Courier, deliverBatch, type Round, startCourier } from './courier.ts'
import type { AnyDb } from './db.ts'
import type { Check } from './doctor.ts'
import { AppError } from './errors.ts'
import { deadLetters, emit, forgetOldEvents, type Handler, onEmitted, subscribe } from './events.ts'
import { type Files, openFiles } from './files.ts'
import { type Act, guardSlot } from './guard.ts'
import { createApp } from './http-app.ts'
import { mountRoutes, type Write } from './http-mount.ts'
import type { Route } from './http.ts'
import { newId } from './ids.ts'
import { createJobRunner, type JobRunner } from './job-runner.ts'
import { cron, type Job } from './jobs.ts'
import type { Log } from './log.ts'
import { createSay } from './messages.ts'
import type { Built, Module } from './module.ts'
import { type LooseCalls, remote, serveCalls, throughContract } from './remote.ts'
import { type Authenticate, createAuthenticate } from './session.ts'

export interface ComposeOptions {
  config: Config
  db: AnyDb
  log: Log
  /** In the order of need: a module comes after those it calls. */
  modules: readonly Module[]
  now: () => Date
  files?: Files
  authenticate?: Authenticate
  scriptHashes?: readonly string[]
}

export interface System {
  app: FastifyInstance
  calls: Record<string, LooseCalls>
  /** Names of the modules that live in this process. */
  local: readonly string[]
  routes: readonly Route[]
  handlers: readonly Handler[]
  checks: readonly Check[]
  jobs: JobRunner
  /** Subscribes the handlers, starts the modules and, by the roles of the process, workers and timed jobs. Listening is apart. */
  start: () => Promise<void>
  /** Lets requests, deliveries and jobs that have begun come to their end. The pool stays open. */
  stop: () => Promise<void>
  /** Delivers events until none is left; `early` does not wait for the back-off of what failed. */
  deliver: (options?: { early?: boolean }) => Promise<Round>
}

interface Parts {
  calls: Record<string, LooseCalls>
  built: { module: Module; parts: Built<Any> }[]
}

/** Builds one process from the modules that live in it; changes nothing before `start`. The same code serves one process or twenty. */
export async function compose(options: ComposeOptions): Promise<System> {
  const { config, db, log } = options
  const { calls, built } = buildModules(options)
  const local = built.map(({ module }) => module.name)
  const parts = built.map((one) => one.parts)
  const handlers = parts.flatMap((part) => part.handlers)
  const jobs = createJobRunner({
    db,
    databaseUrl: config.databaseUrl,
    jobs: [...parts.flatMap((part) => part.jobs), ...ownJobs(db)],
    modules: ['kernel', ...local],
    roles: config.roles,
    log,
  })
  const app = await createDoors(options, { calls, built })
  const courier = createPost(options, handlers)
  return {
    app,
    calls,
    local,
    routes: parts.flatMap((part) => part.routes),
    handlers,
    jobs,
    checks: [...parts.flatMap((part) => part.checks ?? []), ownCheck(db)],
    start: async () => {
      await subscribe(db, handlers, local)
      for (const part of parts) await part.start?.()
      await courier.start()
      await jobs.start()
    },
    stop: async () => {
      await app.close()
      await courier.stop()
      await jobs.stop()
      for (const part of parts.toReversed()) await part.stop?.()
    },
    deliver: (how = {}) => deliverAll(options, handlers, how.early ?? false),
  }
}

/** What listens: the operations and webhooks of the modules here, and their calls for the other processes. */
async function createDoors(options: ComposeOptions, { calls, built }: Parts): Promise<FastifyInstance> {
  const { config, log } = options
  const app = await createApp({
    log,
    say: createSay(options.modules.flatMap((module) => module.messages ?? [])),
    trustProxy: config.trustProxy,
    https: config.publicUrl.startsWith('https:'),
    scriptHashes: options.scriptHashes ?? [],
  })
  for (const { module } of built) {
    serveCalls(app, { name: module.name, calls: module.calls, local: calls[module.name] ?? {} }, config.internalToken)
  }
  const routes = built.flatMap(({ parts }) => parts.routes)
  mountRoutes(app, routes, {
    authenticate: options.authenticate ?? createAuthenticate(calls),
    checkReplies: config.checkReplies,
    rateLimits: config.rateLimits,
    onWrite: recordWrite(options),
    guard: guardWith(options, calls),
  })
  return app
}

/** Asks those who watch for abuse. That one of them cannot be reached is no reason to turn people away. */
function guardWith({ modules, log }: ComposeOptions, calls: Parts['calls']): (act: Act) => Promise<void> {
  const plugged = pluggedInto(modules, calls)
  return async (act) => {
    for (const [module, guard] of plugged(guardSlot)) {
      try {
        await guard.guardAct(act)
      } catch (err) {
        if (!(err instanceof AppError) || err.kind !== 'unavailable') throw err
        log.warn({ err, module, kind: act.kind }, 'an act could not be judged and was let through')
      }
    }
  }
}

/** Events emitted here are announced to every worker; a process that is one itself need not wait for that. */
function createPost(
  { config, db, log }: ComposeOptions,
  handlers: readonly Handler[],
): { start: () => Promise<void>; stop: () => Promise<void> } {
  const self = newId()
  const announce = createAnnouncer(db, log, self)
  onEmitted(db, announce)
  let courier: Courier | undefined
  return {
    start: async () => {
      if (!config.roles.includes('worker')) return
      const started = await startCourier({ db, databaseUrl: config.databaseUrl, handlers, log, self })
      courier = started
      onEmitted(db, () => {
        started.wake()
        announce()
      })
    },
    stop: async () => courier?.stop(),
  }
}

function buildModules(options: ComposeOptions): Parts {
  const { config, db, now } = options
  const unknown = [...config.modules, ...Object.keys(config.elsewhere)].find(
    (name) => !options.modules.some((module) => module.name === name),
  )
  if (unknown) throw new Error(`there is no module "${unknown}"`)
  answersSlots(options.modules)
  const files = options.files ?? openFiles(config)
  const calls: Parts['calls'] = {}
  const built: Parts['built'] = []
  for (const module of options.modules) {
    const url = config.elsewhere[module.name]
    if (url) {
      calls[module.name] = remote(module.name, module.calls, { url, token: config.internalToken })
      continue
    }
    if (config.modules.length > 0 && !config.modules.includes(module.name)) continue
    const needs = Object.fromEntries(Object.keys(module.needs).map((name) => [name, needed(calls, module.name, name)]))
    const parts = module.create({
      db,
      now,
      newId,
      config,
      log: options.log.child({ module: module.name }),
      files,
      needs,
      plugged: pluggedInto(options.modules, calls),
      triggers: options.modules.flatMap((one) => one.triggers ?? []),
    })
    calls[module.name] = throughContract(module.calls, parts.calls)
    built.push({ module, parts })
  }
  return { calls, built }
}

/** Those of the modules that can be asked from here and answer the calls of the slot. */
function pluggedInto(modules: readonly Module[], calls: Parts['calls']) {
  return <C extends Calls>(slot: Slot<C>): ReadonlyMap<string, Interface<C>> => {
    const found = modules.filter((module) => module.plugsInto?.some(({ name }) => name === slot.name) && calls[module.name])
    return new Map(found.map((module) => [module.name, calls[module.name] as Interface<C>])) // `answersSlots` has seen that they are there
  }
}

/** A module that plugs into a slot without answering its calls is a fault of the program. */
function answersSlots(modules: readonly Module[]): void {
  for (const { name, calls, plugsInto = [] } of modules)
    for (const slot of plugsInto) {
      const lacking = Object.keys(slot.calls).find((one) => !calls[one])
      if (lacking) throw new Error(`module "${name}" plugs into "${slot.name}" and has no call "${lacking}"`)
    }
}

function needed(calls: Parts['calls'], by: string, name: string): LooseCalls {
  const found = calls[name]
  if (!found)
    throw new Error(`module "${by}" needs "${name}": list it earlier in modules.ts, run it here, or say in ELSEWHERE where it runs`)
  return found
}

const ownJobs = (db: AnyDb): Job[] => [cron({ name: 'kernel.forget-old-events', cron: '17 4 * * *', run: () => forgetOldEvents(db, 30) })]

const ownCheck = (db: AnyDb): Check => ({
  name: 'every event reaches those who act on it',
  invariant: 19,
  run: async () =>
    (await deadLetters(db, 1000)).map((dead) => ({
      id: String(dead.id),
      text: `${dead.handler} gave up on ${dead.event} of ${dead.aggregate}: ${dead.lastError.split('\n')[0]}`,
    })),
})

/** A change by staff becomes an event. It has been made: failing to note it is a fault for the log, and the answer is still the truth. */
function recordWrite({ db, log, now }: ComposeOptions): (write: Write) => Promise<void> {
  return async ({ caller, operation, params, body, status }) => {
    const { actor } = caller
    if (actor.kind !== 'staff' || operation.changes?.(body) === false) return
    const ids = Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]))
    try {
      await emit(db, adminWrite, {
        operation: operation.id,
        shopId: actor.shopId,
        staffId: actor.id,
        staffName: actor.name,
        role: actor.role,
        params: ids,
        body: masked(body ?? null),
        status,
        ip: caller.ip,
        requestId: caller.requestId,
        at: now().toISOString(),
      })
    } catch (err) {
      log.error({ err, operation: operation.id, staffId: actor.id, requestId: caller.requestId }, 'a change by staff could not be noted')
    }
  }
}

async function deliverAll({ db, log }: ComposeOptions, handlers: readonly Handler[], early: boolean): Promise<Round> {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]))
  const total: Round = { delivered: 0, failed: [] }
  // Empty when it ends: the last claim notes what the batch before it did, and does nothing more.
  const done: number[] = []
  for (;;) {
    const round = await deliverBatch({ db, handlers: byName, log }, early && total.failed.length === 0, done)
    total.delivered += round.delivered
    total.failed.push(...round.failed)
    if (round.delivered === 0) return total
  }
}
