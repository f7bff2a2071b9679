export type Now = () => Date

export const systemNow: Now = () => new Date()

/** The machine's clock, so much further on. */
export const clockAhead = (ms: number): Now => (ms === 0 ? systemNow : () => new Date(Date.now() + ms))

export interface Span {
  days?: number
  hours?: number
  minutes?: number
  seconds?: number
  ms?: number
}

export function spanMs(span: Span): number {
  return (
    (span.days ?? 0) * 86_400_000 +
    (span.hours ?? 0) * 3_600_000 +
    (span.minutes ?? 0) * 60_000 +
    (span.seconds ?? 0) * 1000 +
    (span.ms ?? 0)
  )
}

/** The instant that much after `at`; a negative span goes back. A day is 24 hours: China has no summer time. */
export function later(at: Date, span: Span): Date {
  return new Date(at.getTime() + spanMs(span))
}

/** The calendar day in China (UTC+8, all year) of an instant, as `2026-11-23`. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The first instant of a calendar day in China. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}
