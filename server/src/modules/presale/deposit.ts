import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { type Db, inTx, isDuplicate } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Presales } from './context.ts'
import type { Deposit, payDeposit, startDeposit } from './contract.ts'
import type { PresaleDb } from './db.ts'
import { giveAllBack } from './give-back.ts'
import { campaignOf, type CampaignRow, countPerson, lockCampaign, putBack, takePieces, usedOf } from './queries/campaigns.ts'
import {
  depositByRequest,
  depositOf,
  type DepositRow,
  depositsToClose,
  insertDeposit,
  lapsedDeposits,
  moveDeposit,
} from './queries/deposits.ts'
import { mayQuit } from './may-quit.ts'
import { goodsOf, showDeposit } from './view.ts'

const MINUTES_TO_PAY = 15
/** Money that was paid in the last moment may take so long to be known. */
const GRACE_MINUTES = 2

type Start = z.output<typeof startDeposit.body> & { campaignId: string }
interface Payer {
  shopperId: string
  ip: string
}

/** Takes a place and begins the payment of its deposit, once for each request. */
export async function begin(presales: Presales, payer: Payer, wish: Start): Promise<z.input<typeof startDeposit.reply>> {
  const openId = await payerOf(presales, payer.shopperId, wish.method)
  const row = await take(presales, payer.shopperId, wish)
  if (row.campaignId !== wish.campaignId || row.quantity !== wish.quantity)
    throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  const action = await startPaying(presales, { row, payer, openId, ...wish })
  return { deposit: await showDeposit(presales, row.id, payer.shopperId), action }
}

async function take(presales: Presales, shopperId: string, wish: Start): Promise<DepositRow> {
  const before = await depositByRequest(presales.db, shopperId, wish.requestId)
  if (before) return before
  const campaign = await campaignOf(presales.db, wish.campaignId)
  if (!campaign || campaign.kind !== 'deposit') throw new AppError('not_found', 'presale_not_found')
  if (!(await goodsOf(presales, [campaign.skuId])).has(campaign.skuId)) throw new AppError('conflict', 'presale_goods_gone')
  try {
    await inTx(presales.db, async (tx) => {
      const open = await lockCampaign(tx, wish.campaignId)
      const terms = refuseClosed(open, wish, presales.now())
      const taken = { campaignId: wish.campaignId, shopperId, quantity: wish.quantity }
      if (!(await takePieces(tx, taken))) throw new AppError('conflict', 'presale_gone')
      if (!(await countPerson(tx, taken, terms.perPerson)))
        throw new AppError('conflict', 'presale_person_limit', { most: terms.perPerson })
      await insertDeposit(tx, depositRow(presales, shopperId, { wish, terms }))
    })
  } catch (error) {
    // The same request was at work beside this one: its deposit is the one.
    if (!isDuplicate(error, 'deposit_request')) throw error
  }
  const row = await depositByRequest(presales.db, shopperId, wish.requestId)
  if (!row) throw new AppError('conflict', 'presale_closed')
  return row
}

type Open = CampaignRow & { balanceStartsAt: Date; balanceEndsAt: Date }

/** Throws `presale_closed`, `presale_changed`. */
function refuseClosed(campaign: CampaignRow | undefined, wish: Start, now: Date): Open {
  if (!campaign?.enabled || campaign.startsAt > now || campaign.endsAt <= now) throw new AppError('conflict', 'presale_closed')
  const { balanceStartsAt, balanceEndsAt } = campaign
  if (!balanceStartsAt || !balanceEndsAt) throw new AppError('conflict', 'presale_closed')
  if (wish.depositFen !== campaign.depositFen * wish.quantity || wish.worthFen !== campaign.worthFen * wish.quantity)
    throw new AppError('conflict', 'presale_changed')
  return { ...campaign, balanceStartsAt, balanceEndsAt }
}

function depositRow(presales: Presales, shopperId: string, { wish, terms }: { wish: Start; terms: Open }) {
  const now = presales.now()
  const payBefore = later(now, { minutes: MINUTES_TO_PAY })
  const { id: campaignId, ...promised } = terms
  return {
    ...promised,
    id: presales.newId(),
    campaignId,
    shopperId,
    requestId: wish.requestId,
    quantity: wish.quantity,
    payBefore,
    heldUntil: later(payBefore, { minutes: GRACE_MINUTES }),
    now,
  }
}

/** Pays one that was begun. Throws `deposit_not_found`, `payment_paid`, `payment_closed`, and what `payment.start` does. */
export async function payAgain(
  presales: Presales,
  payer: Payer,
  wish: { id: string } & z.output<typeof payDeposit.body>,
): Promise<z.input<typeof payDeposit.reply>> {
  const row = await depositOf(presales.db, wish.id)
  if (row?.shopperId !== payer.shopperId) throw new AppError('not_found', 'deposit_not_found')
  if (row.paidAt) throw new AppError('conflict', 'payment_paid')
  const openId = await payerOf(presales, payer.shopperId, wish.method)
  return { action: await startPaying(presales, { row, payer, openId, ...wish }) }
}

type Paying = { row: DepositRow; payer: Payer; openId: string | null; walletFen?: number } & z.output<typeof payDeposit.body>

async function startPaying(presales: Presales, { row, payer, openId, method, returnPath, walletFen = 0 }: Paying) {
  if (row.state !== 'unpaid') throw new AppError('conflict', row.paidAt ? 'payment_paid' : 'payment_closed')
  if (row.payBefore <= presales.now()) throw new AppError('conflict', 'payment_closed')
  const { action } = await presales.payment.start({
    subject: row.id,
    shopperId: payer.shopperId,
    shopIds: [row.shopId],
    amountFen: row.depositFen * row.quantity,
    walletFen,
    title: row.word === 'earnest' ? '预售定金' : '预售订金',
    expiresAt: row.payBefore.toISOString(),
    method,
    openId,
    ip: payer.ip,
    returnUrl: returnPath ? `${presales.publicUrl}${returnPath}${returnPath.includes('?') ? '&' : '?'}deposit=${row.id}` : null,
  })
  return action
}

async function payerOf(presales: Presales, shopperId: string, method: string): Promise<string | null> {
  const platform = method === 'wechat_jsapi' ? 'weapp' : method === 'alipay_mini' ? 'alipay' : undefined
  if (!platform) return null
  const { openId } = await presales.shopper.payer({ shopperId, platform })
  if (!openId) throw new AppError('conflict', 'payer_unknown')
  return openId
}

/**
 * The money of a deposit has come. Where its place was given away, or its presale is over, it goes back by itself. A subject that is no deposit is
 * none of our business; heard twice is heard once.
 */
export async function book(presales: Presales, paid: { subject: string; paidAt: string }): Promise<void> {
  // A deposit is there before it can be paid.
  if (!(await depositOf(presales.db, paid.subject))) return
  const now = presales.now()
  const paidAt = new Date(paid.paidAt)
  await inTx(presales.db, async (tx) => {
    const deposit = await depositOf(tx, paid.subject, true)
    const campaign = deposit && (await lockCampaign(tx, deposit.campaignId))
    if (!campaign || deposit.paidAt) return
    const { state } = deposit
    if (state !== 'unpaid' && state !== 'lapsed' && state !== 'closed') return
    if (campaign.cancelledAt) return void (await giveAllBack(tx, deposit, { from: state, why: 'shop', now, paidAt }))
    const kept = deposit.balanceEndsAt > now && (state === 'unpaid' || (await takeAgain(tx, campaign, deposit)))
    if (kept) await moveDeposit(tx, deposit.id, { from: [state], to: 'paid', now, paidAt })
    else await giveAllBack(tx, deposit, { from: state, why: 'late', now, paidAt })
  })
}

/** Its place had been given back: it is taken again, if there is one. The campaign's lock keeps everybody else's count as it is. */
async function takeAgain(tx: Db<PresaleDb>, campaign: CampaignRow, deposit: DepositRow): Promise<boolean> {
  const { campaignId, shopperId, quantity } = deposit
  const used = await usedOf(tx, campaignId, shopperId)
  if (campaign.taken + quantity > campaign.pieces || used + quantity > campaign.perPerson) return false
  return (await takePieces(tx, deposit)) && countPerson(tx, deposit, campaign.perPerson)
}

/** Places of deposits that nobody paid in time are free again. Returns how many. */
export async function lapse(presales: Presales): Promise<number> {
  const now = presales.now()
  return inTx(presales.db, async (tx) => {
    const due = await lapsedDeposits(tx, now, 100)
    for (const deposit of due) {
      await moveDeposit(tx, deposit.id, { from: ['unpaid'], to: 'lapsed', now })
      await putBack(tx, deposit)
    }
    return due.length
  })
}

/** What has lapsed is closed at the channel too, so that it cannot be paid any more. Returns how many were tried. */
export async function closeLapsed(presales: Presales): Promise<number> {
  const ids = await depositsToClose(presales.db, presales.now(), 50)
  for (const id of ids) {
    try {
      const { outcome } = await presales.payment.close({ subject: id })
      if (outcome === 'closed') await moveDeposit(presales.db, id, { from: ['lapsed'], to: 'closed', now: presales.now() })
      else await lookAt(presales, id)
    } catch (error) {
      // The channel cannot be asked now: then it is tried again half a minute later.
      if (!(error instanceof AppError)) throw error
    }
  }
  return ids.length
}

/** Asks whether an unpaid deposit is paid meanwhile. */
async function lookAt(presales: Presales, id: string): Promise<void> {
  const { state, paidAt } = await presales.payment.status({ subject: id, ask: true })
  if (state === 'paid' && paidAt) await book(presales, { subject: id, paidAt })
}

export async function depositFor(presales: Presales, shopperId: string, id: string): Promise<z.input<typeof Deposit>> {
  const row = await depositOf(presales.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'deposit_not_found')
  if (row.state === 'unpaid' || row.state === 'lapsed') await lookAt(presales, id)
  return showDeposit(presales, id, shopperId)
}

/** The shopper wants it back. Throws `deposit_not_found`, `deposit_stays`, `deposit_moved`. */
export async function quit(presales: Presales, shopperId: string, id: string): Promise<z.input<typeof Deposit>> {
  const row = await depositOf(presales.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'deposit_not_found')
  if (row.state !== 'refunded') {
    const now = presales.now()
    if (!mayQuit(row, now)) throw new AppError('conflict', 'deposit_stays')
    await inTx(presales.db, async (tx) => {
      if (await giveAllBack(tx, row, { from: 'paid', why: 'asked', now })) return
      if ((await depositOf(tx, id))?.state !== 'refunded') throw new AppError('conflict', 'deposit_moved')
    })
  }
  return showDeposit(presales, id, shopperId)
}
