import type { Outcome } from './outcome.ts'

export interface ReportedParcel {
  /** Empty when it went by no carrier. */
  number: string
  /** The platform's code of the carrier; empty likewise. */
  carrier: string
  /** What is in it, for the payer. */
  goods: string
  /** Of the receiver, masked but for the first three and last four digits; some carriers ask for it. */
  phone: string
}

export interface ShippingReport {
  /** The channel's number of the payment. */
  transaction: string
  openId: string
  /** By carriers; brought by the shop in its city; or fetched. Only what goes by carriers can be told in parts. */
  way: 'express' | 'local' | 'pickup'
  parcels: readonly ReportedParcel[]
  /** Nothing more will be sent for this payment. */
  complete: boolean
  at: Date
}

/** Tells the platform that goods of a payment were sent: until then it keeps the money back. */
export interface ShippingReporter {
  /** Whether this mini program is under that rule at all. */
  isManaged: () => Promise<Outcome<boolean>>
  /** The whole of what was sent each time. What the platform knows already, or no longer wants to know, is `ok`. */
  report: (report: ShippingReport) => Promise<Outcome<'reported'>>
}
