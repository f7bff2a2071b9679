const secondsAfterStart = [5, 30, 120, 600] as const
const afterExpiryMs = 5000
const laterMs = 600_000
/** How long after its expiry an attempt is still asked about. */
const giveUpAfterMs = 24 * 3600_000

/** When to ask the channel about an attempt again: 5 s, 30 s, 2 min, 10 min after its start, at its expiry, then every 10 min for a day. */
export function nextAsk(attempt: { createdAt: Date; expiresAt: Date; asked: number }, now: Date): Date | null {
  const expiry = attempt.expiresAt.getTime() + afterExpiryMs
  const steps = [...secondsAfterStart.map((seconds) => attempt.createdAt.getTime() + seconds * 1000).filter((at) => at < expiry), expiry]
  const next = steps.find((at) => at > now.getTime())
  if (next !== undefined) return new Date(next)
  return now.getTime() - expiry < giveUpAfterMs ? new Date(now.getTime() + laterMs) : null
}

const forgetAfterMs = 90 * 24 * 3600_000

/** When to ask again after the channel gave no answer: a minute later, from a day after expiry on an hour later, for 90 days. */
export function askAgain(attempt: { expiresAt: Date }, now: Date): Date | null {
  const over = now.getTime() - attempt.expiresAt.getTime()
  if (over > forgetAfterMs) return null
  return new Date(now.getTime() + (over < giveUpAfterMs ? 60_000 : 3600_000))
}

/** Pauses between tries of a refund: 10 s at first, doubling to an hour. */
export function nextTry(tries: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(3600_000, 10_000 * 2 ** Math.min(tries, 10)))
}
