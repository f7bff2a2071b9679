import { type Outcome, unknown } from '../../gateways/outcome.ts'
import type { NamedChannel } from '../../gateways/payment-accounts.ts'
import type { Elsewhere } from '../../gateways/payment-channel.ts'

const failuresToOpen = 5
const firstPauseMs = 10_000
const longestPauseMs = 300_000
const recentMs = 600_000

/** `up`: asked as usual. `down`: left alone. `trial`: its pause is over and one call tries it. */
export type HealthState = 'up' | 'trial' | 'down'

/** What is told when the health of an account changes. */
export interface HealthChange {
  key: string
  ok: boolean
  openUntil: Date | null
  reason: string
}

export interface GuardedChannel extends NamedChannel {
  health: () => HealthState
  /** Calls of the last ten minutes that came to nothing. */
  recentFailures: () => number
  /** It refuses us for a reason of its own (key, right, frozen account): counts like silence. */
  blame: (reason: string) => void
}

interface State {
  /** In a row. */
  failures: number
  recent: number[]
  /** Times it was opened without a good call in between. */
  openings: number
  openUntil: number
  trying: boolean
}

/**
 * After five calls in a row that came to nothing, an account is left alone: ten seconds at first, up to five minutes. Then one call tries it.
 * Meanwhile everybody hears "unknown" at once instead of after a timeout, which is safe to give: whoever gets it asks later.
 */
export function withCircuit(channel: NamedChannel, now: () => Date, told: (change: HealthChange) => void): GuardedChannel {
  const state: State = { failures: 0, recent: [], openings: 0, openUntil: 0, trying: false }
  const health = (): HealthState => (now().getTime() < state.openUntil ? 'down' : state.openings > 0 ? 'trial' : 'up')
  const failed = (reason: string): void => {
    const at = now().getTime()
    state.failures += 1
    state.recent = [...state.recent.filter((one) => one > at - recentMs), at].slice(-100)
    if (state.openings > 0 || state.failures >= failuresToOpen) open(state, at)
    told({ key: channel.key, ok: false, openUntil: state.openUntil > at ? new Date(state.openUntil) : null, reason })
  }
  const answered = (): void => {
    const changed = state.failures > 0 || state.openings > 0
    state.failures = 0
    state.openings = 0
    state.openUntil = 0
    if (changed) told({ key: channel.key, ok: true, openUntil: null, reason: '' })
  }
  const guarded = async <T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const before = health()
    if (before === 'down' || (before === 'trial' && state.trying)) return unknown('the channel does not answer for the moment')
    state.trying = before === 'trial'
    try {
      const outcome = await call()
      if (outcome.result === 'unknown') failed(outcome.reason)
      else answered()
      return outcome
    } finally {
      state.trying = false
    }
  }
  return {
    ...channel,
    health,
    recentFailures: () => state.recent.filter((one) => one > now().getTime() - recentMs).length,
    blame: failed,
    prepay: (input) => guarded(() => channel.prepay(input)),
    query: (attempt) => guarded(() => channel.query(attempt)),
    close: (attempt) => guarded(() => channel.close(attempt)),
    refund: (input) => guarded(() => channel.refund(input)),
    queryRefund: (refund) => guarded(() => channel.queryRefund(refund)),
    ...(channel.elsewhere && { elsewhere: guardedElsewhere(channel.elsewhere, guarded) }),
  }
}

type Guard = <T>(call: () => Promise<Outcome<T>>) => Promise<Outcome<T>>

const guardedElsewhere = (elsewhere: Elsewhere, guarded: Guard): Elsewhere => ({
  ...elsewhere,
  send: (refund, sealed) => guarded(() => elsewhere.send(refund, sealed)),
})

function open(state: State, at: number): void {
  state.openUntil = at + Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(state.openings, 10))
  state.openings += 1
  state.failures = 0
}
