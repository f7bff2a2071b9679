import { sql } from 'kysely'
import type { Action, Stage } from './play.ts'

/** How often each kind of step was accepted, lost, and refused and why; and the kinds that nobody ever accepted. */
export function report({ told }: Stage, actions: readonly Action[]): { text: string; never: string[] } {
  const rows = [...told.tally].toSorted(([a], [b]) => a.localeCompare(b))
  const text = rows.map(([name, row]) => {
    const { done = 0, lost = 0, ...refused } = Object.fromEntries(row)
    const no = Object.values(refused).reduce((sum, n) => sum + n, 0)
    const codes = Object.entries(refused)
      .toSorted(([, a], [, b]) => b - a)
      .map(([code, n]) => `${code} ${n}`)
    return `  ${name}: ${done} accepted, ${no} refused, ${lost} lost${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`
  })
  const never = actions
    .map(({ name }) => name)
    .filter((name) => !rows.some(([told_, row]) => told_.includes(name) && (row.get('done') ?? 0) > 0))
  return { text: text.join('\n'), never }
}

/** What happened to those that are complained of: their facts in order, and what the processes said. */
export async function evidence({ world, fleet }: Stage, found: readonly string[]): Promise<string> {
  const ids = new Set(found.slice(0, 4).flatMap((text) => text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []))
  const lines: string[] = []
  for (const id of ids) {
    const { rows } = await sql<{ at: Date; name: string; payload: string }>`
      select at, name, left(payload::text, 260) as payload from kernel.outbox where payload::text like ${`%${id}%`} order by id limit 25`.execute(
      world.db,
    )
    lines.push(`facts of ${id}:`, ...rows.map(({ at, name, payload }) => `  ${at.toISOString()} ${name} ${payload}`))
  }
  return [...lines, 'the processes said last:', ...fleet.complaints.slice(-40).map((line) => `  ${line.slice(0, 1500)}`)].join('\n')
}
