/** Days as `2026-12-01`, by the calendar of the shop (Asia/Shanghai). */
const dayMs = 86_400_000

/** The day that is so many days from now. */
export const dayIn = (days: number, now = Date.now()): string => new Date(now + 8 * 3_600_000 + days * dayMs).toISOString().slice(0, 10)

export const dayLabel = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}/${month}/${date}`
}

/** The month of a day, or the one so many months later. */
export function monthOf(day: string, later = 0): string {
  const [year = 1970, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + later, 1)).toISOString().slice(0, 7)
}

/** The weeks of a month, Sunday first; null where a day belongs to another month. */
export function weeksOf(month: string): (string | null)[][] {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const first = new Date(Date.UTC(year, number - 1, 1)).getUTCDay()
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const cells: (string | null)[] = Array.from({ length: Math.ceil((first + count) / 7) * 7 }, (_, at) => {
    const date = at - first + 1
    return date >= 1 && date <= count ? `${month}-${String(date).padStart(2, '0')}` : null
  })
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}
