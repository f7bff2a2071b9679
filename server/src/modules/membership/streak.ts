import { dayOf, later, startOfDay } from '../../kernel/clock.ts'

/** So many days later, or earlier. */
export const dayAfter = (day: string, days: number): string => dayOf(later(startOfDay(day), { days }))

/** How many days in a row end with this one; 0 when it is not there. */
export function runUpTo(days: ReadonlySet<string>, last: string): number {
  let length = 0
  while (days.has(dayAfter(last, -length))) length += 1
  return length
}

/** The run that is alive: up to today, or to yesterday while today is still open. */
export const aliveRun = (days: ReadonlySet<string>, today: string): number => runUpTo(days, days.has(today) ? today : dayAfter(today, -1))

/** The longest run among these days. */
export function longestRun(days: ReadonlySet<string>): number {
  let most = 0
  for (const day of days) if (!days.has(dayAfter(day, 1))) most = Math.max(most, runUpTo(days, day))
  return most
}

/** Which rewards a run now brings: those it has reached and that none of its days has brought. */
export function dueRewards<R extends { days: number }>(
  run: { start: string; length: number },
  { rewards, given }: { rewards: readonly R[]; given: readonly { days: number; day: string }[] },
): R[] {
  return rewards.filter((one) => one.days <= run.length && !given.some((before) => before.days === one.days && before.day >= run.start))
}
