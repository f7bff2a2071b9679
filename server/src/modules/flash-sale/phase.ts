import type { FlashPhase } from './contract.ts'

export interface Scheduled {
  state: 'draft' | 'published' | 'stopped'
  startsAt: Date
  endsAt: Date
}

/** Where a session stands. Pure. */
export function phaseOf({ state, startsAt, endsAt }: Scheduled, now: Date): FlashPhase {
  if (state !== 'published') return state
  if (now < startsAt) return 'upcoming'
  return now < endsAt ? 'running' : 'ended'
}
