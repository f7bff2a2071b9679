import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { emit } from '../../kernel/events.ts'
import { balances, HOUSE, post } from '../../kernel/ledger.ts'
import type { Who } from './apply.ts'
import { type Distribution, ledger, SETTLED } from './context.ts'
import { type withdrawalAsked, withdrawalAsked as asked, type withdrawCommission } from './contract.ts'
import { distributorOf, type DistributorRow } from './queries/distributors.ts'
import { finishWithdrawal, insertWithdrawal, withdrawalOf } from './queries/withdrawals.ts'
import { ruleOf } from './rule-store.ts'

/** Whoever sells, or did, for this shop. Throws `distributor_needed`. */
export async function sellerOf(kit: Distribution, who: Who): Promise<DistributorRow> {
  const row = await distributorOf(kit.db, who)
  if (!row || (row.state !== 'approved' && row.state !== 'stopped')) throw new AppError('not_found', 'distributor_needed')
  return row
}

/**
 * Settled commission goes into the wallet: out of the books here and the wish written in one transaction, then credited there by key, however often
 * that is tried. Throws `commission_short`, `commission_too_little`, `key_reused`.
 */
export async function withdraw(
  kit: Distribution,
  who: Who,
  wish: z.output<typeof withdrawCommission.body>,
): Promise<z.input<typeof withdrawCommission.reply>> {
  const { id: owner } = await sellerOf(kit, who)
  const { minWithdrawFen } = await ruleOf(kit, who.shopId)
  const { requestId, amountFen } = wish
  const [shop] = (await kit.shop.find({ ids: [who.shopId] })).items
  await inTx(kit.db, async (tx) => {
    const id = kit.newId()
    if (!(await insertWithdrawal(tx, { ...who, id, distributorId: owner, requestId, amountFen, at: kit.now() }))) return
    if (amountFen < minWithdrawFen) throw new AppError('conflict', 'commission_too_little', { minFen: minWithdrawFen })
    const has = (await balances(tx, ledger, { owner, lock: true })).get(SETTLED) ?? 0
    if (has < amountFen) throw new AppError('conflict', 'commission_short', { settledFen: has })
    const changes = [
      { owner, name: SETTLED, amount: -amountFen },
      { owner: HOUSE, name: 'withdrawn', amount: amountFen },
    ]
    await post(tx, ledger, { event: `withdraw:${id}`, kind: 'withdraw', reference: id, at: kit.now(), changes })
    await emit(tx, asked, { id, shopperId: who.shopperId, amountFen, shopName: shop?.name ?? '' })
  })
  const known = await withdrawalOf(kit.db, owner, requestId)
  if (!known || known.amountFen !== amountFen) throw new AppError('conflict', 'key_reused', { key: requestId })
  return { amountFen, settledFen: (await balances(kit.db, ledger, { owner })).get(SETTLED) ?? 0, state: known.state }
}

/** The wallet gets it, once. */
export async function credit(kit: Distribution, due: z.output<typeof withdrawalAsked.payload>): Promise<void> {
  const { id, shopperId, amountFen, shopName } = due
  await kit.wallet.credit({ key: `distribution:${id}`, shopperId, cashFen: amountFen, kind: 'commission', note: `${shopName} 分销佣金` })
  await finishWithdrawal(kit.db, id, kit.now())
}
