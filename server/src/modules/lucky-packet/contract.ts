import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Fen, Id, IdParams, PageQuery, pageOf, RequestKey, Time } from '../../kernel/schema.ts'
import { Picture } from '../media/contract.ts'

const Kind = z.enum(['fixed', 'random'])
const Wish = z.string().trim().max(40).default('')
const shares = z.int().min(1).max(100)
/** A shopper sends no more at once: ¥2,000. */
export const PacketInput = z.strictObject({
  requestId: RequestKey,
  kind: Kind,
  totalFen: z.int().min(1).max(200_000),
  shares,
  wish: Wish,
})
export const ShopPacketInput = PacketInput.extend({
  totalFen: z.int().min(1).max(10_000_000),
  shares: z.int().min(1).max(500),
  hours: z.int().min(1).max(168),
})
const State = z.enum(['funding', 'open', 'over', 'void'])
const Person = z.object({ nickname: z.string(), avatar: Picture.nullable() })
export const LuckyPacket = z
  .object({
    id: Id,
    kind: Kind,
    from: Person.extend({ isShop: z.boolean() }),
    wish: z.string(),
    /** gone: all shares are taken; over: its time is over. */
    state: z.enum(['open', 'gone', 'over']),
    shares: z.int(),
    taken: z.int(),
    expiresAt: Time,
    /** Of the one who asks. */
    mine: z.boolean(),
    myAmountFen: Fen.nullable(),
    /** For whoever took or sent: the whole and who got what, the last first; `best` once all are taken. */
    totalFen: Fen.nullable(),
    takes: z.array(Person.extend({ amountFen: Fen, at: Time, mine: z.boolean(), best: z.boolean() })),
  })
  .meta({ id: 'LuckyPacket' })
export const SentLuckyPacket = z
  .object({
    id: Id,
    kind: Kind,
    wish: z.string(),
    state: State,
    totalFen: Fen,
    shares: z.int(),
    taken: z.int(),
    takenFen: Fen,
    returnedFen: Fen,
    createdAt: Time,
    expiresAt: Time,
  })
  .meta({ id: 'SentLuckyPacket' })

export const sendLuckyPacket = operation({
  id: 'sendLuckyPacket',
  face: 'shop',
  method: 'POST',
  path: '/lucky-packets',
  summary: 'Sends a red packet to a group, paid from the wallet; keyed, twice is once. What nobody takes in a day comes back',
  access: 'shopper',
  body: PacketInput,
  reply: LuckyPacket,
  errors: ['lucky_packet_numbers_wrong', 'balance_short', 'key_reused'],
})
export const listSentLuckyPackets = operation({
  id: 'listSentLuckyPackets',
  face: 'shop',
  method: 'GET',
  path: '/lucky-packets',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(SentLuckyPacket),
})
export const getLuckyPacket = operation({
  id: 'getLuckyPacket',
  face: 'shop',
  method: 'GET',
  path: '/lucky-packets/:id',
  summary: 'For whoever has the link',
  access: 'public',
  params: IdParams,
  reply: LuckyPacket,
  errors: ['lucky_packet_not_found'],
})
export const takeLuckyPacket = operation({
  id: 'takeLuckyPacket',
  face: 'shop',
  method: 'POST',
  path: '/lucky-packets/:id/take',
  summary: 'One share for each person, first come first served; asked again the answer is the same',
  access: 'shopper',
  params: IdParams,
  reply: LuckyPacket,
  errors: ['lucky_packet_not_found', 'lucky_packet_gone', 'lucky_packet_over'],
  limit: { times: 60, seconds: 60 },
})
export const listLuckyPackets = operation({
  id: 'listLuckyPackets',
  face: 'admin',
  method: 'GET',
  path: '/lucky-packets',
  summary: 'Red packets that the shop sent to groups, and what came of them',
  access: 'staff:promotion.read',
  query: PageQuery,
  reply: pageOf(SentLuckyPacket),
})
export const sendShopLuckyPacket = operation({
  id: 'sendShopLuckyPacket',
  face: 'admin',
  method: 'POST',
  path: '/lucky-packets',
  summary: 'Sends a red packet in the name of the shop, which pays for it; keyed, twice is once',
  access: 'staff:promotion.write',
  body: ShopPacketInput,
  reply: SentLuckyPacket,
  errors: ['lucky_packet_numbers_wrong', 'key_reused'],
})
export const endShopLuckyPacket = operation({
  id: 'endShopLuckyPacket',
  face: 'admin',
  method: 'POST',
  path: '/lucky-packets/:id/end',
  summary: 'Ends it now; what was taken stays with its takers',
  access: 'staff:promotion.write',
  params: IdParams,
  reply: SentLuckyPacket,
  errors: ['lucky_packet_not_found'],
})

export const luckyPacketCalls = {
  /** As `sendLuckyPacket`. For set-up. */
  send: call(PacketInput.extend({ shopperId: Id }), z.object({ id: Id })),
  /** As `sendShopLuckyPacket`. For set-up. */
  sendOfShop: call(ShopPacketInput.extend({ shopId: Id }), z.object({ id: Id })),
  /** As `takeLuckyPacket`. For set-up. */
  take: call(z.object({ id: Id, shopperId: Id }), z.object({ amountFen: Fen })),
}
