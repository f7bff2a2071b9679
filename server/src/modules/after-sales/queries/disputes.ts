import { type Db, jsonb } from '../../../kernel/db.ts'
import type { Picture } from '../../media/contract.ts'
import type { AfterSalesDb } from '../db.ts'

export async function insertDispute(
  tx: Db<AfterSalesDb>,
  dispute: { id: string; requestId: string; text: string; pictures: readonly Picture[]; at: Date },
): Promise<void> {
  await tx
    .insertInto('after_sales.dispute')
    .values({
      id: dispute.id,
      request_id: dispute.requestId,
      text: dispute.text,
      pictures: jsonb(dispute.pictures),
      opened_at: dispute.at,
    })
    .execute()
}

/** Decides the open dispute of a request, once. */
export async function decide(
  tx: Db<AfterSalesDb>,
  requestId: string,
  set: { decision: 'refund' | 'return' | 'refuse'; note: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .updateTable('after_sales.dispute')
    .set({ decision: set.decision, decided_text: set.note, decided_by: set.by, decided_at: set.at })
    .where('request_id', '=', requestId)
    .where('decided_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The newest dispute of a request. */
export async function disputeOf(db: Db<AfterSalesDb>, requestId: string) {
  const row = await db
    .selectFrom('after_sales.dispute')
    .select(['text', 'pictures', 'opened_at as openedAt', 'decision', 'decided_text as decidedText', 'decided_at as decidedAt'])
    .where('request_id', '=', requestId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, pictures: row.pictures as Picture[] } // written by insertDispute only
}
