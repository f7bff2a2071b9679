import type { z } from 'zod'
import type { OtherDestination, SealedDestination } from '../../gateways/payment-channel.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Payments } from './context.ts'
import type { AbnormalRefund, redirectRefund as operation, RefundRedirect } from './contract-redirects.ts'
import { RefundBank } from './contract-redirects.ts'
import { attemptById } from './queries/attempts.ts'
import {
  abnormalOfShop,
  findRedirect,
  hurryRefund,
  insertRedirect,
  lockRefundOfShop,
  type Redirect,
  redirectsOf,
} from './queries/redirects.ts'

type Wish = { id: string } & z.output<NonNullable<typeof operation.body>>

interface Staff {
  id: string
  name: string
  shopId: string
}

/**
 * A person says where a refund goes that the payer's account cannot take. What is kept of the card is sealed for the channel and its last four
 * digits; the work is done by `workOnRefunds`. The same key again is the same.
 */
export async function redirectRefund(payments: Payments, staff: Staff, wish: Wish): Promise<{ ok: true }> {
  const attemptId = await inTx(payments.db, async (tx) => (await waiting({ ...payments, db: tx }, staff, wish)).attemptId)
  if (attemptId === undefined) return { ok: true }
  const channel = payments.channels.of(await attemptById(payments.db, attemptId))
  if (!channel?.elsewhere) throw new AppError('conflict', 'refund_not_abnormal')
  const sealed = await channel.elsewhere.seal(destinationOf(wish))
  if (sealed.result !== 'ok') throw new AppError('unavailable', 'channel_unavailable')
  await inTx(payments.db, (tx) => record({ ...payments, db: tx }, staff, { wish, sealed: sealed.value }))
  return { ok: true }
}

/** The attempt of a refund that waits for a person; nothing when this very wish is recorded already. */
async function waiting(payments: Payments, staff: Staff, wish: Wish): Promise<{ attemptId?: string }> {
  const refund = await lockRefundOfShop(payments.db, wish.id, staff.shopId)
  if (!refund) throw new AppError('not_found', 'refund_not_found')
  const known = await findRedirect(payments.db, wish.key)
  if (known?.refund_id === refund.id) return {}
  if (known) throw new AppError('conflict', 'key_reused')
  const [last] = await redirectsOf(payments.db, [refund.id])
  if (last && !ended.has(last.state)) throw new AppError('conflict', 'redirect_under_way')
  if (refund.done_at || !refund.abnormal_at || !refund.attempt_id || !refund.channel_number)
    throw new AppError('conflict', 'refund_not_abnormal')
  return { attemptId: refund.attempt_id }
}

const ended: ReadonlySet<string> = new Set(['done', 'failed'])

async function record(payments: Payments, staff: Staff, { wish, sealed }: { wish: Wish; sealed: SealedDestination }): Promise<void> {
  const now = payments.now()
  // Looked at again: meanwhile somebody else may have been quicker, or the channel done.
  if ((await waiting(payments, staff, wish)).attemptId === undefined) return
  const card = wish.to === 'card'
  const added = await insertRedirect(payments.db, {
    id: wish.key,
    refundId: wish.id,
    target: wish.to,
    bank: card ? wish.bank : '',
    cardTail: card ? wish.cardNumber.slice(-4) : '',
    reason: card ? '' : wish.reason,
    sealed,
    staff,
    now,
  })
  if (!added) throw new AppError('conflict', 'redirect_under_way')
  await hurryRefund(payments.db, wish.id, now)
}

const destinationOf = (wish: Wish): OtherDestination =>
  wish.to === 'merchant' ? { to: 'merchant' } : { to: 'card', bank: wish.bank, cardNumber: wish.cardNumber, holderName: wish.holderName }

export async function listAbnormal(payments: Payments, shopId: string): Promise<z.output<typeof AbnormalRefund>[]> {
  const rows = await abnormalOfShop(payments.db, shopId)
  const redirects = await redirectsOf(
    payments.db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const last = redirects.find((one) => one.refund_id === row.id)
    return {
      id: row.id,
      number: row.number,
      orderId: row.order_id,
      amountFen: row.amount_fen - row.wallet_fen,
      reason: row.reason,
      waits: row.abnormal_at !== null && (!last || ended.has(last.state)),
      createdAt: row.created_at.toISOString(),
      redirect: last ? redirectView(last) : null,
    }
  })
}

export const redirectView = (one: Redirect): z.output<typeof RefundRedirect> => ({
  target: one.target,
  bank: one.bank === '' ? null : RefundBank.parse(one.bank),
  cardTail: one.card_tail,
  reason: one.reason,
  state: one.state,
  note: one.note,
  staffName: one.staff_name,
  at: one.created_at.toISOString(),
})
