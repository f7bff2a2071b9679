import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import { balances } from '../../kernel/ledger.ts'
import {
  captureHold,
  claimHold,
  fillHold,
  findHold,
  giveBackHold,
  type HoldWish,
  holdsOf,
  lapsedKeys,
  type Part,
  prolongHold,
  releaseHold,
} from '../../kernel/ledger-holds.ts'
import { CARD, CASH, GIFT, ledger, type Wallets } from './context.ts'
import type { walletCalls } from './contract.ts'
import { giftParts } from './queries.ts'

const done = { ok: true as const }
type Input<K extends keyof typeof walletCalls> = z.output<(typeof walletCalls)[K]['input']>

/** Sets money aside under a key: two who spend one balance at once are one after the other. */
export async function hold(wallets: Wallets, input: Input<'hold'>): Promise<{ amountFen: number }> {
  const now = wallets.now()
  const wish: HoldWish = {
    key: input.key,
    owner: input.shopperId,
    wish: `${input.mode} ${input.amountFen}`,
    reference: input.reference,
    // Money on its way out ends by what becomes of it, never by time: it may have left already.
    expiresAt: later(now, input.mode === 'cash' ? { days: 36_500 } : { minutes: input.minutes }),
    at: now,
  }
  return inTx(wallets.db, async (tx) => {
    const claimed = await claimHold(tx, ledger, wish)
    if (claimed !== 'new') return { amountFen: claimed.amount }
    const has = await balances(tx, ledger, { owner: input.shopperId, lock: true })
    const there = { cash: has.get(CASH) ?? 0, gift: has.get(GIFT) ?? 0, card: has.get(CARD) ?? 0 }
    const parts = input.mode === 'up_to' ? upTo(there, input.amountFen) : withdrawn(there, input.amountFen)
    return { amountFen: await fillHold(tx, ledger, { hold: wish, parts, kind: input.mode === 'up_to' ? 'pay' : 'withdraw' }) }
  })
}

interface Purse {
  cash: number
  gift: number
  card?: number
}

/**
 * What came from gift cards pays first. Then own money and its share of what was given, which is rounded down: a gift is never spent without the money it was given for, so that nobody
 * buys with the gift alone, has the rest back and withdraws it.
 */
export function upTo(there: Purse, wish: number): Part[] {
  const card = Math.min(there.card ?? 0, wish)
  const has = there.cash + there.gift
  const amount = Math.min(has, wish - card)
  const gift = amount === 0 ? 0 : Number((BigInt(there.gift) * BigInt(amount)) / BigInt(has))
  return [{ name: CASH, amount: amount - gift }, ...(card > 0 ? [{ name: CARD, amount: card }] : []), { name: GIFT, amount: gift }]
}

/** Own money that leaves takes its share of the gift along, rounded up: nobody carries a gift out, or keeps it without what it was given for. */
export function withdrawn(there: Purse, amount: number): Part[] {
  if (there.cash < amount) throw new AppError('conflict', 'balance_short', { availableFen: there.cash })
  const share = (BigInt(there.gift) * BigInt(amount) + BigInt(there.cash) - 1n) / BigInt(there.cash)
  return [
    { name: CASH, amount },
    { name: GIFT, amount: Number(share) },
  ]
}

export async function capture(wallets: Wallets, input: Input<'capture'>): Promise<typeof done> {
  await inTx(wallets.db, (tx) => captureHold(tx, ledger, { ...input, kind: 'spent', at: wallets.now() }))
  return done
}

/** Money from outside that pays something: set aside from the house's account for it, and spent, under one key. */
export async function collect(wallets: Wallets, { key, shopperId, amountFen }: Input<'collect'>): Promise<typeof done> {
  const at = wallets.now()
  const wish: HoldWish = { key, owner: shopperId, wish: `collected ${amountFen}`, expiresAt: later(at, { days: 36_500 }), at }
  await inTx(wallets.db, async (tx) => {
    if ((await claimHold(tx, ledger, wish)) !== 'new') return
    await fillHold(tx, ledger, { hold: wish, parts: [{ name: CASH, amount: amountFen }], kind: 'pay', from: 'collected' })
    await captureHold(tx, ledger, { key, to: 'sales', kind: 'spent', at })
  })
  return done
}

export async function release(wallets: Wallets, { key }: Input<'release'>): Promise<typeof done> {
  await inTx(wallets.db, async (tx) => {
    const known = await findHold(tx, ledger, key)
    const kind = known?.wish.startsWith('cash') ? 'withdraw_back' : 'pay_back'
    await releaseHold(tx, ledger, { key, kind, at: wallets.now() })
  })
  return done
}

/** Leases that are over. Returns how many. */
export async function releaseLapsed(wallets: Wallets): Promise<number> {
  return inTx(wallets.db, async (tx) => {
    const keys = await lapsedKeys(tx, ledger, { now: wallets.now(), limit: 100 })
    for (const key of keys) await releaseHold(tx, ledger, { key, kind: 'pay_back', lapse: true, at: wallets.now() })
    return keys.length
  })
}

export async function prolong(wallets: Wallets, { key, minutes }: Input<'prolong'>): Promise<{ held: boolean }> {
  return { held: await prolongHold(wallets.db, ledger, { key, until: later(wallets.now(), { minutes }) }) }
}

export async function giveBack(wallets: Wallets, input: Input<'giveBack'>): Promise<typeof done> {
  await inTx(wallets.db, (tx) =>
    giveBackHold(tx, ledger, {
      key: input.key,
      returnKey: input.returnKey,
      amount: input.amountFen,
      from: 'sales',
      evenly: true,
      kind: 'refund',
      note: input.note,
      at: wallets.now(),
    }),
  )
  return done
}

export async function holds(wallets: Wallets, { keys }: { keys: readonly string[] }): Promise<z.input<typeof walletCalls.holds.reply>> {
  const [found, gifts] = await Promise.all([holdsOf(wallets.db, ledger, keys), giftParts(wallets.db, keys)])
  return {
    items: found.map(({ key, state, amount, returned, lapsed }) => ({
      key,
      state,
      amountFen: amount,
      giftFen: gifts.get(key) ?? 0,
      returnedFen: returned,
      lapsed,
    })),
  }
}
