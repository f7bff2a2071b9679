import type { z } from 'zod'
import { later } from '../../../kernel/clock.ts'
import { inTx } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events.ts'
import { shortNumber } from '../../../kernel/ids.ts'
import type { Picture } from '../../media/contract.ts'
import { HOLD_GRACE_MINUTES, type Orders } from '../context.ts'
import {
  type AdminBankTransfer,
  type BankTransfer,
  bankProofShown,
  bankTransferApproved,
  type listBankTransfers,
  type submitBankProof,
} from '../contract.ts'
import { ownCheckout, titleOf, unpaid } from '../pay.ts'
import {
  bankTransferOf,
  type BankTransferRow,
  bankTransfersPage,
  findBankTransfer,
  prolongCheckout,
  reviewBankTransfer,
  submitProof,
} from '../queries/bank.ts'
import { findCheckout, ordersOfCheckout } from '../queries/checkout.ts'
import { hasPlay } from '../queries/play.ts'

/** So long finance has to look at a proof. */
const REVIEW_DAYS = 3
/** Showing proofs again and again, also for another checkout of the same orders, holds the stock no longer than this. */
const MOST_DAYS = 7

/** Where to transfer what. The reference is fixed when it is begun. */
export async function begin(orders: Orders, shopperId: string, checkoutId: string): Promise<z.input<typeof BankTransfer>> {
  const { account } = await orders.funds.bank({})
  const checkout = await ownCheckout(orders, shopperId, checkoutId)
  if (checkout.state === 'unpaid') unpaid(orders, checkout)
  if (!account || checkout.payableFen === 0 || (await hasPlay(orders.db, checkout.id))) throw new AppError('conflict', 'bank_unavailable')
  const now = orders.now()
  const { payableFen: amountFen, payBefore } = checkout
  const row = await bankTransferOf(orders.db, {
    id: orders.newId(),
    checkoutId,
    shopperId,
    reference: `B${shortNumber(now)}`,
    amountFen,
    now,
  })
  return { ...view(row), account, payBefore: payBefore.toISOString() }
}

/** The proof is there: the order waits for finance, and what it holds waits with it. */
export async function prove(
  orders: Orders,
  shopperId: string,
  { checkoutId, ...proof }: { checkoutId: string } & z.output<typeof submitBankProof.body>,
): Promise<z.input<typeof BankTransfer>> {
  const { id } = await begin(orders, shopperId, checkoutId)
  await refuseForeignPictures(orders, shopperId, proof.pictures)
  const { placedAt } = unpaid(orders, await ownCheckout(orders, shopperId, checkoutId))
  const now = orders.now()
  const [most, wished] = [later(placedAt, { days: MOST_DAYS }), later(now, { days: REVIEW_DAYS })]
  const until = wished < most ? wished : most
  await inTx(orders.db, async (tx) => {
    if (!(await submitProof(tx, checkoutId, { ...proof, now }))) throw new AppError('conflict', 'bank_transfer_reviewed', { id })
    if (!(await prolongCheckout(tx, checkoutId, until))) throw new AppError('conflict', 'payment_closed')
    await emit(tx, bankProofShown, { checkoutId, until: until.toISOString() })
  })
  await keepForFinance(orders, { checkoutId, until: until.toISOString() })
  return begin(orders, shopperId, checkoutId)
}

/** What the orders hold waits as long as they do. By the fact as well: a process that ends after it told finance leaves nothing to lapse. */
export async function keepForFinance(orders: Orders, { checkoutId, until }: z.output<typeof bankProofShown.payload>): Promise<void> {
  const minutes = Math.max(0, Math.ceil((Date.parse(until) - orders.now().getTime()) / 60_000)) + HOLD_GRACE_MINUTES
  for (const { id: key } of await ordersOfCheckout(orders.db, checkoutId)) {
    await orders.inventory.prolong({ key, minutes })
    await orders.promotion.prolong({ key, minutes })
    await orders.points.prolong({ key, minutes })
    await orders.redpacket.prolong({ key, minutes })
    await orders.purchaseLimit.prolong({ key, minutes })
    await orders.shipping.prolongDelivery({ orderId: key, minutes })
  }
}

/** A proof is a picture that this shopper uploaded, not one that was seen elsewhere. Throws `picture_unknown`. */
async function refuseForeignPictures(orders: Orders, shopperId: string, pictures: readonly Picture[]): Promise<void> {
  const { known } = await orders.media.known({ urls: pictures.map(({ url }) => url), shopperId })
  const foreign = pictures.find(({ url }) => !known.includes(url))
  if (foreign) throw new AppError('invalid', 'picture_unknown', { value: foreign.url })
}

const view = (row: BankTransferRow) => ({
  id: row.id,
  checkoutId: row.checkoutId,
  state: row.state,
  amountFen: row.amountFen,
  reference: row.reference,
  pictures: row.pictures,
  payerName: row.payerName,
  note: row.note,
})

/** Approved once, and only for exactly what was to come. */
export async function approve(
  orders: Orders,
  reviewer: string,
  { id, receivedFen }: { id: string; receivedFen: number },
): Promise<z.input<typeof AdminBankTransfer>> {
  const known = await findBankTransfer(orders.db, id)
  if (!known) throw new AppError('not_found', 'bank_transfer_not_found')
  if (known.amountFen !== receivedFen) throw new AppError('conflict', 'amount_mismatch', { amountFen: known.amountFen, receivedFen })
  await inTx(orders.db, async (tx) => {
    const review = { state: 'approved' as const, note: '', reviewer, now: orders.now(), amountFen: receivedFen }
    if (!(await reviewBankTransfer(tx, id, review))) throw new AppError('conflict', 'bank_transfer_reviewed', { id })
    await emit(tx, bankTransferApproved, { id })
  })
  return one(orders, id)
}

export async function reject(
  orders: Orders,
  reviewer: string,
  { id, reason }: { id: string; reason: string },
): Promise<z.input<typeof AdminBankTransfer>> {
  if (!(await findBankTransfer(orders.db, id))) throw new AppError('not_found', 'bank_transfer_not_found')
  const review = { state: 'rejected' as const, note: reason, reviewer, now: orders.now() }
  if (!(await reviewBankTransfer(orders.db, id, review))) throw new AppError('conflict', 'bank_transfer_reviewed', { id })
  return one(orders, id)
}

/**
 * The money comes into the shopper's wallet, once, and pays the checkout from there: whatever comes back later goes into the wallet, from
 * where it can be withdrawn. When the checkout is over by then, the money simply stays.
 */
export async function settleTransfer(orders: Orders, id: string): Promise<void> {
  const row = await findBankTransfer(orders.db, id)
  if (!row) throw new Error(`bank transfer ${id} is not known`)
  const { shopperId, amountFen, checkoutId } = row
  await orders.wallet.credit({ key: `bank:${id}`, shopperId, cashFen: amountFen, kind: 'top_up', note: `银行转账 ${row.reference}` })
  const checkout = await findCheckout(orders.db, checkoutId)
  if (checkout?.state !== 'unpaid' || checkout.payableFen !== amountFen) return
  // Another payment may have used it meanwhile: then the shopper pays as they like.
  if ((await orders.wallet.balance({ shopperId })).availableFen < amountFen) return
  const parts = await ordersOfCheckout(orders.db, checkoutId)
  try {
    await orders.payment.start({
      subject: checkoutId,
      shopperId,
      shopIds: [...new Set(parts.map((part) => part.shopId))],
      amountFen,
      walletFen: amountFen,
      title: titleOf(parts),
      expiresAt: checkout.payBefore.toISOString(),
      method: 'wechat_native',
      openId: null,
      ip: '127.0.0.1',
      returnUrl: null,
    })
  } catch (error) {
    // Paid by another way, or closed at this moment: the money is in the wallet.
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error
  }
}

async function one(orders: Orders, id: string): Promise<z.input<typeof AdminBankTransfer>> {
  const row = await findBankTransfer(orders.db, id)
  const [item] = row ? await named(orders, [row]) : []
  if (!item) throw new AppError('not_found', 'bank_transfer_not_found')
  return item
}

export async function board(
  orders: Orders,
  query: z.output<typeof listBankTransfers.query>,
): Promise<z.input<typeof listBankTransfers.reply>> {
  const { items, total } = await bankTransfersPage(orders.db, query)
  return { items: await named(orders, items), total }
}

async function named(orders: Orders, rows: readonly BankTransferRow[]): Promise<z.input<typeof AdminBankTransfer>[]> {
  const ids = [...new Set(rows.map((row) => row.shopperId))]
  const { items } = ids.length > 0 ? await orders.shopper.find({ ids }) : { items: [] }
  const names = new Map(items.map((item) => [item.id, item.nickname]))
  const checkouts = await Promise.all(rows.map((row) => findCheckout(orders.db, row.checkoutId)))
  return rows.map((row, index) => ({
    ...view(row),
    shopperId: row.shopperId,
    shopperName: names.get(row.shopperId) ?? '',
    reviewer: row.reviewer,
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    payBefore: (checkouts[index]?.payBefore ?? row.createdAt).toISOString(),
  }))
}
