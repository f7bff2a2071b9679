import type { z } from 'zod'
import type { Payments } from './context.ts'
import type { paymentCalls } from './contract.ts'
import { paidParts } from './queries/intents.ts'

/** What paid subjects were paid with. */
export async function parts(
  payments: Payments,
  { subjects }: { subjects: readonly string[] },
): Promise<z.input<typeof paymentCalls.parts.reply>> {
  if (subjects.length === 0) return { items: [] }
  const rows = await paidParts(payments.db, subjects)
  const keys = rows.flatMap((row) => (row.walletKey && row.walletFen > 0 ? [row.walletKey] : []))
  const holds = keys.length > 0 ? (await payments.wallet.holds({ keys })).items : []
  const gifts = new Map(holds.map((hold) => [hold.key, hold.giftFen]))
  return { items: rows.map(({ walletKey, ...row }) => ({ ...row, giftFen: (walletKey && gifts.get(walletKey)) || 0 })) }
}
