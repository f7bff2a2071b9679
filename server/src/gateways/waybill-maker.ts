import type { Outcome } from './outcome.ts'

export interface Party {
  name: string
  phone: string
  province: string
  city: string
  district: string
  detail: string
}

export interface WaybillOrder {
  /** Decided before the call, and the same on each retry: one code is one waybill. */
  code: string
  /** The aggregator's code of the carrier. */
  carrier: string
  /** The merchant's account at the carrier. */
  account: { customer: string; password: string; month: string; site: string }
  payer: 'sender' | 'receiver' | 'monthly'
  sender: Party
  receiver: Party
  goods: readonly { name: string; quantity: number }[]
  weightGrams: number
  remark: string
}

export interface Waybill {
  number: string
  /** For the sorters of the carrier: 浙A-12 01. */
  destination: string
  /** The label as the carrier draws it; empty: it leaves that to us. */
  labelHtml: string
}

export interface PickupOrder extends Omit<WaybillOrder, 'account' | 'payer'> {
  from: Date
  to: Date
}

/** Orders waybills and couriers from carriers, through an aggregator. */
export interface WaybillMaker {
  name: string
  order: (input: WaybillOrder) => Promise<Outcome<Waybill>>
  cancel: (input: { code: string; carrier: string; number: string }) => Promise<Outcome<'cancelled'>>
  /** A courier is to fetch a parcel. */
  book: (input: PickupOrder) => Promise<Outcome<{ booking: string }>>
  cancelBooking: (input: { code: string; carrier: string; reason: string }) => Promise<Outcome<'cancelled'>>
}
