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
}

const columns = ['subject', 'shopper_id', 'shop_ids', 'amount_fen', 'state', 'closing_at', 'paid_attempt_id', 'paid_at'] as const

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
  await tx
    .insertInto('payment.intent')
    .values({ subject: input.subject, ...facts, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet(facts)
        .where('payment.intent.state', '=', 'open')
        .where('payment.intent.closing_at', 'is', null),
    )
    .execute()
  return tx.selectFrom('payment.intent').select(columns).where('subject', '=', input.subject).forUpdate().executeTakeFirstOrThrow()
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

/** From open to closed, if no attempt is alive. */
export async function closeIntent(tx: Db<PaymentDb>, subject: string, now: Date): Promise<void> {
  await tx
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
    .execute()
}
