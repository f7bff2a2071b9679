import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { balances, HELD, HOUSE, post } from '../../kernel/ledger.ts'
import { CASH, GIFT, ledger, type Wallets } from './context.ts'
import type { Wallet, walletCalls } from './contract.ts'
import { eventReference } from './queries.ts'

export async function walletOf(wallets: Pick<Wallets, 'db'>, shopperId: string): Promise<Wallet> {
  const has = await balances(wallets.db, ledger, { owner: shopperId })
  const [cashFen, giftFen, heldFen] = [has.get(CASH) ?? 0, has.get(GIFT) ?? 0, has.get(HELD) ?? 0]
  return { availableFen: cashFen + giftFen, cashFen, giftFen, heldFen }
}

/** Money comes in; the same key books once. */
export async function credit(wallets: Wallets, input: z.output<typeof walletCalls.credit.input>): Promise<{ ok: true }> {
  const owner = input.shopperId
  if (input.cashFen + input.giftFen > 0) {
    await inTx(wallets.db, async (tx) => {
      const given = { kind: input.kind, reference: input.key, note: input.note, at: wallets.now() }
      const from = { top_up: 'topped_up', refund: 'refunded', commission: 'commission' }[input.kind]
      if (input.cashFen > 0) {
        const changes = [
          { owner, name: CASH, amount: input.cashFen },
          { owner: HOUSE, name: from, amount: -input.cashFen },
        ]
        await post(tx, ledger, { ...given, event: `credit:${input.key}`, changes })
      }
      if (input.giftFen > 0) {
        const changes = [
          { owner, name: GIFT, amount: input.giftFen },
          { owner: HOUSE, name: 'gifts', amount: -input.giftFen },
        ]
        await post(tx, ledger, { ...given, event: `gift:${input.key}`, kind: 'gift', changes })
      }
    })
  }
  return { ok: true }
}

/** Staff add or take money, with a reason. The same key and wish book once; the same key and another wish is `key_reused`. */
export async function adjust(wallets: Wallets, wish: z.output<typeof walletCalls.adjust.input>): Promise<{ ok: true }> {
  const event = `adjust:${wish.shopId}:${wish.requestId}`
  const sameness = `${wish.shopperId} ${wish.account} ${wish.changeFen}`
  const booked = await inTx(wallets.db, (tx) =>
    post(tx, ledger, {
      event,
      kind: 'adjust',
      reference: sameness,
      note: wish.reason,
      actor: wish.staffName,
      at: wallets.now(),
      changes: [
        { owner: wish.shopperId, name: wish.account, amount: wish.changeFen },
        { owner: HOUSE, name: 'adjusted', amount: -wish.changeFen },
      ],
    }),
  )
  if (!booked && (await eventReference(wallets.db, event)) !== sameness)
    throw new AppError('conflict', 'key_reused', { key: wish.requestId })
  return { ok: true }
}
