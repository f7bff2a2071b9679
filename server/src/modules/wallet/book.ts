import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { balances, HELD, HOUSE, post } from '../../kernel/ledger.ts'
import { CARD, CASH, GIFT, ledger, type Wallets } from './context.ts'
import type { Wallet, walletCalls } from './contract.ts'
import { eventReference } from './queries.ts'

export async function walletOf(wallets: Pick<Wallets, 'db'>, shopperId: string): Promise<Wallet> {
  const has = await balances(wallets.db, ledger, { owner: shopperId })
  const of = (name: string): number => has.get(name) ?? 0
  const [cashFen, giftFen, cardFen, heldFen] = [of(CASH), of(GIFT), of(CARD), of(HELD)]
  return { availableFen: cashFen + giftFen + cardFen, cashFen, giftFen, cardFen, heldFen }
}

/** Money comes in; the same key books once. */
export async function credit(wallets: Wallets, input: z.output<typeof walletCalls.credit.input>): Promise<{ ok: true }> {
  const owner = input.shopperId
  const given = { kind: input.kind, reference: input.key, note: input.note, at: wallets.now() }
  const from = { top_up: 'topped_up', refund: 'refunded', commission: 'commission', gift_card: 'cards' }[input.kind]
  const parts = [
    { event: `credit:${input.key}`, name: CASH, amount: input.cashFen, from, kind: input.kind },
    { event: `gift:${input.key}`, name: GIFT, amount: input.giftFen, from: 'gifts', kind: 'gift' },
    { event: `card:${input.key}`, name: CARD, amount: input.cardFen, from: 'cards', kind: input.kind },
  ].filter((part) => part.amount > 0)
  if (parts.length === 0) return { ok: true }
  await inTx(wallets.db, async (tx) => {
    for (const { event, name, amount, kind, ...part } of parts) {
      const changes = [
        { owner, name, amount },
        { owner: HOUSE, name: part.from, amount: -amount },
      ]
      await post(tx, ledger, { ...given, event, kind, changes })
    }
  })
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
