import type { Outcome } from './outcome.ts'

interface Message {
  /** Ours, so that a record of it can be found on both sides. */
  id: string
  /** Mainland mobile number, 11 digits. */
  phone: string
  /** What the template's places are filled with, in their order. */
  values: readonly string[]
}
/** A template that every installation needs is named in its connection; of a notice, `ref` is the provider's own id of one that was approved. */
export type TextMessage = Message & ({ template: 'login-code' } | { template: 'notice'; ref: string })

/** Sends text messages. Not repeatable: an `unknown` message is not sent again, the person asks for a new one. */
export interface SmsSender {
  name: string
  send: (message: TextMessage) => Promise<Outcome<{ channelId: string }>>
}
