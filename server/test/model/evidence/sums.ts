import type { Stage } from '../play.ts'
import { rowsNaming } from './rows.ts'
import { threadsOf } from './threads.ts'

/** One amount of a sum that should be nothing: by what, and why. */
export interface Item {
  what: string
  ref: string
  amount: number
}

const MOST_THREADS = 3

/** The threads whose amounts do not cancel out, with all their amounts, and everything that is written of the first of them. */
export async function whereItDiffers(stage: Stage, title: string, items: readonly Item[]): Promise<string[]> {
  const threads = await threadsOf(stage)
  const by = new Map<string, Item[]>()
  for (const item of items) {
    const thread = threads.of(item.ref)
    by.set(thread, [...(by.get(thread) ?? []), item])
  }
  const sum = (some: readonly Item[]): number => some.reduce((all, { amount }) => all + amount, 0)
  const off = [...by].filter(([, some]) => sum(some) !== 0)
  const lines = [`${title}: ${by.size} threads, ${off.length} do not cancel out, in all ${sum(items)}`]
  for (const [thread, some] of off.slice(0, 12)) {
    lines.push(`  thread ${thread} is off by ${sum(some)}:`)
    lines.push(...some.map(({ what, ref, amount }) => `    ${amount > 0 ? '+' : ''}${amount} ${what} (${ref})`))
  }
  const told = off
    .slice(0, MOST_THREADS)
    .map(async ([thread]) => [`everything of thread ${thread}:`, ...(await rowsNaming(stage, threads.members(thread)))])
  return [...lines, ...(await Promise.all(told)).flat()]
}
