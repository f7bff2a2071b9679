/** What is wrong with a bill on purpose, by our numbers. */
export interface BillErrors {
  /** Lines that are missing. */
  omit?: readonly string[]
  /** Lines with another amount. */
  amounts?: Readonly<Record<string, number>>
  /** Payments that no merchant knows of: in the bill of that day, without one in every bill. */
  extra?: readonly { number: string; amountFen: number; day?: string }[]
}

export interface BillRow {
  kind: 'payment' | 'refund'
  number: string
  attemptNumber: string
  channelNo: string
  refundChannelNo: string
  amountFen: number
  paidFen: number
  state: string
  at: string
}

/** The rows as the bill shows them. */
export function spoiled(rows: readonly BillRow[], errors: BillErrors, day: string): BillRow[] {
  const kept = rows
    .filter(({ number }) => !errors.omit?.includes(number))
    .map((row) => ({ ...row, amountFen: errors.amounts?.[row.number] ?? row.amountFen }))
  const strangers = (errors.extra ?? []).filter((one) => one.day === undefined || one.day === day)
  const extra = strangers.map(({ number, amountFen }, index) => ({
    kind: 'payment' as const,
    number,
    attemptNumber: number,
    channelNo: `99${day.replaceAll('-', '')}${String(index).padStart(6, '0')}`,
    refundChannelNo: '',
    amountFen,
    paidFen: amountFen,
    state: 'SUCCESS',
    at: `${day} 12:00:00`,
  }))
  return [...kept, ...extra]
}

/** The calendar day in China. */
export const chinaDay = (at: string): string => new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 10)

/** Bills of a day are made in the morning after it. */
export const isBillMade = (day: string, now: Date): boolean => now.getTime() >= Date.parse(`${day}T00:00:00+08:00`) + 33 * 3600_000

export const yuanText = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
