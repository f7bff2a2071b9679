import type { Outcome } from './outcome.ts'

/** A message that the user of a mini program has allowed. */
export interface SubscribeMessage {
  openId: string
  /** The template at the platform. */
  template: string
  /** Where a tap leads, without a leading slash. */
  page: string | null
  fields: readonly { key: string; value: string }[]
}

/**
 * Sends subscribe messages. Not repeatable: one that is `unknown` may have arrived and is not sent again. Refusals that are told apart:
 * `not_subscribed` (no consent is left), `receiver_bad`, `template_bad`, `data_bad`.
 */
export interface SubscribeSender {
  name: string
  send: (message: SubscribeMessage) => Promise<Outcome<{ channelId: string }>>
}
