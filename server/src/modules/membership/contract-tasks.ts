import { z } from 'zod'
import { operation } from '../../kernel/contract.ts'
import { Done, Id, IdParams } from '../../kernel/schema.ts'

export const TaskKind = z.enum(['profile', 'first_order', 'review', 'check_in', 'share'])
export const TaskInput = z.strictObject({
  kind: TaskKind,
  title: z.string().trim().min(1).max(40),
  /** So often, or so many days in a row, it is to be done. */
  target: z.int().min(1).max(365).default(1),
  points: z.int().min(0).max(100_000).default(0),
  growth: z.int().min(0).max(100_000).default(0),
  /** Make-up cards. */
  cards: z.int().min(0).max(10).default(0),
  enabled: z.boolean().default(true),
  position: z.int().min(0).max(1000).default(0),
})
export type TaskInput = z.output<typeof TaskInput>
export const MemberTask = z.object({ ...TaskInput.shape, id: Id, claimed: z.int() }).meta({ id: 'MemberTask' })

export const listMemberTasks = operation({
  id: 'listMemberTasks',
  face: 'admin',
  method: 'GET',
  path: '/member-tasks',
  access: 'staff:promotion.read',
  platform: true,
  reply: z.object({ items: z.array(MemberTask) }),
})
export const createMemberTask = operation({
  id: 'createMemberTask',
  face: 'admin',
  method: 'POST',
  path: '/member-tasks',
  access: 'staff:promotion.write',
  platform: true,
  body: TaskInput,
  reply: MemberTask,
  errors: ['task_wrong'],
})
export const updateMemberTask = operation({
  id: 'updateMemberTask',
  face: 'admin',
  method: 'PUT',
  path: '/member-tasks/:id',
  access: 'staff:promotion.write',
  platform: true,
  params: IdParams,
  body: TaskInput,
  reply: MemberTask,
  errors: ['task_not_found', 'task_wrong'],
})

export const MyTask = z
  .object({
    id: Id,
    kind: TaskKind,
    title: z.string(),
    target: z.int(),
    done: z.int(),
    points: z.int(),
    growth: z.int(),
    cards: z.int(),
    state: z.enum(['open', 'ready', 'claimed']),
  })
  .meta({ id: 'MyTask' })
export const listMyTasks = operation({
  id: 'listMyTasks',
  face: 'shop',
  method: 'GET',
  path: '/tasks',
  access: 'shopper',
  reply: z.object({ items: z.array(MyTask) }),
})
export const claimTask = operation({
  id: 'claimTask',
  face: 'shop',
  method: 'POST',
  path: '/tasks/:id/claim',
  summary: 'The reward of a task that is done, once; again is the same',
  access: 'shopper',
  params: IdParams,
  reply: MyTask,
  errors: ['task_not_found', 'task_not_done'],
})
export const noteShare = operation({
  id: 'noteShare',
  face: 'shop',
  method: 'POST',
  path: '/shares',
  summary: 'Something was shared; counts once a day',
  access: 'shopper',
  reply: Done,
  limit: { times: 60, seconds: 60 },
})
