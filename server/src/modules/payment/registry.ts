import { channelKey, type NamedChannel } from '../../gateways/payment-accounts.ts'
import { type GuardedChannel, type HealthChange, withCircuit } from './circuit.ts'
import { recordedChannel } from './context.ts'
import type { PayMethod } from './contract.ts'
import { methodFacts } from './methods.ts'

/** Every account that takes money, with its health as this process sees it. */
export interface Registry {
  all: () => readonly GuardedChannel[]
  byKey: (key: string) => GuardedChannel | undefined
  /** The account an attempt was begun at; nothing when it is not there (any more). */
  of: (attempt: { channel: string; app_id: string; merchant_id: string }) => GuardedChannel | undefined
  /** The best account for a method, without those that were tried already. One that is down is taken by nobody. */
  choose: (method: PayMethod, choice: { not: ReadonlySet<string>; down: ReadonlySet<string> }) => GuardedChannel | undefined
  /** Accounts that take new payments by a method, the preferred first. */
  offering: (method: PayMethod) => readonly GuardedChannel[]
}

export interface RegistryOptions {
  now: () => Date
  /** Nothing while no account is configured; asked again until there is one. */
  channels: () => readonly NamedChannel[] | undefined
  told: (change: HealthChange) => void
}

export function createRegistry({ now, channels, told }: RegistryOptions): Registry {
  let kept: readonly GuardedChannel[] | undefined
  const all = (): readonly GuardedChannel[] => {
    kept ??= channels()?.map((channel) => withCircuit(channel, now, told))
    return kept ?? []
  }
  const byKey = (key: string) => all().find((one) => one.key === key)
  const offering = (method: PayMethod) => {
    const facts = methodFacts[method]
    return all().filter((one) => !one.retired && one.name === facts.provider && one.methods.includes(facts.method))
  }
  return {
    all,
    byKey,
    offering,
    of: ({ channel, app_id, merchant_id }) =>
      channel === recordedChannel ? undefined : byKey(channelKey(channel, { appId: app_id, merchantId: merchant_id })),
    choose: (method, { not, down }) =>
      offering(method)
        .filter((one) => !not.has(one.key) && !down.has(one.key) && one.health() !== 'down')
        .toSorted((a, b) => rank(a) - rank(b))[0],
  }
}

/** Healthy ones first, those on trial last; a few failures are noise, so they count in steps. The sort keeps the order of the file. */
const rank = (channel: GuardedChannel): number => (channel.health() === 'trial' ? 1000 : 0) + Math.floor(channel.recentFailures() / 3)
