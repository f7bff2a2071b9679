import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { basisPoints } from '../../kernel/money.ts'
import type { AfterSalesKit } from './context.ts'
import { AfterSalesSettings, type afterSalesCalls } from './contract.ts'
import { grant } from './queries/budget.ts'
import { putSettings, settingsOf } from './queries/shop-choices.ts'
import { rules, saveRules } from './approval-rules.ts'

/** For set-up; what a shop has set stays as it is. */
export async function seed(kit: AfterSalesKit, input: z.output<typeof afterSalesCalls.seed.input>): Promise<{ ok: true }> {
  const { shopId, returnTo, revenueFen } = input
  if ((await settingsOf(kit.db, shopId)) === undefined) await putSettings(kit.db, shopId, AfterSalesSettings.parse({ returnTo }), kit.now())
  if ((await rules(kit, shopId)).length === 0) await saveRules(kit, shopId, input.rules)
  const { compensationBps } = AfterSalesSettings.parse({})
  const grantedFen = basisPoints(revenueFen, compensationBps)
  await inTx(kit.db, (tx) => grant(tx, { id: kit.newId(), shopId, cause: `seed:${shopId}`, at: kit.now(), revenueFen, grantedFen }))
  return { ok: true }
}
