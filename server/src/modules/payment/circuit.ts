import { type Outcome, unknown } from '../../gateways/outcome.ts'
import type { PaymentChannel } from '../../gateways/payment-channel.ts'

const failuresToOpen = 5
const openMs = 10_000

/**
 * After five calls in a row that came to nothing, the channel is left alone for ten seconds and everybody hears "unknown" at once instead
 * of after a timeout. `unknown` is safe to give: whoever gets it asks later.
 */
export function withCircuit(channel: PaymentChannel, now: () => Date): PaymentChannel {
  let failures = 0
  let openUntil = 0
  const guarded = async <T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    if (now().getTime() < openUntil) return unknown('the channel does not answer for the moment')
    const outcome = await call()
    failures = outcome.result === 'unknown' ? failures + 1 : 0
    if (failures >= failuresToOpen) {
      failures = 0
      openUntil = now().getTime() + openMs
    }
    return outcome
  }
  return {
    ...channel,
    prepay: (input) => guarded(() => channel.prepay(input)),
    query: (attemptNo) => guarded(() => channel.query(attemptNo)),
    close: (attemptNo) => guarded(() => channel.close(attemptNo)),
    refund: (input) => guarded(() => channel.refund(input)),
    queryRefund: (refundNo) => guarded(() => channel.queryRefund(refundNo)),
  }
}
