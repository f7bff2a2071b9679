import { AppError } from '../../kernel/errors.ts'
import { type Caller, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { redpacketCalls } from '../redpacket/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import type { LuckyPackets } from './context.ts'
import {
  endShopLuckyPacket,
  getLuckyPacket,
  listLuckyPackets,
  listSentLuckyPackets,
  luckyPacketCalls,
  PacketInput,
  sendLuckyPacket,
  sendShopLuckyPacket,
  ShopPacketInput,
  takeLuckyPacket,
} from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { endNow, forgotten, ofShop, packetOf, sharesOff } from './queries/packets.ts'
import { giveBack, goOnFunding, send, sendOfShop } from './send.ts'
import { grantLeft, sent, sentOf, show, take } from './take.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const luckyPacket = defineModule({
  name: 'lucky-packet',
  calls: { ...luckyPacketCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { redpacket: redpacketCalls, shop: shopCalls, shopper: shopperCalls, wallet: walletCalls },
  messages,
  create: ({ db, now, newId, needs }) => {
    const packets: LuckyPackets = { db, now, newId, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        send: async ({ shopperId, ...input }) => ({ id: await send(packets, shopperId, PacketInput.parse(input)) }),
        sendOfShop: async ({ shopId, ...input }) => ({ id: (await sendOfShop(packets, shopId, ShopPacketInput.parse(input))).id }),
        take: (by) => take(packets, by),
      },
      routes: [...shopRoutes(packets), ...adminRoutes(packets)],
      handlers: [],
      jobs: [
        sweep({ name: 'lucky-packet.go-on', everyMs: 10_000, run: () => goOnFunding(packets) }),
        sweep({ name: 'lucky-packet.grant', everyMs: 5_000, run: () => grantLeft(packets) }),
        sweep({ name: 'lucky-packet.give-back', everyMs: 5_000, run: () => giveBack(packets) }),
      ],
      checks: [
        { name: 'lucky-packet: takers have exactly their shares, and the rest went back', invariant: 9, run: () => sharesOff(db) },
        { name: 'lucky-packet: no packet and no share is forgotten', invariant: 0, run: () => forgotten(db, now()) },
      ],
    }
  },
})

const shopRoutes = (packets: LuckyPackets) => [
  route(sendLuckyPacket, async (caller, { body }) => {
    const shopperId = shopperOf(caller)
    return show(packets, await send(packets, shopperId, body), shopperId)
  }),
  route(listSentLuckyPackets, (caller, { query }) => sentOf(packets, shopperOf(caller), query)),
  route(getLuckyPacket, (caller, { params }) => show(packets, params.id, viewerOf(caller))),
  route(takeLuckyPacket, async (caller, { params }) => {
    const shopperId = shopperOf(caller)
    await take(packets, { id: params.id, shopperId })
    return show(packets, params.id, shopperId)
  }),
]

const adminRoutes = (packets: LuckyPackets) => [
  route(listLuckyPackets, async (caller, { query }) => {
    const { items, total } = await ofShop(packets.db, staffOf(caller).shopId, query)
    return { items: items.map(sent), total }
  }),
  route(sendShopLuckyPacket, async (caller, { body }) => sent(await sendOfShop(packets, staffOf(caller).shopId, body))),
  route(endShopLuckyPacket, async (caller, { params }) => {
    const { shopId } = staffOf(caller)
    if (!(await packetOf(packets.db, params.id, shopId))) throw new AppError('not_found', 'lucky_packet_not_found')
    await endNow(packets.db, params.id, packets.now())
    const row = await packetOf(packets.db, params.id, shopId)
    if (!row) throw new AppError('not_found', 'lucky_packet_not_found')
    return sent(row)
  }),
]
