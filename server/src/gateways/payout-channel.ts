import type { Outcome } from './outcome.ts'
import type { HttpAnswer, NotifyRejection } from './payment-channel.ts'

export interface PayoutInput {
  /** Our number of this transfer: up to 32 of `[0-9A-Za-z]`. Fixed before the first call and the same on each retry. */
  payoutNo: string
  /** Who gets it, as the channel knows them (openid). */
  payeeId: string
  amountFen: number
  remark: string
  /** Where the channel tells of its end. */
  notifyUrl: string
}

/**
 * `absent`: the channel has never heard of it. `confirming`: the payee must confirm, within a day. `under_way`: accepted, being processed or
 * on its way to an end.
 */
export type PayoutState = 'absent' | 'under_way' | 'confirming' | 'done' | 'failed'

/** A transfer as the channel tells it. The caller compares it with its own record before believing the state. */
export interface Payout {
  payoutNo: string
  state: PayoutState
  amountFen?: number
  payeeId?: string
  /** What opens the confirmation inside the app. */
  packageInfo?: string
  failReason?: string
}

/** One way to pay money out to a person. */
export interface PayoutChannel {
  name: string
  account: { appId: string; merchantId: string }
  /** Again with the same arguments: the same transfer. */
  transfer: (input: PayoutInput) => Promise<Outcome<Payout>>
  query: (payoutNo: string) => Promise<Outcome<Payout>>
  /** Verifies signature and age over the raw bytes, then decrypts. Never throws on what a stranger sent. */
  parseNotify: (message: {
    headers: Record<string, string | string[] | undefined>
    rawBody: Buffer
  }) => Promise<{ ok: true; payout: Payout } | { ok: false; rejection: NotifyRejection; detail: string }>
  /** `true`: never send this again. `false`: send it again later. */
  acknowledge: (taken: boolean) => HttpAnswer
}
