import type { z } from 'zod'
import { later } from '../../kernel/clock.ts'
import { AppError } from '../../kernel/errors.ts'
import { holdOf, type LuckyPackets } from './context.ts'
import type { PacketInput, ShopPacketInput } from './contract.ts'
import {
  endDue,
  endFunding,
  insertPacket,
  markReturned,
  packetOf,
  packetOfRequest,
  type PacketRow,
  stillFunding,
  toReturn,
} from './queries/packets.ts'
import { split } from './split.ts'

type Wish = z.output<typeof PacketInput>
const HOURS = 24

interface Sender {
  senderId: string | null
  shopId: string | null
}

/** Each share has a fen at least, and equal ones are equal. Throws `lucky_packet_numbers_wrong`. */
function check({ kind, totalFen, shares }: Wish): void {
  if (totalFen < shares || (kind === 'fixed' && totalFen % shares !== 0)) throw new AppError('invalid', 'lucky_packet_numbers_wrong')
}

async function write(packets: LuckyPackets, sender: Sender, wish: Wish & { hours: number }): Promise<PacketRow> {
  check(wish)
  const { requestId, kind, totalFen, shares } = wish
  const now = packets.now()
  await insertPacket(packets.db, {
    ...sender,
    ...wish,
    id: packets.newId(),
    amounts: split(totalFen, { shares, kind }),
    state: sender.senderId ? 'funding' : 'open',
    expiresAt: later(now, { hours: wish.hours }),
    now,
  })
  const row = await packetOfRequest(packets.db, { ...sender, requestId })
  if (!row || row.totalFen !== totalFen || row.shares !== shares || row.kind !== kind)
    throw new AppError('conflict', 'key_reused', { key: requestId })
  return row
}

/** The shop pays for what is taken: nothing is set aside. */
export const sendOfShop = (packets: LuckyPackets, shopId: string, wish: z.output<typeof ShopPacketInput>): Promise<PacketRow> =>
  write(packets, { senderId: null, shopId }, wish)

/**
 * Written first, then paid from the sender's wallet under the packet's key, then open. What breaks off in between is gone on with by a sweep.
 * Throws `lucky_packet_numbers_wrong`, `key_reused`, `balance_short`.
 */
export async function send(packets: LuckyPackets, senderId: string, wish: Wish): Promise<string> {
  const row = await write(packets, { senderId, shopId: null }, { ...wish, hours: HOURS })
  if (row.state === 'funding') await fund(packets, row)
  if ((await packetOf(packets.db, row.id))?.state === 'void') throw new AppError('conflict', 'balance_short', { availableFen: 0 })
  return row.id
}

async function fund(packets: LuckyPackets, { id, senderId, totalFen }: PacketRow): Promise<void> {
  if (!senderId) return
  const key = holdOf(id)
  const paid = await pay(packets, { key, senderId, totalFen })
  await endFunding(packets.db, id, { paid, now: packets.now() })
}

async function pay(
  packets: LuckyPackets,
  { key, senderId, totalFen }: { key: string; senderId: string; totalFen: number },
): Promise<boolean> {
  try {
    const { amountFen } = await packets.wallet.hold({ key, shopperId: senderId, amountFen: totalFen, mode: 'up_to', minutes: 60 })
    if (amountFen === totalFen) {
      await packets.wallet.capture({ key, to: 'sales' })
      return true
    }
  } catch (error) {
    // It was found to be too little before, and let go.
    if (!(error instanceof AppError) || (error.code !== 'hold_ended' && error.code !== 'balance_short')) throw error
  }
  await packets.wallet.release({ key })
  return false
}

/** What broke off while it was sent. Returns how many. */
export async function goOnFunding(packets: LuckyPackets): Promise<number> {
  const left = await stillFunding(packets.db, later(packets.now(), { seconds: -30 }), 50)
  for (const row of left) await fund(packets, row)
  return left.length
}

/** Packets whose time is over end, and what nobody took goes back to its sender's wallet as it came, once. Returns how many. */
export async function giveBack(packets: LuckyPackets): Promise<number> {
  await endDue(packets.db, packets.now())
  const due = await toReturn(packets.db, 50)
  for (const { id, senderId, totalFen, takenFen } of due) {
    const amountFen = totalFen - takenFen
    const key = holdOf(id)
    if (senderId && amountFen > 0) await packets.wallet.giveBack({ key, returnKey: key, amountFen, note: '红包未领完退回' })
    await markReturned(packets.db, id, packets.now())
  }
  return due.length
}
