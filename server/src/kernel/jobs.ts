import { fromKysely, type PgBoss } from 'pg-boss'
import { type $ZodType, type input, type output, parse } from 'zod/v4/core'
import type { Any } from './contract.ts'
import { type AnyDb, rootOf } from './db.ts'
import { newId } from './ids.ts'

/** Short polling of a due-time index. Runs in every worker process at once: what it takes it must take with SKIP LOCKED. */
export interface Sweep {
  kind: 'sweep'
  name: string
  everyMs: number
  /** Gives how many it did; more than none makes it look again at once. */
  run: () => Promise<number | void>
}

/** Runs by the clock in Shanghai, in one process, once for each time. */
export interface Cron {
  kind: 'cron'
  name: string
  cron: string
  run: () => Promise<void>
}

/** Work to be done later or apart, kept in the database and tried again when it fails. */
export interface Task<I extends $ZodType = Any> {
  kind: 'task'
  name: string
  input: I
  /** How often again after a failure (5 when absent), with growing pauses. */
  retries?: number
  run: (input: output<I>) => Promise<void>
}

export type Job = Sweep | Cron | Task

export function sweep(job: Omit<Sweep, 'kind'>): Sweep {
  return { kind: 'sweep', ...job }
}

export function cron(job: Omit<Cron, 'kind'>): Cron {
  return { kind: 'cron', ...job }
}

export function task<I extends $ZodType>(job: Omit<Task<I>, 'kind'>): Task<I> {
  return { kind: 'task', ...job }
}

type Queues = () => Promise<PgBoss>
const queues = new WeakMap<AnyDb, Queues>()

/** Which queues belong to a pool; the runner of this process registers itself here. */
export function onEnqueue(db: AnyDb, boss: Queues): void {
  queues.set(db, boss)
}

export interface EnqueueOptions {
  /** Whole seconds; 0 when absent. */
  afterSeconds?: number
  /** One waiting or running task for each key: asking again while it is there changes nothing. */
  key?: string
}

/** Puts a task in its queue in the caller's transaction (`inTx`): it exists if, and only if, that commits. */
// oxlint-disable-next-line eslint/max-params -- it reads as a sentence: enqueue in this transaction that task with this
export async function enqueue<I extends $ZodType>(
  tx: AnyDb,
  job: Pick<Task<I>, 'name' | 'input'>,
  payload: input<I>,
  options: EnqueueOptions = {},
): Promise<void> {
  const boss = await queues.get(rootOf(tx))?.()
  if (!boss) throw new Error(`no queue takes "${job.name}" here: open the transaction with inTx on the module's db`)
  await boss.send(job.name, parse(job.input, payload) as object, {
    db: fromKysely(tx),
    singletonKey: options.key ?? newId(),
    ...(options.afterSeconds ? { startAfter: options.afterSeconds } : {}),
  })
}
