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
