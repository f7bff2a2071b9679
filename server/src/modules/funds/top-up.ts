import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Funds } from './context.ts'
import type { startTopUp, TopUp } from './contract.ts'
import { endTopUp, findTopUp, insertTopUp, overdueTopUps, type TopUpRow } from './queries.ts'
import { giftFor, settingsOf } from './settings.ts'

const MINUTES_TO_PAY = 30

const view = (row: TopUpRow): z.input<typeof TopUp> => ({
  id: row.id,
  amountFen: row.amountFen,
  giftFen: row.giftFen,
  state: row.state,
  createdAt: row.createdAt.toISOString(),
  paidAt: row.paidAt?.toISOString() ?? null,
})

/** Begins a top-up, once for each request, and its payment at the channel. The gift is that of this moment, by the mall's steps. */
export async function begin(
  funds: Funds,
  payer: { shopperId: string; ip: string },
  wish: z.output<typeof startTopUp.body>,
): Promise<z.input<typeof startTopUp.reply>> {
  const settings = await settingsOf(funds)
  const { amountFen } = wish
  if (!settings.topUp || amountFen < settings.minTopUpFen || amountFen > settings.maxTopUpFen)
    throw new AppError('conflict', 'top_up_refused', { minFen: settings.minTopUpFen, maxFen: settings.maxTopUpFen })
  const openId = await payerOf(funds, payer.shopperId, wish.method)
  const now = funds.now()
  const payBefore = later(now, { minutes: MINUTES_TO_PAY })
  const { requestId } = wish
  const row = await insertTopUp(funds.db, {
    id: funds.newId(),
    shopperId: payer.shopperId,
    requestId,
    amountFen,
    giftFen: giftFor(settings, amountFen),
    payBefore,
    now,
  })
  if (row.amountFen !== amountFen) throw new AppError('conflict', 'key_reused', { key: requestId })
  const { items: shops } = await funds.shop.all({})
  const { action } = await funds.payment.start({
    subject: row.id,
    shopperId: payer.shopperId,
    // It is the whole mall's: the staff of every shop who may see payments see it.
    shopIds: shops.map((shop) => shop.id).slice(0, 50),
    amountFen,
    title: '钱包充值',
    expiresAt: row.payBefore.toISOString(),
    method: wish.method,
    openId,
    ip: payer.ip,
    returnUrl: wish.returnPath ? `${funds.publicUrl}${wish.returnPath}${wish.returnPath.includes('?') ? '&' : '?'}topUp=${row.id}` : null,
  })
  return { topUp: view(row), action }
}

async function payerOf(funds: Funds, shopperId: string, method: string): Promise<string | null> {
  const platform = method === 'wechat_jsapi' ? 'weapp' : method === 'alipay_mini' ? 'alipay' : undefined
  if (!platform) return null
  const { openId } = await funds.shopper.payer({ shopperId, platform })
  if (!openId) throw new AppError('conflict', 'payer_unknown')
  return openId
}

/** Paid: the money and its gift come into the wallet, once. A subject that is no top-up is none of our business. */
export async function book(funds: Funds, paid: { subject: string; paidAt: string }): Promise<void> {
  const row = await findTopUp(funds.db, paid.subject)
  if (!row) return
  const { shopperId, amountFen: cashFen, giftFen } = row
  await funds.wallet.credit({ key: `topup:${row.id}`, shopperId, cashFen, giftFen, kind: 'top_up' })
  await endTopUp(funds.db, row.id, { state: 'paid', at: new Date(paid.paidAt) })
}

export async function topUpOf(funds: Funds, shopperId: string, id: string): Promise<z.input<typeof TopUp>> {
  const row = await findTopUp(funds.db, id)
  if (row?.shopperId !== shopperId) throw new AppError('not_found', 'top_up_not_found')
  if (row.state === 'open') {
    const { state, paidAt } = await funds.payment.status({ subject: id, ask: true })
    if (state === 'paid' && paidAt) await book(funds, { subject: id, paidAt })
  }
  return view((await findTopUp(funds.db, id)) ?? row)
}

/** Closes what was not paid in time, at the channel first. Returns how many were tried. */
export async function closeOverdue(funds: Funds): Promise<number> {
  const ids = await overdueTopUps(funds.db, funds.now(), 50)
  for (const id of ids) {
    try {
      const { outcome } = await funds.payment.close({ subject: id })
      if (outcome === 'closed') await endTopUp(funds.db, id, { state: 'closed', at: funds.now() })
    } catch (error) {
      // The channel cannot be asked now: then it is tried again half a minute later.
      if (!(error instanceof AppError)) throw error
    }
  }
  return ids.length
}
