import type { Db } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Presales } from './context.ts'
import type { PresaleDb } from './db.ts'
import { putBack } from './queries/campaigns.ts'
import { type DepositRow, dueReturns, insertReturn, refundWhole, returnSent, returnSome, type Why } from './queries/deposits.ts'

const reasons: Record<Why, string> = {
  asked: '预售定金退还',
  unpaid: '尾款未支付，定金退还',
  late: '预售名额已满，定金自动退还',
  shop: '商家取消预售，定金退还',
}

interface Whole {
  from: 'unpaid' | 'lapsed' | 'closed' | 'paid'
  why: Why
  now: Date
  paidAt?: Date
}

/** All of a deposit goes back; its place is free. False: it has moved on. */
export async function giveAllBack(tx: Db<PresaleDb>, deposit: DepositRow, { from, why, now, paidAt }: Whole): Promise<boolean> {
  if (!(await refundWhole(tx, deposit.id, { from, why, now, ...(paidAt ? { paidAt } : {}) }))) return false
  if (from === 'paid' || from === 'unpaid') await putBack(tx, deposit)
  const { id: depositId, quantity } = deposit
  const amountFen = deposit.depositFen * quantity
  const extraFen = why === 'shop' && deposit.word === 'earnest' ? amountFen : 0
  return insertReturn(tx, { key: `all:${depositId}`, depositId, quantity, amountFen, extraFen, reason: reasons[why], now })
}

interface Units {
  refundKey: string
  quantity: number
  byShop: boolean
  now: Date
}

/** The deposit of pieces that go back after they were bought: that of so many pieces, to the fen. */
export async function giveUnitsBack(tx: Db<PresaleDb>, deposit: DepositRow, units: Units): Promise<void> {
  const amountFen = deposit.depositFen * units.quantity
  const extraFen = units.byShop && deposit.word === 'earnest' ? amountFen : 0
  const { quantity, now } = units
  const reason = units.byShop ? reasons.shop : '商品退款，定金一并退还'
  const fresh = await insertReturn(tx, {
    key: `units:${units.refundKey}`,
    depositId: deposit.id,
    quantity,
    amountFen,
    extraFen,
    reason,
    now,
  })
  if (fresh && !(await returnSome(tx, deposit.id, quantity)))
    throw new Error(`deposit ${deposit.id} has no ${quantity} pieces left to return`)
}

/** Asks payment for what is to go back, and gives what the law adds. Both are keyed: a process that dies in between does it again. Returns how many. */
export async function sendReturns(presales: Presales): Promise<number> {
  const due = await dueReturns(presales.db, presales.now(), 50)
  for (const one of due) {
    try {
      await presales.payment.refund({
        key: `presale:${one.key}`,
        subject: one.depositId,
        orderId: null,
        shopId: one.shopId,
        amountFen: one.amountFen,
        reason: one.reason,
      })
    } catch (error) {
      // What payment cannot do now is tried again; the doctor names what stays.
      if (error instanceof AppError) continue
      throw error
    }
    if (one.extraFen > 0)
      await presales.wallet.credit({
        key: `presale:${one.key}`,
        shopperId: one.shopperId,
        cashFen: one.extraFen,
        giftFen: 0,
        kind: 'refund',
        note: '商家取消预售，定金双倍返还',
      })
    await returnSent(presales.db, one.key, presales.now())
  }
  return due.length
}
