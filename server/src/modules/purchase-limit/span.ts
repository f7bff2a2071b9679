import { dayOf } from '../../kernel/clock.ts'
import type { Period } from './contract.ts'

/** The window of time that counts together, by name. Windows are those of the calendar in China. */
export function spanOf(period: Period, at: Date): string {
  const day = dayOf(at)
  if (period === 'ever') return 'ever'
  if (period === 'day') return `day:${day}`
  if (period === 'month') return `month:${day.slice(0, 7)}`
  const midnight = new Date(`${day}T00:00:00Z`)
  const sinceMonday = (midnight.getUTCDay() + 6) % 7
  return `week:${new Date(midnight.getTime() - sinceMonday * 86_400_000).toISOString().slice(0, 10)}`
}
