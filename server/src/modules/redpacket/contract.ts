import { z } from 'zod'
import { call, operation } from '../../kernel/contract.ts'
import { cursorOf, CursorQuery, Done, Fen, Id, IdParams, Name, PageQuery, pageOf, Time } from '../../kernel/schema.ts'

export const RedPacket = z
  .object({
    id: Id,
    title: z.string(),
    amountFen: Fen,
    /** What can still be spent of it. */
    leftFen: Fen,
    expiresAt: Time,
    createdAt: Time,
    state: z.enum(['usable', 'used', 'expired']),
  })
  .meta({ id: 'RedPacket' })
const Campaign = z.strictObject({
  title: Name,
  /** Each packet holds an amount between these, drawn by chance. */
  minFen: z.int().min(1).max(20_000),
  maxFen: z.int().min(1).max(20_000),
  budgetFen: z.int().min(1).max(100_000_000),
  perShopper: z.int().min(1).max(100),
  validDays: z.int().min(1).max(365),
  startsAt: Time,
  endsAt: Time,
  enabled: z.boolean().default(true),
})
export const RedPacketCampaign = Campaign.extend({ enabled: z.boolean(), id: Id, grantedFen: Fen, granted: z.int(), createdAt: Time }).meta(
  {
    id: 'RedPacketCampaign',
  },
)
export const OpenRedPacketCampaign = z
  .object({ id: Id, title: z.string(), minFen: Fen, maxFen: Fen, endsAt: Time, /** Packets this shopper can still have. */ left: z.int() })
  .meta({ id: 'OpenRedPacketCampaign' })

export const listRedPackets = operation({
  id: 'listRedPackets',
  face: 'shop',
  method: 'GET',
  path: '/red-packets',
  access: 'shopper',
  query: CursorQuery,
  reply: cursorOf(RedPacket).extend({ availableFen: Fen }),
})
export const listOpenRedPackets = operation({
  id: 'listOpenRedPackets',
  face: 'shop',
  method: 'GET',
  path: '/red-packet-campaigns',
  access: 'shopper',
  reply: z.object({ items: z.array(OpenRedPacketCampaign) }),
})
export const claimRedPacket = operation({
  id: 'claimRedPacket',
  face: 'shop',
  method: 'POST',
  path: '/red-packet-campaigns/:id/claim',
  access: 'shopper',
  params: IdParams,
  reply: RedPacket,
  errors: ['campaign_not_found', 'campaign_closed', 'campaign_gone', 'campaign_limit'],
  guard: () => ({ kind: 'coupon' }),
})
export const listRedPacketCampaigns = operation({
  id: 'listRedPacketCampaigns',
  face: 'admin',
  method: 'GET',
  path: '/red-packet-campaigns',
  access: 'staff:promotion.read',
  platform: true,
  query: PageQuery,
  reply: pageOf(RedPacketCampaign),
})
export const createRedPacketCampaign = operation({
  id: 'createRedPacketCampaign',
  face: 'admin',
  method: 'POST',
  path: '/red-packet-campaigns',
  access: 'staff:promotion.write',
  platform: true,
  body: Campaign,
  reply: RedPacketCampaign,
  errors: ['campaign_wrong'],
})
export const updateRedPacketCampaign = operation({
  id: 'updateRedPacketCampaign',
  face: 'admin',
  method: 'PUT',
  path: '/red-packet-campaigns/:id',
  access: 'staff:promotion.write',
  platform: true,
  params: IdParams,
  body: Campaign,
  reply: RedPacketCampaign,
  errors: ['campaign_not_found', 'campaign_wrong'],
})

const Key = z.string().max(100)
export const redpacketCalls = {
  balance: call(z.object({ shopperId: Id }), z.object({ availableFen: Fen })),
  /** Sets so much aside, from the packets that expire first. Throws `balance_short`, `key_reused`, `hold_ended`. */
  hold: call(z.object({ key: Key, shopperId: Id, amountFen: z.int().min(1), minutes: z.int().min(1).max(100_000) }), Done),
  capture: call(z.object({ key: Key }), Done),
  release: call(z.object({ key: Key }), Done),
  prolong: call(z.object({ key: Key, minutes: z.int().min(1).max(100_000) }), z.object({ held: z.boolean() })),
  /** So much comes back into the packets it came from, keyed by `returnKey`; it lasts at least a week. */
  giveBack: call(z.object({ key: Key, returnKey: Key, amountFen: Fen }), Done),
  /** A packet for a shopper, keyed by what it is for. */
  grant: call(
    z.object({
      source: Key,
      shopperId: Id,
      title: z.string().max(100),
      amountFen: z.int().min(1).max(100_000),
      validDays: z.int().min(1).max(365),
    }),
    Done,
  ),
  /** Creates a campaign. For set-up. */
  putCampaign: call(Campaign.extend({ shopId: Id }), RedPacketCampaign),
  holds: call(
    z.object({ keys: z.array(z.string()).max(1000) }),
    z.object({
      items: z.array(
        z.object({
          key: z.string(),
          state: z.enum(['held', 'captured', 'released']),
          lapsed: z.boolean(),
          amountFen: Fen,
          returnedFen: Fen,
        }),
      ),
    }),
  ),
}
export type CampaignInput = z.output<typeof Campaign>
