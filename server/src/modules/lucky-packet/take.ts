import type { z } from 'zod'
import { inTx } from '../../kernel/db.ts'
import { AppError } from '../../kernel/errors.ts'
import type { LuckyPackets } from './context.ts'
import type { listSentLuckyPackets, LuckyPacket, SentLuckyPacket } from './contract.ts'
import { markGranted, packetOf, type PacketRow, sentBy, takeNext, takeOf, takesOf, type TakeRow, ungranted } from './queries/packets.ts'

/** What one takes can be spent for a year. */
const VALID_DAYS = 365

/** Throws `lucky_packet_not_found`: also for one that is not paid for. */
async function known(packets: LuckyPackets, id: string): Promise<PacketRow> {
  const row = await packetOf(packets.db, id)
  if (!row || row.state === 'funding' || row.state === 'void') throw new AppError('not_found', 'lucky_packet_not_found')
  return row
}

/**
 * A share for each person, the first to come first; the share is theirs in one statement and is granted under its own key, by a sweep when a crash came
 * in between. Again the answer is the same. Throws `lucky_packet_gone`, `lucky_packet_over`.
 */
export async function take(packets: LuckyPackets, { id, shopperId }: { id: string; shopperId: string }): Promise<{ amountFen: number }> {
  const row = await known(packets, id)
  const now = packets.now()
  await inTx(packets.db, (tx) => takeNext(tx, { id, shopperId, now }))
  const mine = await takeOf(packets.db, id, shopperId)
  if (!mine) throw new AppError('conflict', (await known(packets, id)).taken >= row.shares ? 'lucky_packet_gone' : 'lucky_packet_over')
  await grant(packets, mine, row)
  return { amountFen: mine.amountFen }
}

async function grant(packets: LuckyPackets, one: TakeRow, { wish }: Pick<PacketRow, 'wish'>): Promise<void> {
  const { packetId, shopperId, amountFen, position } = one
  const title = wish || '群红包'
  await packets.redpacket.grant({ source: `lucky:${packetId}:${position}`, shopperId, title, amountFen, validDays: VALID_DAYS })
  await markGranted(packets.db, one, packets.now())
}

/** Shares that a crash left without their red packet. Returns how many. */
export async function grantLeft(packets: LuckyPackets): Promise<number> {
  const left = await ungranted(packets.db, 50)
  for (const one of left) await grant(packets, one, await known(packets, one.packetId))
  return left.length
}

type Person = Omit<z.input<typeof LuckyPacket>['from'], 'isShop'>

async function peopleOf(packets: LuckyPackets, ids: readonly string[]): Promise<(id: string) => Person> {
  const wanted = [...new Set(ids)]
  const found = new Map<string, Person>()
  for (let from = 0; from < wanted.length; from += 200) {
    const { items } = await packets.shopper.find({ ids: wanted.slice(from, from + 200) })
    for (const { id, nickname, avatar } of items) found.set(id, { nickname, avatar })
  }
  return (id) => found.get(id) ?? { nickname: '', avatar: null }
}

async function senderOf(packets: LuckyPackets, { senderId, shopId }: PacketRow): Promise<z.input<typeof LuckyPacket>['from']> {
  if (senderId) return { ...(await peopleOf(packets, [senderId]))(senderId), isShop: false }
  const { items } = await packets.shop.find({ ids: shopId ? [shopId] : [] })
  return { nickname: items[0]?.name ?? '', avatar: null, isShop: true }
}

/** As the one who asks may see it: who got what is for those who took or sent. */
export async function show(packets: LuckyPackets, id: string, viewerId: string | null): Promise<z.input<typeof LuckyPacket>> {
  const row = await known(packets, id)
  const [takes, from] = await Promise.all([takesOf(packets.db, id), senderOf(packets, row)])
  const mine = row.senderId !== null && row.senderId === viewerId
  const my = takes.find((one) => one.shopperId === viewerId)
  const inside = mine || my !== undefined
  const people = await peopleOf(packets, inside ? takes.map((one) => one.shopperId) : [])
  const best = row.kind === 'random' && row.taken === row.shares && row.shares > 1 ? Math.max(...takes.map((one) => one.amountFen)) : null
  // Of several with as much the first had it.
  const bestAt = takes.toReversed().find((one) => one.amountFen === best)?.position
  return {
    id,
    kind: row.kind,
    from,
    wish: row.wish,
    state: row.taken >= row.shares ? 'gone' : row.state === 'over' || row.expiresAt <= packets.now() ? 'over' : 'open',
    shares: row.shares,
    taken: row.taken,
    expiresAt: row.expiresAt.toISOString(),
    mine,
    myAmountFen: my?.amountFen ?? null,
    totalFen: inside ? row.totalFen : null,
    takes: inside
      ? takes.map((one) => ({
          ...people(one.shopperId),
          amountFen: one.amountFen,
          at: one.at.toISOString(),
          mine: one.shopperId === viewerId,
          best: one.position === bestAt,
        }))
      : [],
  }
}

export const sent = (row: PacketRow): z.input<typeof SentLuckyPacket> => ({
  id: row.id,
  kind: row.kind,
  wish: row.wish,
  state: row.state,
  totalFen: row.totalFen,
  shares: row.shares,
  taken: row.taken,
  takenFen: row.takenFen,
  returnedFen: row.returnedFen,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})

export async function sentOf(
  packets: LuckyPackets,
  senderId: string,
  query: z.output<typeof listSentLuckyPackets.query>,
): Promise<z.input<typeof listSentLuckyPackets.reply>> {
  const rows = await sentBy(packets.db, { senderId, before: query.cursor, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  return { items: page.map(sent), nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null }
}
