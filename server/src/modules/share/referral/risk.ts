/** What is known of a new customer and of who brought them. */
export interface Signals {
  /** They were signed in on one device. */
  sameDevice: boolean
  samePhone: boolean
  sameAddress: boolean
  /** Accounts on the new customer's device. */
  onDevice: number
  /** New accounts that the sharer brought from the same network address within a day, this one among them. */
  fromAddress: number
  /** Accounts that signed up by the sharer's shares, and those of them that ever bought. */
  brought: number
  bought: number
}
export type Reason = 'same_device' | 'same_phone' | 'same_address' | 'device_farm' | 'ip_farm' | 'no_purchase'

const MOST_ON_DEVICE = 2
const MOST_FROM_ADDRESS = 8
const MOST_WITHOUT_PURCHASE = 10

/** Why a reward is withheld until staff have looked; none: it is given. Pure. */
export function reasonsOf(signals: Signals): Reason[] {
  const found: [Reason, boolean][] = [
    ['same_device', signals.sameDevice],
    ['same_phone', signals.samePhone],
    ['same_address', signals.sameAddress],
    ['device_farm', signals.onDevice > MOST_ON_DEVICE],
    ['ip_farm', signals.fromAddress > MOST_FROM_ADDRESS],
    ['no_purchase', signals.brought > MOST_WITHOUT_PURCHASE && signals.bought === 0],
  ]
  return found.flatMap(([reason, is]) => (is ? [reason] : []))
}
