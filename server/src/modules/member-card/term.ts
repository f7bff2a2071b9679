/** Terms of one holder in one shop follow one another: none runs beside another, none is lost. Pure. */
export interface Span {
  id: string
  startsAt: Date
  endsAt: Date
}

/** So many calendar months on, by the days of China; the last day of a shorter month. */
export function addMonths(at: Date, months: number): Date {
  const china = new Date(at.getTime() + 8 * 3_600_000)
  const day = china.getUTCDate()
  const moved = new Date(china)
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(day, last))
  return new Date(moved.getTime() - 8 * 3_600_000)
}

/** What has not ended, one after the other from now on: a gap closes, what overlaps is put behind with the time it has left. */
export function chained(spans: readonly Span[], now: Date): Span[] {
  const open = spans
    .filter((span) => span.endsAt > now)
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1))
  const moved: Span[] = []
  let cursor: Date | undefined
  for (const span of open) {
    const begun = span.startsAt <= now
    if (begun && cursor === undefined) {
      cursor = span.endsAt
      continue
    }
    const left = span.endsAt.getTime() - Math.max(span.startsAt.getTime(), begun ? now.getTime() : 0)
    const startsAt: Date = cursor ?? now
    const endsAt: Date = new Date(startsAt.getTime() + left)
    if (startsAt.getTime() !== span.startsAt.getTime() || endsAt.getTime() !== span.endsAt.getTime())
      moved.push({ id: span.id, startsAt, endsAt })
    cursor = endsAt
  }
  return moved
}

/** The part of the price for the whole days that are left, rounded down. */
export function restOf({ priceFen, startsAt, endsAt }: { priceFen: number; startsAt: Date; endsAt: Date }, now: Date): number {
  if (startsAt >= now) return priceFen
  const day = 86_400_000
  const days = Math.max(1, Math.round((endsAt.getTime() - startsAt.getTime()) / day))
  const left = Math.min(days, Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / day)))
  return Number((BigInt(priceFen) * BigInt(left)) / BigInt(days))
}
