import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { later, startOfDay } from '../../kernel/clock.ts'
import type { Members } from './context.ts'
import type { membershipCalls } from './contract.ts'
import { book } from './growth.ts'
import { insertCheckIn } from './queries/check-in.ts'
import { replaceTags } from './queries/member.ts'
import { tasksWith } from './queries/tasks.ts'
import { changeRule, changeTiers, ruleOf } from './rule-store.ts'
import { addTask } from './tasks.ts'

type Input<K extends keyof typeof membershipCalls> = z.output<(typeof membershipCalls)[K]['input']>

/** Tasks are made only where there are none. */
export async function put(members: Members, input: Input<'put'>): Promise<{ ok: true }> {
  if (input.rule) await changeRule(members, input.rule)
  for (const { shopId, items } of input.tiers) await changeTiers(members, shopId, items)
  if ((await tasksWith(members.db)).length === 0) for (const task of input.tasks) await addTask(members, task)
  return { ok: true }
}

/** The past as it would have come about; points are earned beside. */
export async function seed(members: Members, input: Input<'seed'>): Promise<{ ok: true }> {
  const { checkIn } = await ruleOf(members)
  for (const { shopperId, days } of input.checkIns)
    await inTx(members.db, async (tx) => {
      for (const day of days) {
        const at = later(startOfDay(day), { hours: 9 })
        if (!(await insertCheckIn(tx, { shopperId, day, madeUp: false, points: checkIn.points, growth: checkIn.growth, at }))) continue
        const event = `check-in:${shopperId}:${day}`
        await book(members, tx, { event, kind: 'check_in', shopperId, shopId: null, change: checkIn.growth, reference: day, at })
      }
    })
  for (const one of input.growth)
    await inTx(members.db, (tx) =>
      book(members, tx, {
        event: `seed:${one.key}`,
        kind: 'seed',
        shopperId: one.shopperId,
        shopId: one.shopId,
        change: one.growth,
        note: one.note,
      }),
    )
  for (const { tags, ...who } of input.tags) await inTx(members.db, (tx) => replaceTags(tx, who, tags))
  return { ok: true }
}
