import { sql } from 'kysely'
import type { Db } from '../../../kernel/db.ts'
import type { PaymentDb } from '../db.ts'

export interface Intent {
  subject: string
  shopper_id: string | null
  shop_ids: string[]
  amount_fen: number
  state: 'open' | 'paid' | 'closed'
  closing_at: Date | null
  paid_attempt_id: string | null
  paid_at: Date | null
  wallet_key: string | null
  wallet_wish: string
  wallet_round: number
  wallet_ready: boolean
  wallet_fen: number
}

const columns = [
  'subject',
  'shopper_id',
  'shop_ids',
  'amount_fen',
  'state',
  'closing_at',
  'paid_attempt_id',
  'paid_at',
  'wallet_key',
  'wallet_wish',
  'wallet_round',
  'wallet_ready',
  'wallet_fen',
] as const

export interface IntentInput {
  subject: string
  shopperId: string
  shopIds: readonly string[]
  title: string
  amountFen: number
  expiresAt: Date
}

/** Opens it, or brings an open one up to what is asked now (a price may be changed before payment). Then locks it: all that changes an intent goes through this lock. */
export async function openIntent(tx: Db<PaymentDb>, input: IntentInput, now: Date): Promise<Intent> {
  const facts = {
    shopper_id: input.shopperId,
    shop_ids: [...input.shopIds],
    title: input.title,
    amount_fen: input.amountFen,
    expires_at: input.expiresAt,
  }
  const opened = await tx
    .insertInto('payment.intent')
    .values({ subject: input.subject, ...facts, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        // A part of another amount is no part of this one: it is wished for anew.
        .doUpdateSet({
          ...facts,
          wallet_fen: sql<number>`case when payment.intent.amount_fen = excluded.amount_fen then payment.intent.wallet_fen else 0 end`,
        })
        .where('payment.intent.state', '=', 'open')
        .where('payment.intent.closing_at', 'is', null),
    )
    .returning(columns)
    .executeTakeFirst()
  // One that is ending or has ended stays as it is.
  return (
    opened ?? tx.selectFrom('payment.intent').select(columns).where('subject', '=', input.subject).forUpdate().executeTakeFirstOrThrow()
  )
}

/** Marks that it is being closed, also when nobody ever opened it, and locks it. */
export async function beginClosing(tx: Db<PaymentDb>, subject: string, now: Date): Promise<Intent> {
  await tx
    .insertInto('payment.intent')
    .values({ subject, closing_at: now, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet({ closing_at: now })
        .where('payment.intent.closing_at', 'is', null)
        .where('payment.intent.state', '=', 'open'),
    )
    .execute()
  return tx.selectFrom('payment.intent').select(columns).where('subject', '=', subject).forUpdate().executeTakeFirstOrThrow()
}

export async function lockIntent(tx: Db<PaymentDb>, subject: string): Promise<Intent | undefined> {
  return tx.selectFrom('payment.intent').select(columns).where('subject', '=', subject).forUpdate().executeTakeFirst()
}

export async function findIntent(db: Db<PaymentDb>, subject: string): Promise<Intent | undefined> {
  return db.selectFrom('payment.intent').select(columns).where('subject', '=', subject).executeTakeFirst()
}

/** From open to paid; false when it was not open. */
export async function payIntent(tx: Db<PaymentDb>, subject: string, paid: { attemptId: string | null; at: Date }): Promise<boolean> {
  const row = await tx
    .updateTable('payment.intent')
    .set({ state: 'paid', paid_attempt_id: paid.attemptId, paid_at: paid.at })
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .returning('subject')
    .executeTakeFirst()
  return row !== undefined
}

/** From open to closed, if no attempt is alive. Gives what it had set aside in the wallet. */
export async function closeIntent(tx: Db<PaymentDb>, subject: string, now: Date): Promise<string | null> {
  const row = await tx
    .updateTable('payment.intent')
    .set({ state: 'closed', closed_at: now })
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('payment.attempt')
            .select('id')
            .whereRef('payment.attempt.subject', '=', 'payment.intent.subject')
            .where('payment.attempt.state', 'in', ['starting', 'open', 'unknown']),
        ),
      ),
    )
    .returning('wallet_key')
    .executeTakeFirst()
  return row?.wallet_key ?? null
}

/** The key under which the wallet is about to be asked; nothing is set aside under it yet. */
export async function wishWalletPart(tx: Db<PaymentDb>, subject: string, wish: { key: string | null; wish: string }): Promise<void> {
  await tx
    .updateTable('payment.intent')
    .set({
      wallet_key: wish.key,
      wallet_wish: wish.wish,
      wallet_fen: 0,
      wallet_ready: wish.key === null,
      wallet_round: sql<number>`wallet_round + 1`,
    })
    .where('subject', '=', subject)
    .execute()
}

/** What is taken at the door is booked under this key; nothing is booked yet. */
export async function markCollecting(tx: Db<PaymentDb>, subject: string, key: string): Promise<void> {
  await tx
    .updateTable('payment.intent')
    .set({ wallet_key: key, wallet_wish: 'collected', wallet_ready: false, on_delivery: true })
    .where('subject', '=', subject)
    .where('state', '=', 'open')
    .execute()
}

/** How much the wallet set aside under that key; false when the key is not the one that counts any more. */
export async function fixWalletPart(db: Db<PaymentDb>, part: { subject: string; key: string; walletFen: number }): Promise<boolean> {
  const row = await db
    .updateTable('payment.intent')
    .set({ wallet_fen: part.walletFen, wallet_ready: true })
    .where('subject', '=', part.subject)
    .where('wallet_key', '=', part.key)
    .where('state', '=', 'open')
    .where('closing_at', 'is', null)
    .returning('subject')
    .executeTakeFirst()
  return row !== undefined
}

/** What paid subjects were paid with, and under which key the wallet did its part. */
export async function paidParts(db: Db<PaymentDb>, subjects: readonly string[]) {
  return db
    .selectFrom('payment.intent')
    .select(['subject', 'amount_fen as amountFen', 'wallet_fen as walletFen', 'wallet_key as walletKey'])
    .where('subject', '=', sql<string>`any(${[...subjects]}::uuid[])`)
    .where('state', '=', 'paid')
    .execute()
}
