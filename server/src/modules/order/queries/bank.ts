import { sql } from 'kysely'
import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { OrderDb } from '../db.ts'

const columns = [
  'id',
  'checkout_id as checkoutId',
  'shopper_id as shopperId',
  'reference',
  'amount_fen as amountFen',
  'state',
  'pictures',
  'payer_name as payerName',
  'note',
  'reviewer',
  'created_at as createdAt',
  'submitted_at as submittedAt',
] as const

type Raw = { pictures: unknown }
const shaped = <R extends Raw>(row: R) => ({ ...row, pictures: row.pictures as Picture[] }) // written by `submitProof` only

/** The transfer of a checkout: this one, or the one that was begun before. */
export async function bankTransferOf(
  db: Db<OrderDb>,
  one: { id: string; checkoutId: string; shopperId: string; reference: string; amountFen: number; now: Date },
) {
  await db
    .insertInto('order.bank_transfer')
    .values({
      id: one.id,
      checkout_id: one.checkoutId,
      shopper_id: one.shopperId,
      reference: one.reference,
      amount_fen: one.amountFen,
      state: 'open',
      created_at: one.now,
    })
    .onConflict((conflict) => conflict.column('checkout_id').doNothing())
    .execute()
  const row = await db.selectFrom('order.bank_transfer').select(columns).where('checkout_id', '=', one.checkoutId).executeTakeFirstOrThrow()
  return shaped(row)
}
export type BankTransferRow = Awaited<ReturnType<typeof bankTransferOf>>

export async function findBankTransfer(db: Db<OrderDb>, id: string): Promise<BankTransferRow | undefined> {
  const row = await db.selectFrom('order.bank_transfer').select(columns).where('id', '=', id).executeTakeFirst()
  return row && shaped(row)
}

/** False: it is approved already. */
export async function submitProof(
  db: Db<OrderDb>,
  checkoutId: string,
  proof: { pictures: readonly Picture[]; payerName: string; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('order.bank_transfer')
    .set({ state: 'submitted', pictures: jsonb(proof.pictures), payer_name: proof.payerName, note: '', submitted_at: proof.now })
    .where('checkout_id', '=', checkoutId)
    .where('state', 'in', ['open', 'submitted', 'rejected'])
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** From submitted to its end, once. */
export async function reviewBankTransfer(
  db: Db<OrderDb>,
  id: string,
  review: { state: 'approved' | 'rejected'; note: string; reviewer: string; now: Date; amountFen?: number },
): Promise<BankTransferRow | undefined> {
  let query = db
    .updateTable('order.bank_transfer')
    .set({ state: review.state, note: review.note, reviewer: review.reviewer, reviewed_at: review.now })
    .where('id', '=', id)
    .where('state', '=', 'submitted')
  if (review.amountFen !== undefined) query = query.where('amount_fen', '=', review.amountFen)
  const row = await query.returning(columns).executeTakeFirst()
  return row && shaped(row)
}

export async function bankTransfersPage(
  db: Db<OrderDb>,
  query: { state?: OrderDb['order.bank_transfer']['state'] | undefined; page: number; pageSize: number },
): Promise<{ items: BankTransferRow[]; total: number }> {
  let rows = db.selectFrom('order.bank_transfer').select(columns)
  let count = db.selectFrom('order.bank_transfer').select((eb) => eb.fn.countAll<number>().as('total'))
  if (query.state) {
    rows = rows.where('state', '=', query.state)
    count = count.where('state', '=', query.state)
  }
  const { total } = await count.executeTakeFirstOrThrow()
  const items = await rows
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { items: items.map(shaped), total }
}

/** The deadline of an unpaid checkout and its orders moves to then, never back. */
export async function prolongCheckout(tx: Db<OrderDb>, checkoutId: string, until: Date): Promise<boolean> {
  const row = await tx
    .updateTable('order.checkout')
    .set({
      pay_before: sql<Date>`greatest(pay_before, ${until})`,
      close_try_at: sql<Date>`greatest(close_try_at, ${until})`,
    })
    .where('id', '=', checkoutId)
    .where('state', '=', 'unpaid')
    .returning('id')
    .executeTakeFirst()
  if (!row) return false
  await tx
    .updateTable('order.order')
    .set({ pay_before: sql<Date>`greatest(pay_before, ${until})`, revision: sql<number>`revision + 1` })
    .where('checkout_id', '=', checkoutId)
    .where('state', '=', 'pending_payment')
    .execute()
  return true
}
