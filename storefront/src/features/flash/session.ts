import type { FlashSession } from '@puzi/shop-client'

/** Sessions that begin at the same moment are one tab. */
export interface Round {
  startsAt: string
  sessions: FlashSession[]
}

/** In order of time. */
export function roundsOf(sessions: readonly FlashSession[]): Round[] {
  const rounds = new Map<string, FlashSession[]>()
  for (const one of sessions) rounds.set(one.startsAt, [...(rounds.get(one.startsAt) ?? []), one])
  return [...rounds].map(([startsAt, of]) => ({ startsAt, sessions: of })).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

/** The one that runs, begun last; else the next. */
export function currentRound(rounds: readonly Round[], now: string): Round | undefined {
  return [...rounds].reverse().find((one) => one.startsAt <= now) ?? rounds[0]
}

/** How much of the quota is gone, in percent; what is not quite gone is not a hundred. */
export function takenPercent({ pieces, left }: { pieces: number; left: number }): number {
  const percent = Math.round(((pieces - left) / pieces) * 100)
  return left > 0 ? Math.min(percent, 99) : 100
}

/** A moment of the server, on the clock of this device: countdowns are right where that is wrong. */
export function onThisClock(iso: string, serverNow: string, readAt: number): string {
  return new Date(new Date(iso).getTime() - new Date(serverNow).getTime() + readAt).toISOString()
}
