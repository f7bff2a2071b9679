import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { ledgerChecks } from '../../kernel/ledger-checks.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { addCampaign, availableOf, campaignsOf, editCampaign, mine, open } from './campaigns.ts'
import { ledger, type RedPackets } from './context.ts'
import {
  claimRedPacket,
  createRedPacketCampaign,
  listOpenRedPackets,
  listRedPacketCampaigns,
  listRedPackets,
  redpacketCalls,
  updateRedPacketCampaign,
} from './contract.ts'
import { claim, expire, grant } from './grant.ts'
import { capture, giveBack, hold, holds, prolong, release, releaseLapsed } from './hold.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { campaignsOff } from './queries.ts'

export const redpacket = defineModule({
  name: 'redpacket',
  calls: { ...redpacketCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {},
  messages,
  create: ({ db, now, newId }) => {
    const packets: RedPackets = { db, now, newId }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        balance: ({ shopperId }) => availableOf(packets, shopperId),
        hold: (input) => hold(packets, input),
        capture: (input) => capture(packets, input),
        release: (input) => release(packets, input),
        prolong: (input) => prolong(packets, input),
        giveBack: (input) => giveBack(packets, input),
        grant: (input) => grant(packets, input),
        putCampaign: ({ shopId, enabled = true, ...input }) => addCampaign(packets, shopId, { ...input, enabled }),
        holds: (input) => holds(packets, input),
      },
      routes: [
        route(listRedPackets, (caller, { query }) => mine(packets, shopperOf(caller), query)),
        route(listOpenRedPackets, (caller) => open(packets, shopperOf(caller))),
        route(claimRedPacket, (caller, { params }) => claim(packets, { campaignId: params.id, shopperId: shopperOf(caller) })),
        route(listRedPacketCampaigns, (caller, { query }) => campaignsOf(packets, staffOf(caller).shopId, query)),
        route(createRedPacketCampaign, (caller, { body }) => addCampaign(packets, staffOf(caller).shopId, body)),
        route(updateRedPacketCampaign, (caller, { params, body }) =>
          editCampaign(packets, staffOf(caller).shopId, { ...body, id: params.id }),
        ),
      ],
      handlers: [],
      jobs: [
        sweep({ name: 'redpacket.release-lapsed', everyMs: 5_000, run: () => releaseLapsed(packets) }),
        sweep({ name: 'redpacket.expire', everyMs: 10_000, run: () => expire(packets) }),
      ],
      checks: [
        ...ledgerChecks(db, ledger, now),
        { name: 'redpacket: campaigns gave out what their packets hold, within the budget', invariant: 9, run: () => campaignsOff(db) },
      ],
    }
  },
})
