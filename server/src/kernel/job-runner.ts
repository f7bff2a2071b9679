import { setTimeout as sleep } from 'node:timers/promises'
import { type Job as BossJob, PgBoss } from 'pg-boss'
import { parse } from 'zod/v4/core'
import type { ProcessRole } from './config.ts'
import type { AnyDb } from './db.ts'
import { type Cron, type Job, onEnqueue, type Sweep, type Task } from './jobs.ts'
import type { Log } from './log.ts'

export interface JobRunnerOptions {
  db: AnyDb
  databaseUrl: string
  jobs: readonly Job[]
  /** Names of the modules in this process; schedules they no longer have are removed. */
  modules: readonly string[]
  roles: readonly ProcessRole[]
  log: Log
}

export interface JobRunner {
  start: () => Promise<void>
  stop: () => Promise<void>
  /** For tests: runs every sweep until it finds nothing more to do. */
  sweepOnce: () => Promise<number>
  cronNames: readonly string[]
  /** For tests: runs a cron job now. */
  runCron: (name: string) => Promise<void>
  /** For tests: runs the tasks that wait, also those of later. Gives how many succeeded; throws what failed. */
  runTasks: () => Promise<number>
}

const zone = 'Asia/Shanghai'

export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const sweeps = options.jobs.filter((job) => job.kind === 'sweep')
  const crons = options.jobs.filter((job) => job.kind === 'cron')
  const tasks = options.jobs.filter((job) => job.kind === 'task')
  const names = options.jobs.map((job) => job.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw new Error(`two jobs are named "${twice}"`)
  const queues = createQueues(options, [...crons, ...tasks])
  onEnqueue(options.db, queues.open)
  const stopped = new AbortController()
  const loops: Promise<void>[] = []
  return {
    start: async () => {
      const [works, keepsTime] = [options.roles.includes('worker'), options.roles.includes('cron')]
      if ((works || keepsTime) && crons.length + tasks.length > 0) {
        const boss = await queues.open()
        if (keepsTime) await schedule(boss, crons, options.modules)
        if (works) await work(boss, [...crons, ...tasks], options.log)
      }
      if (works) loops.push(...sweeps.map((job) => sweepForever(job, stopped.signal, options.log)))
    },
    stop: async () => {
      stopped.abort()
      await Promise.all(loops)
      await queues.close()
    },
    sweepOnce: async () => {
      let done = 0
      for (const job of sweeps) for (let count = await job.run(); count; count = await job.run()) done += count
      return done
    },
    cronNames: crons.map((job) => job.name),
    runCron: async (name) => {
      const job = crons.find((one) => one.name === name)
      if (!job) throw new Error(`there is no cron job "${name}"`)
      await job.run()
    },
    runTasks: async () => (tasks.length > 0 ? runTasks(await queues.open(), tasks) : 0),
  }
}

/** pg-boss, opened when it is first needed: a process that never enqueues does without its connections. */
function createQueues(
  options: JobRunnerOptions,
  jobs: readonly (Cron | Task)[],
): { open: () => Promise<PgBoss>; close: () => Promise<void> } {
  let opening: Promise<PgBoss> | undefined
  const open = async () => {
    const boss = new PgBoss({
      connectionString: options.databaseUrl,
      application_name: 'puzi jobs',
      max: 4,
      supervise: options.roles.includes('cron'),
      schedule: options.roles.includes('cron'),
      useListenNotify: options.roles.includes('worker'),
    })
    boss.on('error', (err) => options.log.error({ err }, 'the job queue failed'))
    await boss.start()
    for (const job of jobs) await declare(boss, job)
    return boss
  }
  return {
    open: () => (opening ??= open()),
    close: async () => {
      if (opening) await (await opening).stop({ graceful: true, timeout: 10_000 })
    },
  }
}

async function declare(boss: PgBoss, job: Cron | Task): Promise<void> {
  const options = {
    retryLimit: job.kind === 'task' ? (job.retries ?? 5) : 2,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 900,
    expireInSeconds: 900,
    retentionSeconds: 90 * 86_400,
    deleteAfterSeconds: 7 * 86_400,
    notify: true,
  }
  if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, options)
  // exclusive: one waiting or running job a key. Tasks without a key get one of their own.
  else await boss.createQueue(job.name, { ...options, policy: 'exclusive' })
}

async function schedule(boss: PgBoss, crons: readonly Cron[], modules: readonly string[]): Promise<void> {
  for (const job of crons) await boss.schedule(job.name, job.cron, null, { tz: zone })
  const gone = (await boss.getSchedules()).filter(
    (one) => modules.includes(one.name.split('.')[0] ?? '') && !crons.some((job) => job.name === one.name),
  )
  for (const one of gone) await boss.unschedule(one.name)
}

async function work(boss: PgBoss, jobs: readonly (Cron | Task)[], log: Log): Promise<void> {
  // Without burstWhenBatchFull a full batch waits for the next poll. What is due later or again is found by polling alone.
  const pace = { batchSize: 10, localConcurrency: 2, burstWhenBatchFull: true, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 }
  // What the clock starts is announced; a look now and then finds what was not heard.
  const seldom = { ...pace, localConcurrency: 1, pollingIntervalSeconds: 10, notifyPollingIntervalSeconds: 10 }
  for (const job of jobs) {
    await boss.work(job.name, { ...(job.kind === 'cron' ? seldom : pace), perJobResults: true }, async (batch: BossJob[]) =>
      Promise.all(
        batch.map(async ({ id, data }) => {
          try {
            await perform(job, data)
            return { id, status: 'completed' as const }
          } catch (err) {
            log.warn({ err, job: job.name, jobId: id }, 'job failed')
            return { id, status: 'failed' as const, output: { message: err instanceof Error ? err.message : String(err) } }
          }
        }),
      ),
    )
  }
}

const perform = (job: Cron | Task, data: unknown): Promise<void> => (job.kind === 'cron' ? job.run() : job.run(parse(job.input, data)))

async function runTasks(boss: PgBoss, tasks: readonly Task[]): Promise<number> {
  let done = 0
  const failures: unknown[] = []
  for (const job of tasks) {
    for (
      let batch = await boss.fetch<object>(job.name, { batchSize: 50, ignoreStartAfter: true });
      batch.length > 0;
      batch = await boss.fetch<object>(job.name, { batchSize: 50 })
    ) {
      for (const { id, data } of batch) {
        try {
          await perform(job, data)
          await boss.complete(job.name, id)
          done += 1
        } catch (error) {
          await boss.fail(job.name, id)
          failures.push(error)
        }
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} tasks failed: ${String(failures[0])}`)
  return done
}

/** Looks again at once while there is something to do, else after the pause; a failure doubles the pause, up to a minute. */
async function sweepForever(job: Sweep, signal: AbortSignal, log: Log): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      const count = await job.run()
      failures = 0
      if (count) continue
    } catch (err) {
      failures += 1
      log.error({ err, job: job.name }, 'sweep failed')
    }
    const pauseMs = failures === 0 ? job.everyMs : Math.min(job.everyMs * 2 ** failures, 60_000)
    // Processes that started together should not look together. An abort ends the pause, which is no failure.
    await sleep(pauseMs * (0.9 + Math.random() * 0.2), undefined, { signal }).catch(() => undefined)
  }
}
