import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import {
  captureHold,
  claimHold,
  fillHold,
  type HoldWish,
  holdsOf,
  lapsedKeys,
  type Part,
  partsOf,
  prolongHold,
  releaseHold,
  undoHold,
} from '../../kernel/ledger-holds.ts'
import { accountOf, BACK_DAYS, ledger, packetOf, type RedPackets } from './context.ts'
import type { redpacketCalls } from './contract.ts'
import { keepUntil, usablePackets } from './queries.ts'

const done = { ok: true as const }
type Input<K extends keyof typeof redpacketCalls> = z.output<(typeof redpacketCalls)[K]['input']>

/** Sets so much aside, from the packets that expire first. */
export async function hold(packets: RedPackets, input: Input<'hold'>): Promise<typeof done> {
  const now = packets.now()
  const wish: HoldWish = {
    key: input.key,
    owner: input.shopperId,
    wish: `${input.amountFen} fen`,
    expiresAt: later(now, { minutes: input.minutes }),
    at: now,
  }
  await inTx(packets.db, async (tx) => {
    if ((await claimHold(tx, ledger, wish)) !== 'new') return
    const parts: Part[] = []
    let left = input.amountFen
    for (const packet of await usablePackets(tx, { shopperId: input.shopperId, now, lock: true })) {
      const amount = Math.min(left, packet.leftFen)
      if (amount > 0) parts.push({ name: accountOf(packet.id), amount })
      left -= amount
    }
    if (left > 0) throw new AppError('conflict', 'balance_short', { availableFen: input.amountFen - left })
    await fillHold(tx, ledger, { hold: wish, parts, kind: 'pay' })
  })
  return done
}

export async function capture(packets: RedPackets, { key }: Input<'capture'>): Promise<typeof done> {
  await inTx(packets.db, (tx) => captureHold(tx, ledger, { key, kind: 'spent', to: 'spent', at: packets.now() }))
  return done
}

export async function release(packets: RedPackets, { key }: Input<'release'>): Promise<typeof done> {
  const at = packets.now()
  await inTx(packets.db, async (tx) => {
    if (await releaseHold(tx, ledger, { key, kind: 'pay_back', at })) await keep(tx, await partsOf(tx, ledger, key), at)
  })
  return done
}

/** A packet that comes back after its time is worth something again for a week. */
const keep = (tx: RedPackets['db'], parts: readonly Part[], at: Date): Promise<void> =>
  keepUntil(
    tx,
    parts.map((part) => packetOf(part.name)),
    later(at, { days: BACK_DAYS }),
  )

export async function prolong(packets: RedPackets, { key, minutes }: Input<'prolong'>): Promise<{ held: boolean }> {
  return { held: await prolongHold(packets.db, ledger, { key, until: later(packets.now(), { minutes }) }) }
}

/** Leases that are over. Returns how many. */
export async function releaseLapsed(packets: RedPackets): Promise<number> {
  const at = packets.now()
  return inTx(packets.db, async (tx) => {
    const keys = await lapsedKeys(tx, ledger, { now: at, limit: 100 })
    for (const key of keys) {
      if (await releaseHold(tx, ledger, { key, kind: 'pay_back', lapse: true, at })) await keep(tx, await partsOf(tx, ledger, key), at)
    }
    return keys.length
  })
}

export async function giveBack(packets: RedPackets, { key, returnKey, amountFen }: Input<'giveBack'>): Promise<typeof done> {
  const at = packets.now()
  await inTx(packets.db, async (tx) => {
    await keep(tx, await undoHold(tx, ledger, { key, returnKey, amount: amountFen, from: 'spent', kind: 'refund', at }), at)
  })
  return done
}

export async function holds(
  packets: RedPackets,
  { keys }: { keys: readonly string[] },
): Promise<z.input<typeof redpacketCalls.holds.reply>> {
  const found = await holdsOf(packets.db, ledger, keys)
  return {
    items: found.map(({ key, state, lapsed, amount, returned }) => ({ key, state, lapsed, amountFen: amount, returnedFen: returned })),
  }
}
