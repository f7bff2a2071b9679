import type { Key } from '../../i18n/i18n.tsx'

export type Run = 'running' | 'coming' | 'over' | 'off'

export const runKey: Record<Run, Key> = { running: 'run.running', coming: 'run.coming', over: 'run.over', off: 'run.off' }

/** Whether a promotion is on now. */
export function runOf(
  { enabled, startsAt, endsAt }: { enabled: boolean; startsAt: string | null; endsAt: string | null },
  now: Date = new Date(),
): Run {
  if (!enabled) return 'off'
  const at = now.toISOString()
  if (startsAt !== null && startsAt > at) return 'coming'
  return endsAt !== null && endsAt <= at ? 'over' : 'running'
}
