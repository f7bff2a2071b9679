/** One line of a provider's bill. Amounts are positive; `kind` says which way the money went. */
export interface BillLine {
  kind: 'payment' | 'refund'
  /** Our number: of the attempt, or of the refund. */
  number: string
  /** Our number of the payment that a refund belongs to. */
  attemptNumber: string
  channelNumber: string
  amountFen: number
  /** What the provider kept. */
  feeFen: number
  state: 'done' | 'processing' | 'failed'
  at: Date
}

/** What moved on the account itself, where the provider tells it apart from trades. */
export interface FundFlow {
  inFen: number
  outFen: number
  lines: number
}

/** A bill is read once, from front to back. `lines` throws when a line cannot be read: half a bill is no bill. */
export interface Bill {
  lines: AsyncIterable<BillLine>
  funds: FundFlow | null
}

/** A day without any trade. */
export const emptyBill: Bill = { lines: none(), funds: null }

async function* none(): AsyncIterable<BillLine> {}

/** `12.30` of a bill as 1230, by its digits: no float ever holds an amount. Throws on anything else. */
export function fenOf(yuan: string): number {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(yuan.trim())
  if (!match) throw new Error(`"${yuan}" is no amount in yuan`)
  const [, sign, whole = '0', cents = ''] = match
  const fen = Number(whole) * 100 + Number(cents.padEnd(2, '0'))
  return sign && fen > 0 ? -fen : fen
}

/** 1230 as `12.30`. */
export const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
