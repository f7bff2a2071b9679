import type { Outcome } from './outcome.ts'

/** One line of a slip as it comes out of the printer: columns are already laid out, a wide character takes two. */
export type SlipLine = { text: string; size?: 'big' | undefined; center?: boolean | undefined; bold?: boolean | undefined } | { qr: string }

/** `faulty`: it is reached and cannot print, mostly because its paper is out. */
export type DeviceState = 'online' | 'faulty' | 'offline'

export interface Slip {
  /** The number on the device. */
  sn: string
  lines: readonly SlipLine[]
  copies: number
  /** What has not come out until then never will. */
  expiresAt: Date
}

/** Printers at a counter or in a kitchen, reached through the cloud of their maker. */
export interface CloudPrinter {
  name: string
  /** The key on the device proves that it is ours to print on. Twice is once. */
  add: (device: { sn: string; key: string; name: string }) => Promise<Outcome<'added'>>
  /** One that is not there is removed. */
  remove: (sn: string) => Promise<Outcome<'removed'>>
  state: (sn: string) => Promise<Outcome<DeviceState>>
  /**
   * Not repeatable: what is `unknown` is asked after by `taken`. Not more than one at a time for a device.
   */
  print: (slip: Slip) => Promise<Outcome<{ printId: string }>>
  /** How many slips the device was given on that day (Asia/Shanghai): whether one more than before tells if a lost one had arrived. */
  taken: (input: { sn: string; day: string }) => Promise<Outcome<{ slips: number; waiting: number }>>
  /** Whether it came out. */
  printed: (printId: string) => Promise<Outcome<boolean>>
}
