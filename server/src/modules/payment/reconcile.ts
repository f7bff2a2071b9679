import type { Bill, BillLine } from '../../gateways/bill.ts'
import { dayOf, later, startOfDay } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import type { GuardedChannel } from './circuit.ts'
import type { Payments } from './context.ts'
import {
  askBill,
  billMatched,
  billNotHad,
  type BillOf,
  billsHad,
  clearLines,
  type FoundDifference,
  insertLines,
  keepDifferences,
  lineSums,
  lockBill,
  missingThere,
  paymentsUnlike,
  refundsUnlike,
} from './queries/bills.ts'

/** How many days back a bill that was not had is still asked for. */
const daysBack = 7
const linesAtOnce = 500

/** Fetches and matches what is missing of the last days, at every account: also at those that take no new payments. */
export async function reconcileDue(payments: Payments): Promise<void> {
  const days = Array.from({ length: daysBack }, (_, index) => dayOf(later(payments.now(), { days: -1 - index })))
  const had = await billsHad(payments.db, days)
  for (const channel of payments.channels.all()) {
    for (const day of days) {
      // One after another: providers limit how often bills are asked for.
      // oxlint-disable-next-line eslint/no-await-in-loop
      if (!had.has(`${channel.key} ${day}`)) await reconcile(payments, channel, day)
    }
  }
}

/** Fetches the bill of one day at one account and matches it with our books, line by line and both ways. Again changes nothing that is the same. */
export async function reconcile(payments: Payments, channel: GuardedChannel, day: string): Promise<void> {
  const which: BillOf = { account: channel.key, day }
  await askBill(payments.db, which, payments.now())
  const answer = await channel.bill(day)
  if (answer.result !== 'ok') {
    const note = answer.result === 'unknown' ? answer.reason : `${answer.code} ${answer.message}`
    await billNotHad(payments.db, which, { state: answer.result === 'refused' && answer.retry === 'later' ? 'waiting' : 'failed', note })
    payments.log.warn({ ...which, note }, 'a bill was not had')
    return
  }
  try {
    await inTx(payments.db, (tx) => match({ ...payments, db: tx }, which, answer.value))
  } catch (err) {
    // A bill that cannot be read to its end is no bill: nothing of it is kept, and a person sees why.
    payments.log.error({ ...which, err }, 'a bill could not be matched')
    await billNotHad(payments.db, which, { state: 'failed', note: err instanceof Error ? err.message : String(err) })
  }
}

async function match(payments: Payments, which: BillOf, bill: Bill): Promise<void> {
  const { db: tx, now, newId } = payments
  await lockBill(tx, which)
  await clearLines(tx, which)
  const lines = await keepLines(payments, which, bill.lines)
  const from = startOfDay(which.day)
  const differences = [
    ...(await paymentsUnlike(tx, which)),
    ...(await refundsUnlike(tx, which)),
    ...(await missingThere(tx, which, { from, to: later(from, { days: 1 }) })),
    ...(await fundsUnlike(payments, which, bill)),
  ]
  await keepDifferences(tx, which, { differences, newId, now: now() })
  await billMatched(tx, which, { lines, fundsInFen: bill.funds?.inFen ?? null, fundsOutFen: bill.funds?.outFen ?? null, now: now() })
}

async function keepLines({ db: tx }: Payments, which: BillOf, lines: AsyncIterable<BillLine>): Promise<number> {
  let kept = 0
  let batch: BillLine[] = []
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await insertLines(tx, which, { from: kept, lines: batch })
    kept += batch.length
    batch = []
  }
  for await (const line of lines) {
    batch.push(line)
    if (batch.length === linesAtOnce) await flush()
  }
  await flush()
  return kept
}

/** The account must have moved by what the trades of the day add up to. */
async function fundsUnlike({ db: tx }: Payments, which: BillOf, bill: Bill): Promise<FoundDifference[]> {
  if (!bill.funds) return []
  const sums = await lineSums(tx, which)
  const compare = (side: 'payment' | 'refund', oursFen: number, theirsFen: number): FoundDifference[] =>
    oursFen === theirsFen
      ? []
      : [
          {
            kind: 'funds_differ',
            side,
            number: side === 'payment' ? 'funds-in' : 'funds-out',
            channelNumber: '',
            oursFen,
            theirsFen,
            subject: null,
          },
        ]
  return [...compare('payment', sums.inFen, bill.funds.inFen), ...compare('refund', sums.outFen, bill.funds.outFen)]
}
