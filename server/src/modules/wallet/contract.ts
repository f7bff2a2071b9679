import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, PageQuery, RequestKey, Time } from '../../kernel/schema.ts'

/** Why an entry was booked. */
export const WalletKind = z.enum([
  'top_up',
  'gift',
  'pay',
  'pay_back',
  'refund',
  'withdraw',
  'withdraw_back',
  'adjust',
  'spent',
  'commission',
  'merge',
  'gift_card',
])
export const Wallet = z
  .object({
    /** cash + gift + card: what can be spent now. */
    availableFen: Fen,
    cashFen: Fen,
    giftFen: Fen,
    /** From gift cards: pays first, and is never withdrawn. */
    cardFen: Fen,
    /** Set aside for payments and withdrawals that are under way. */
    heldFen: Fen,
  })
  .meta({ id: 'Wallet' })
export type Wallet = z.output<typeof Wallet>

export const WalletEntry = z
  .object({
    id: z.string(),
    account: z.enum(['cash', 'gift', 'card']),
    kind: WalletKind,
    changeFen: z.int(),
    balanceAfterFen: Fen,
    note: z.string(),
    at: Time,
  })
  .meta({ id: 'WalletEntry' })

export const getWallet = operation({
  id: 'getWallet',
  face: 'shop',
  method: 'GET',
  path: '/wallet',
  access: 'shopper',
  reply: Wallet,
})
export const listWalletEntries = operation({
  id: 'listWalletEntries',
  face: 'shop',
  method: 'GET',
  path: '/wallet/entries',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(WalletEntry),
})

export const LedgerEntry = WalletEntry.extend({ shopperId: Id, reference: z.string(), actor: z.string() })
export const ShopperWallet = Wallet.extend({ shopperId: Id })
export const WalletLedgerQuery = PageQuery.extend({ shopperId: Id.optional(), kind: WalletKind.optional() })
const Key = z.string().max(100)
export const walletCalls = {
  balance: call(z.object({ shopperId: Id }), Wallet),
  /**
   * Sets money aside until `minutes` have passed. `up_to`: as much of it as there is, own money and its share of the gift. `cash`: exactly so much own money, and
   * with it that share of what was given (a gift cannot be carried out). The same key answers the first hold.
   * Throws `balance_short`, `key_reused`, `hold_ended`.
   */
  hold: call(
    z.object({
      key: Key,
      shopperId: Id,
      amountFen: z.int().min(1),
      mode: z.enum(['up_to', 'cash']),
      minutes: z.int().min(1).max(100_000),
      reference: z.string().max(100).default(''),
    }),
    z.object({ amountFen: Fen }),
  ),
  /** What was set aside is spent. Twice is once; a lapsed hold is taken again if the money is there, else `balance_short`. */
  capture: call(z.object({ key: Key, to: z.enum(['sales', 'withdrawn']) }), Done),
  /** Ends the hold; twice, or one that never was, is fine and prevents a later one with that key. */
  release: call(z.object({ key: Key }), Done),
  /** The hold lasts so many minutes from now, if it has not ended. */
  prolong: call(z.object({ key: Key, minutes: z.int().min(1).max(100_000) }), z.object({ held: z.boolean() })),
  /** Some of what this key spent comes back, keyed by `returnKey`. Never more than was spent: `return_too_much`. */
  giveBack: call(z.object({ key: Key, returnKey: Key, amountFen: Fen, note: z.string().max(200).default('') }), Done),
  /**
   * Money that was taken at the door is spent at once, in one transaction: it is never in the wallet, and what is given back of it later is.
   * Keyed; the same key answers the first. Throws `key_reused`.
   */
  collect: call(z.object({ key: Key, shopperId: Id, amountFen: z.int().min(1) }), Done),
  /** Money comes in, keyed. */
  credit: call(
    z.object({
      key: Key,
      shopperId: Id,
      cashFen: Fen,
      giftFen: Fen.default(0),
      cardFen: Fen.default(0),
      kind: z.enum(['top_up', 'refund', 'commission', 'gift_card']),
      note: z.string().max(200).default(''),
    }),
    Done,
  ),
  /** Wallets, the fullest first, in pages. */
  list: call(
    z.object({ shopperId: Id.optional(), page: z.int().min(1), pageSize: z.int().min(1).max(100) }),
    z.object({ items: z.array(ShopperWallet), total: z.int() }),
  ),
  /** Everybody's entries, newest first. */
  ledger: call(WalletLedgerQuery, z.object({ items: z.array(LedgerEntry), total: z.int() })),
  /** Staff add or take money, with a reason; keyed. Throws `balance_short`, `key_reused`. */
  adjust: call(
    z.object({
      requestId: RequestKey,
      shopId: Id,
      staffName: z.string(),
      shopperId: Id,
      account: z.enum(['cash', 'gift']),
      changeFen: z.int(),
      reason: z.string().max(200),
    }),
    Done,
  ),
  /** States of holds and what they are made of, for checks and invoices. */
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({
      items: z.array(
        z.object({
          key: z.string(),
          state: z.enum(['held', 'captured', 'released']),
          amountFen: Fen,
          /** Of it, what had been given to the shopper; it comes back by its share. */
          giftFen: Fen,
          returnedFen: Fen,
          lapsed: z.boolean(),
        }),
      ),
    }),
  ),
}
