import type { PrepayInput } from '../../gateways/payment-channel.ts'
import type { GuardedChannel } from './circuit.ts'
import type { Payments } from './context.ts'
import { PayMethod } from './contract.ts'
import { methodFacts } from './methods.ts'
import type { Attempt } from './queries/attempts.ts'

/** Where an account's messages reach us: the address names the account, so that its key is the one that must verify them. */
export const notifyUrlOf = (payments: Pick<Payments, 'hooksUrl'>, channel: GuardedChannel, what: 'notify' | 'refunds' | 'front'): string =>
  `${payments.hooksUrl}/payments/${channel.key}/${what}`

/** What a channel is asked for an attempt: the same on every call but for where the browser is and returns to. */
export function prepayInputOf(
  payments: Payments,
  { channel, attempt }: { channel: GuardedChannel; attempt: Attempt },
  browser: { ip: string; returnUrl: string | null },
): PrepayInput {
  return {
    method: methodFacts[PayMethod.parse(attempt.method)].method,
    attemptNo: attempt.number,
    startedAt: attempt.created_at,
    description: attempt.title,
    amountFen: attempt.amount_fen,
    expiresAt: attempt.expires_at,
    notifyUrl: notifyUrlOf(payments, channel, 'notify'),
    frontUrl: notifyUrlOf(payments, channel, 'front'),
    payerIp: browser.ip,
    ...(attempt.payer_id && { payerId: attempt.payer_id }),
    ...(browser.returnUrl && { returnUrl: browser.returnUrl }),
  }
}
