import type { z } from 'zod'
import { dayOf } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Members } from './context.ts'
import type { MyTask, TaskInput, TaskKind } from './contract.ts'
import { book, reward } from './growth.ts'
import { checkInsSince, insertCard, lockBook } from './queries/check-in.ts'
import { countDeeds, noteDeed } from './queries/growth.ts'
import { claimsOf, insertClaim, insertTask, tasksWith, updateTask } from './queries/tasks.ts'
import { dayAfter, longestRun } from './streak.ts'

type Task = Awaited<ReturnType<typeof tasksWith>>[number]
type Mine = z.input<typeof MyTask>

/** Throws `task_wrong`. */
export async function addTask(members: Members, task: TaskInput) {
  refuseOdd(task)
  const id = members.newId()
  await insertTask(members.db, { id, ...task, at: members.now() })
  return find(members, id)
}

/** Throws `task_not_found`, `task_wrong`. */
export async function editTask(members: Members, id: string, task: TaskInput) {
  refuseOdd(task)
  if (!(await updateTask(members.db, id, task))) throw new AppError('not_found', 'task_not_found')
  return find(members, id)
}

function refuseOdd(task: TaskInput): void {
  if (['profile', 'first_order'].includes(task.kind) && task.target !== 1) throw new AppError('invalid', 'task_wrong')
}

async function find(members: Members, id: string): Promise<Task> {
  const [task] = await tasksWith(members.db, { id })
  if (!task) throw new AppError('not_found', 'task_not_found')
  return task
}

/** The tasks that are open, and those that were claimed, with how far each is. */
export async function tasksOf(members: Members, shopperId: string): Promise<{ items: Mine[] }> {
  const [tasks, claims] = await Promise.all([tasksWith(members.db, { enabled: true }), claimsOf(members.db, shopperId)])
  const claimed = new Map(claims.map((claim) => [claim.taskId, claim]))
  const kinds = [...new Set(tasks.map((task) => task.kind))]
  const done = new Map(await Promise.all(kinds.map(async (kind) => [kind, await progress(members, shopperId, kind)] as const)))
  return { items: tasks.map((task) => view(task, { done: done.get(task.kind) ?? 0, claim: claimed.get(task.id) })) }
}

/** What was claimed shows what it brought then. */
function view(
  { id, kind, title, target, points, growth, cards }: Task,
  { done, claim }: { done: number; claim: { points: number; growth: number; cards: number } | undefined },
): Mine {
  const base = { id, kind, title, target, done: claim ? target : Math.min(done, target) }
  if (claim) return { ...base, points: claim.points, growth: claim.growth, cards: claim.cards, state: 'claimed' }
  return { ...base, points, growth, cards, state: done >= target ? 'ready' : 'open' }
}

/** How often a shopper has done what a kind of task counts. */
async function progress(members: Members, shopperId: string, kind: z.output<typeof TaskKind>): Promise<number> {
  switch (kind) {
    case 'profile': {
      const { hasAvatar, birthday } = await members.shopper.profile({ shopperId })
      return hasAvatar && birthday !== null ? 1 : 0
    }
    case 'first_order': {
      const [anyShop] = (await members.shop.all({})).items
      if (!anyShop) return 0
      return (await members.shopper.paidOrders({ shopId: anyShop.id, shopperId })).inAll
    }
    case 'check_in': {
      const rows = await checkInsSince(members.db, shopperId, dayAfter(dayOf(members.now()), -400))
      return longestRun(new Set(rows.map((row) => row.day)))
    }
    case 'review':
    case 'share':
      return countDeeds(members.db, { shopperId, kind })
  }
}

/** The reward of a task that is done, once: points, growth and cards. Throws `task_not_found`, `task_not_done`. */
export async function claim(members: Members, shopperId: string, id: string): Promise<Mine> {
  const task = await find(members, id)
  const before = (await claimsOf(members.db, shopperId)).find((one) => one.taskId === id)
  if (before) return view(task, { done: task.target, claim: before })
  if (!task.enabled) throw new AppError('not_found', 'task_not_found')
  if ((await progress(members, shopperId, task.kind)) < task.target) throw new AppError('conflict', 'task_not_done')
  const at = members.now()
  const { points, growth, cards, title } = task
  await inTx(members.db, async (tx) => {
    await lockBook(tx, shopperId)
    if (!(await insertClaim(tx, { taskId: id, shopperId, points, growth, cards, at }))) return
    const key = `task:${id}:${shopperId}`
    await book(members, tx, { event: key, kind: 'task', shopperId, shopId: null, change: growth, note: title, reference: id })
    await reward(tx, { key, shopperId, points, note: `完成任务：${title}` })
    const month = dayOf(at).slice(0, 7)
    for (let n = 0; n < cards; n += 1)
      await insertCard(tx, { id: members.newId(), shopperId, source: 'task', month, key: `task:${id}:${n}`, at })
  })
  return view(task, { done: task.target, claim: { points, growth, cards } })
}

/** Something was shared today. */
export async function share(members: Members, shopperId: string): Promise<{ ok: true }> {
  const at = members.now()
  await noteDeed(members.db, { shopperId, kind: 'share', key: dayOf(at), at })
  return { ok: true }
}
