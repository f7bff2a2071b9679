import { cashier, type CashierDesk } from '../../testing/cashier.ts'
import type { SimReply, SimRequest } from '../../testing/host.ts'
import { expire, type Payment, type TradesOptions } from './trades.ts'

type Pay = (outTradeNo: string, payment: Payment) => void

const states = { NOTPAY: 'open', SUCCESS: 'paid', REFUND: 'paid', CLOSED: 'closed' } as const

/** The cashier for people, opened by a prepay id. */
export function cashierDesk(trades: TradesOptions, pay: Pay, request: SimRequest): SimReply {
  const desk: CashierDesk = {
    brand: '微信支付',
    action: 'cashier',
    now: trades.now,
    find: (token) => {
      const trade = token ? [...trades.book.trades.values()].find(({ prepayId }) => prepayId === token) : undefined
      if (!trade) return undefined
      expire(trades, trade)
      const { outTradeNo: number, description, totalFen: amountFen, expiresAt } = trade
      return { number, description, amountFen, expiresAt, state: states[trade.state] }
    },
    pay,
  }
  return cashier(desk, request)
}
