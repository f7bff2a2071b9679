import type { Config } from './config.ts'
import type { Any, Calls, Interface, Slot } from './contract.ts'
import type { AnyDb } from './db.ts'
import type { Check } from './doctor.ts'
import type { Handler } from './events.ts'
import type { Files } from './files.ts'
import type { Route } from './http.ts'
import type { Job } from './jobs.ts'
import type { Log } from './log.ts'
import type { Messages } from './messages.ts'
import type { Trigger } from './notify.ts'

export type Needs = Record<string, Calls>

/** Everything a module is given. There is no container: what a module uses is what this type and `needs` say. */
export interface Kit<N extends Needs = Needs> {
  db: AnyDb
  now: () => Date
  /** A fresh UUIDv7. */
  newId: () => string
  config: Config
  log: Log
  files: Files
  needs: { [K in keyof N]: Interface<N[K]> }
  /** Who has plugged into a slot, by name of module. Asked when it is used: those above are built later. */
  plugged: <C extends Calls>(slot: Slot<C>) => ReadonlyMap<string, Interface<C>>
  /** What people are told of, by all modules there are. */
  triggers: readonly Trigger[]
}

export interface Built<C extends Calls> {
  calls: Interface<C>
  routes: Route[]
  handlers: Handler[]
  jobs: Job[]
  /** Read-only checks of the module's invariants on live data, run by `npm run doctor`. */
  checks?: Check[]
  /** Run once after all modules are built and before requests are taken (warm an index, seed a default). */
  start?: () => Promise<void>
  stop?: () => Promise<void>
}

export interface Module<C extends Calls = Any, N extends Needs = Any> {
  name: string
  calls: C
  needs: N
  /** Slots of modules below whose calls are among its own. */
  plugsInto?: readonly Slot[]
  /** What its error codes mean, as a sentence for the person: `{ 'zh-CN': { code: text }, en: { … } }`. */
  messages?: Messages
  /** What it has people told of (`announce`). */
  triggers?: readonly Trigger[]
  create: (kit: Kit<N>) => Built<C>
}

export function defineModule<C extends Calls, N extends Needs>(module: Module<C, N>): Module<C, N> {
  return module
}
