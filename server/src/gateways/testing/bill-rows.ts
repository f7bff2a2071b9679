import { type BillRow, chinaDay } from './bill-errors.ts'
import { chinaTime, type SimTrade } from './pay-engine.ts'

/** What was paid and refunded on a day. */
export function rowsOf(trades: readonly SimTrade[], day: string): BillRow[] {
  const base = (trade: SimTrade) => ({ attemptNumber: trade.number, channelNo: trade.channelNo, paidFen: trade.amountFen })
  return trades.flatMap((trade) => [
    ...(trade.paidAt && chinaDay(trade.paidAt) === day
      ? [
          {
            ...base(trade),
            kind: 'payment' as const,
            number: trade.number,
            refundChannelNo: '',
            amountFen: trade.amountFen,
            state: 'SUCCESS',
            at: chinaTime(trade.paidAt),
          },
        ]
      : []),
    ...trade.refunds.flatMap((refund) =>
      refund.state === 'done' && refund.doneAt && chinaDay(refund.doneAt) === day
        ? [
            {
              ...base(trade),
              kind: 'refund' as const,
              number: refund.number,
              refundChannelNo: refund.channelNo,
              amountFen: refund.amountFen,
              state: 'SUCCESS',
              at: chinaTime(refund.doneAt),
            },
          ]
        : [],
    ),
  ])
}
