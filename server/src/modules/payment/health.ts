import type { z } from 'zod'
import { dayOf, startOfDay } from '../../kernel/clock.ts'
import type { HealthChange } from './circuit.ts'
import type { Payments } from './context.ts'
import { type PaymentChannelHealth, PayMethod, type PayOption } from './contract.ts'
import { methodFacts } from './methods.ts'
import { countsOf, healthOf, recordHealth } from './queries/health.ts'

/** Lets the other processes and the console know. Nothing waits for it: what it says is a hint, never the truth about money. */
export function keepHealth({ db, now, log }: Pick<Payments, 'db' | 'now' | 'log'>, change: HealthChange): void {
  recordHealth(db, { ...change, now: now() }).catch((err: unknown) => log.warn({ err, change }, 'the health of a channel was not kept'))
}

/** Accounts that any process has found down: what this one has not noticed yet. */
export async function downElsewhere(payments: Payments): Promise<ReadonlySet<string>> {
  const now = payments.now()
  const rows = await healthOf(payments.db)
  return new Set(rows.filter(({ open_until }) => open_until !== null && open_until > now).map(({ key }) => key))
}

/** How one can pay now. A method of which every account is down is named with the reason, so that a cashier can show it greyed out. */
export async function payOptions(payments: Payments): Promise<z.output<typeof PayOption>[]> {
  const down = await downElsewhere(payments)
  return PayMethod.options.flatMap((method) => {
    const offering = payments.channels.offering(method)
    if (offering.length === 0) return []
    const usable = offering.some((one) => !down.has(one.key) && one.health() !== 'down')
    return [{ method, usable, reason: usable ? null : ('not_answering' as const) }]
  })
}

/** Every account with its health, and what this shop's payments met there today. */
export async function channelHealth(payments: Payments, shopId: string): Promise<z.output<typeof PaymentChannelHealth>[]> {
  const now = payments.now()
  const [health, counts] = await Promise.all([healthOf(payments.db), countsOf(payments.db, shopId, startOfDay(dayOf(now)))])
  return payments.channels.all().map((channel) => {
    const seen = health.find((one) => one.key === channel.key)
    const count = counts.find((one) => one.key === channel.key)
    const downUntil = seen?.open_until && seen.open_until > now ? seen.open_until : null
    return {
      key: channel.key,
      provider: channel.name,
      label: channel.label,
      merchantId: channel.account.merchantId,
      methods: PayMethod.options.filter(
        (method) => methodFacts[method].provider === channel.name && channel.methods.includes(methodFacts[method].method),
      ),
      state: channel.retired ? ('retired' as const) : downUntil ? ('down' as const) : channel.health(),
      downUntil: downUntil?.toISOString() ?? null,
      lastOkAt: seen?.last_ok_at?.toISOString() ?? null,
      lastFailureAt: seen?.last_failure_at?.toISOString() ?? null,
      lastFailure: seen?.last_failure ?? '',
      startedToday: count?.started ?? 0,
      paidToday: count?.paid ?? 0,
      paidTodayFen: count?.paidFen ?? 0,
      unsettled: count?.unsettled ?? 0,
      refundsWaiting: count?.refundsWaiting ?? 0,
    }
  })
}

/** Never a number of ours: the letter is another. */
const probeNumber = 'Q2601010000000000'

/** Tries accounts whose pause is over, so that no shopper has to. */
export async function probe(payments: Payments): Promise<void> {
  const waiting = payments.channels.all().filter((channel) => channel.health() === 'trial')
  await Promise.all(waiting.map((channel) => channel.query({ attemptNo: probeNumber, startedAt: payments.now() })))
}
