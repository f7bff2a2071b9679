import { dayOf, later, startOfDay } from '../../kernel/clock.ts'

export interface Quiet {
  quietFrom: number
  quietTo: number
}

/** When something that is due at this instant may go out: then, or at the end of the quiet hours that it falls in. Minutes are those of China. */
export function afterQuiet(at: Date, { quietFrom, quietTo }: Quiet): Date {
  if (quietFrom === quietTo) return at
  const midnight = startOfDay(dayOf(at))
  const minute = Math.floor((at.getTime() - midnight.getTime()) / 60_000)
  const overnight = quietFrom > quietTo
  const quiet = overnight ? minute >= quietFrom || minute < quietTo : minute >= quietFrom && minute < quietTo
  if (!quiet) return at
  const tomorrow = overnight && minute >= quietFrom
  return later(midnight, { days: tomorrow ? 1 : 0, minutes: quietTo })
}
