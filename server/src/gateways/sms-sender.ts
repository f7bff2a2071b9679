import type { Outcome } from './outcome.ts'

export interface TextMessage {
  /** Ours, so that a record of it can be found on both sides. */
  id: string
  /** Mainland mobile number, 11 digits. */
  phone: string
  template: 'login-code'
  /** What the template's places are filled with, in their order. */
  values: readonly string[]
}

/** Sends text messages. Not repeatable: an `unknown` message is not sent again, the person asks for a new one. */
export interface SmsSender {
  name: string
  send: (message: TextMessage) => Promise<Outcome<{ channelId: string }>>
}
