import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface BookedRefund {
  outRefundNo: string
  refundId: string
  amountFen: number
  reason: string | undefined
  notifyUrl: string | undefined
  status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  createdAt: string
  successTime: string | undefined
  /** Who gets it after all, when the payer's account could not take it. */
  receivedBy?: string
}

export interface BookedTrade {
  outTradeNo: string
  transactionId: string
  prepayId: string
  prepaidAt: string
  tradeType: 'JSAPI' | 'MWEB' | 'NATIVE'
  appId: string
  merchantId: string
  description: string
  totalFen: number
  notifyUrl: string
  openId: string
  expiresAt: string
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND'
  successTime: string | undefined
  refunds: BookedRefund[]
}

export interface BookedNotification {
  id: string
  url: string
  eventType: string
  originalType: 'transaction' | 'refund' | 'mch_payment'
  resource: Record<string, unknown>
  createdAt: string
  attempts: number
  /** Nothing when it will not be sent any more. */
  dueAt: string | undefined
  delivered: boolean
}

/** What the platform knows. A change is on disk before it is answered, as with the real one. */
export interface Book {
  trades: Map<string, BookedTrade>
  notifications: Map<string, BookedNotification>
  saveTrade: (trade: BookedTrade) => void
  saveNotification: (notification: BookedNotification) => void
}

type Line = { trade: BookedTrade } | { notification: BookedNotification }

/** `path` absent keeps everything in memory, for tests. The file is a log of whole records, the last of each holds; rewritten at opening. */
export function openBook(path?: string): Book {
  const trades = new Map<string, BookedTrade>()
  const notifications = new Map<string, BookedNotification>()
  if (path) {
    for (const line of linesIn(path)) {
      if ('trade' in line) trades.set(line.trade.outTradeNo, line.trade)
      else notifications.set(line.notification.id, line.notification)
    }
    compact(path, trades, notifications)
  }
  const append = (line: Line): void => {
    if (path) appendFileSync(path, `${JSON.stringify(line)}\n`)
  }
  return {
    trades,
    notifications,
    saveTrade: (trade) => {
      trades.set(trade.outTradeNo, trade)
      append({ trade })
    },
    saveNotification: (notification) => {
      notifications.set(notification.id, notification)
      append({ notification })
    },
  }
}

function linesIn(path: string): Line[] {
  mkdirSync(dirname(path), { recursive: true })
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return []
    throw fault
  }
  // A kill in the middle of a write leaves half a last line: it was never answered, so it never happened.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  // Written by `append` above and nobody else.
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}

function compact(path: string, trades: Map<string, BookedTrade>, notifications: Map<string, BookedNotification>): void {
  const lines: Line[] = [
    ...[...trades.values()].map((trade) => ({ trade })),
    ...[...notifications.values()].filter((one) => one.dueAt).map((notification) => ({ notification })),
  ]
  writeFileSync(`${path}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
