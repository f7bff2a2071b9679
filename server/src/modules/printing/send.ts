import type { CloudPrinter, SlipLine } from '../../gateways/cloud-printer.ts'
import type { Outcome } from '../../gateways/outcome.ts'
import { dayOf, later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import type { Printing } from './context.ts'
import { beginSending, claimJobs, type JobRow, keepTaken, moveJob } from './queries/jobs.ts'
import { claimLooks, printerBySn, setSeen } from './queries/printers.ts'

const leaseMs = 60_000
/** A request that was given up may still be on its way: so long nobody asks whether it has arrived. */
const settleSeconds = 20
const mostTries = 8

interface One {
  printing: Printing
  cloud: CloudPrinter
  job: JobRow
}

const pause = ({ printing, job }: One): Date => new Date(printing.now().getTime() + Math.min(300_000, 2000 * 2 ** job.tries))
const said = (outcome: Exclude<Outcome<unknown>, { result: 'ok' }>): string =>
  outcome.result === 'unknown' ? outcome.reason : outcome.message || outcome.code

/** Brings every slip that is due one step on. Gives how many it looked at. */
export async function printDue(printing: Printing): Promise<number> {
  const now = printing.now()
  const due = await claimJobs(printing.db, { now, leaseUntil: new Date(now.getTime() + leaseMs), limit: 20 })
  const devices = Map.groupBy(due, (job) => job.sn)
  // One after the other for each device, oldest first; devices beside each other.
  await Promise.all(
    [...devices.values()].map(async (jobs) => {
      for (const job of jobs.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))) await step(printing, job)
    }),
  )
  return due.length
}

async function step(printing: Printing, job: JobRow): Promise<void> {
  const cloud = printing.cloud()
  if (!cloud) {
    const note = '没有配置打印机云平台的账号'
    return void (await moveJob(printing.db, job.id, {
      from: [job.state],
      to: job.state,
      tryAt: later(printing.now(), { minutes: 1 }),
      note,
    }))
  }
  const one: One = { printing, cloud, job }
  if (job.state === 'sent') return follow(one)
  if (job.state === 'sending') return askAfter(one)
  if (job.expires_at <= printing.now()) return fail(one, '打印机长时间不可用，任务已过期')
  return begin(one)
}

async function fail({ printing, job }: One, note: string): Promise<void> {
  await moveJob(printing.db, job.id, { from: [job.state], to: 'failed', note })
}

const again = async (one: One, note: string, tryAt = pause(one)): Promise<void> =>
  void (await moveJob(one.printing.db, one.job.id, { from: [one.job.state], to: one.job.state, tryAt, note }))

/** While the device cannot print, its slips wait here, where they can be cancelled. */
async function begin(one: One): Promise<void> {
  const { printing, cloud, job } = one
  const state = await cloud.state(job.sn)
  if (state.result === 'refused' && state.retry === 'never') return fail(one, said(state))
  if (state.result !== 'ok') return again(one, said(state))
  await setSeen(printing.db, job.sn, { state: state.value, now: printing.now() })
  if (state.value !== 'online')
    return again(
      one,
      state.value === 'offline' ? '打印机离线，等待恢复' : '打印机缺纸或异常，等待处理',
      later(printing.now(), { seconds: 15 }),
    )
  const lease = new Date(printing.now().getTime() + leaseMs)
  if (!(await inTx(printing.db, (tx) => beginSending(tx, { id: job.id, sn: job.sn, tryAt: lease }))))
    return again(one, job.note, later(printing.now(), { seconds: 2 }))
  await send({ ...one, job: { ...job, state: 'sending' } })
}

/** The device is ours: how many slips it had is kept first, so that a lost answer can be asked after. */
async function send(one: One): Promise<void> {
  const { printing, cloud, job } = one
  const day = dayOf(printing.now())
  const before = await cloud.taken({ sn: job.sn, day })
  if (before.result !== 'ok') return back(one, said(before))
  if (!(await keepTaken(printing.db, job.id, { slips: before.value.slips, day }))) return
  // Written by `put` and nobody else.
  const lines = job.lines as SlipLine[]
  const outcome = await cloud.print({ sn: job.sn, lines, copies: job.copies, expiresAt: job.expires_at })
  if (outcome.result === 'ok') return arrived(one, outcome.value.printId)
  if (outcome.result === 'unknown') return again(one, said(outcome), later(printing.now(), { seconds: settleSeconds }))
  if (outcome.retry === 'never' || job.tries > mostTries) return fail(one, said(outcome))
  return back(one, said(outcome))
}

/** It has clearly not arrived: it waits again, and the device is free for others. */
async function back(one: One, note: string): Promise<void> {
  await moveJob(one.printing.db, one.job.id, { from: ['sending'], to: 'queued', tryAt: pause(one), note, tries: one.job.tries })
}

async function arrived({ printing, job }: One, printId: string): Promise<void> {
  const now = printing.now()
  await moveJob(printing.db, job.id, {
    from: ['sending'],
    to: 'sent',
    tryAt: later(now, { seconds: 2 }),
    printId,
    sentAt: now,
    note: '',
    tries: 0,
  })
}

/** The answer was lost, or the process that waited for it. One slip more than before: it has arrived, and nothing is sent again. */
async function askAfter(one: One): Promise<void> {
  const { printing, cloud, job } = one
  if (job.taken_before === null || job.taken_day === null) return back(one, job.note)
  const taken = await cloud.taken({ sn: job.sn, day: job.taken_day })
  if (taken.result !== 'ok') return again(one, said(taken))
  if (taken.value.slips > job.taken_before) return arrived(one, '')
  const today = dayOf(printing.now())
  if (today === job.taken_day) return back(one, job.note)
  // It was sent about midnight. Nothing else was given to the device since: whatever the new day counts is this one.
  const since = await cloud.taken({ sn: job.sn, day: today })
  if (since.result !== 'ok') return again(one, said(since))
  return since.value.slips > 0 ? arrived(one, '') : back(one, job.note)
}

/** The cloud has it: has it come out? */
async function follow(one: One): Promise<void> {
  const { printing, cloud, job } = one
  const out = await outOf(cloud, job)
  if (out.result === 'ok' && out.value)
    return void (await moveJob(printing.db, job.id, { from: ['sent'], to: 'printed', printedAt: printing.now(), note: '' }))
  // A slip that is too old is not printed any more, so printing it anew later prints it once.
  if (out.result === 'ok' && later(job.expires_at, { minutes: 1 }) <= printing.now()) return fail(one, '打印机没有出纸，任务已过期')
  if (out.result === 'refused' && out.retry === 'never') return fail(one, said(out))
  const pauseMs = Math.min(30_000, 2000 * 2 ** Math.min(job.tries, 6))
  return again(one, out.result === 'ok' ? '' : said(out), new Date(printing.now().getTime() + pauseMs))
}

async function outOf(cloud: CloudPrinter, job: JobRow): Promise<Outcome<boolean>> {
  if (job.print_id !== '') return cloud.printed(job.print_id)
  const taken = await cloud.taken({ sn: job.sn, day: job.taken_day ?? dayOf(job.at) })
  // Without its number: it is out when nothing waits any more.
  return taken.result === 'ok' ? { result: 'ok', value: taken.value.waiting === 0 } : taken
}

/** Asks after every device once a minute, so that the console shows how it is. */
export async function lookAtDevices(printing: Printing): Promise<number> {
  const cloud = printing.cloud()
  if (!cloud) return 0
  const now = printing.now()
  const due = await claimLooks(printing.db, { now, nextAt: later(now, { minutes: 1 }), limit: 20 })
  await Promise.all(due.map(({ sn }) => look(printing, cloud, sn)))
  return due.length
}

/** What is not known stays as it was last known. */
export async function look(printing: Printing, cloud: CloudPrinter, sn: string): Promise<void> {
  const state = await cloud.state(sn)
  if (state.result === 'ok') await setSeen(printing.db, sn, { state: state.value, now: printing.now() })
  else if (state.result === 'refused' && state.retry === 'never' && (await printerBySn(printing.db, sn)))
    await setSeen(printing.db, sn, { state: 'offline', now: printing.now() })
}
