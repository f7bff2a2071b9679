import { later } from '../../kernel/clock.ts'
import { type Handler, on } from '../../kernel/events.ts'
import { type Caller, type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { orderPaid, orderUnitsRefunded } from '../order/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { redpacketCalls } from '../redpacket/contract.ts'
import { reachSlot, resultsSlot } from '../results/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import * as face from './contract.ts'
import { mine, poster, share as shareWhat, target } from './links.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { endOpen } from './queries/cashback.ts'
import { insertCampaign } from './queries/campaigns.ts'
import { budgetsOff, friendsOff, limitsOff, payoutsOff } from './queries/referral-checks.ts'
import { invitesOf } from './queries/referrals.ts'
import { cameByShare, chainsOff, reachOf, visitsOff } from './queries/visits.ts'
import { boardOf, decide, mine as myReferrals } from './referral/board.ts'
import { addCampaign, editCampaign, listCampaigns, offers } from './referral/campaigns.ts'
import type { Referrals } from './referral/context.ts'
import { giveDue } from './referral/give.ts'
import { joined, paid } from './referral/qualify.ts'
import { refunded } from './referral/refund.ts'
import { resultsCallsOf } from './referral/told.ts'
import { claim, forget, visit } from './visits.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const share = defineModule({
  name: 'share',
  calls: { ...face.shareCalls, ...mergeSlot.calls },
  needs: { shopper: shopperCalls, points: pointsCalls, redpacket: redpacketCalls, wallet: walletCalls, promotion: promotionCalls },
  plugsInto: [reachSlot, resultsSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, config, needs, plugged }) => {
    const plays = () => plugged(resultsSlot)
    const onJoined = (shopperId: string) => joined(shares, shopperId)
    const shares: Referrals = { db, now, newId, secretKey: config.secretKey, publicUrl: config.publicUrl, ...needs, plays, onJoined }
    return {
      calls: {
        reachOf: async (of) => ({ items: await reachOf(db, of) }),
        cameByShare: async (of) => ({ shopperIds: await cameByShare(db, of) }),
        ...resultsCallsOf(shares),
        ...mergeCalls(db, now, merging),
        share: (what) => shareWhat(shares, { ...face.shareCalls.share.input.parse(what), code: null }),
        visit: (what) => visit(shares, { ...what, ip: what.visitor }),
        putCampaign: async (input) => {
          const id = newId()
          await insertCampaign(db, { ...input, id, now: now() })
          return { id }
        },
        giveDue: async () => ({ given: await giveDue(shares) }),
      },
      routes: [...shopRoutes(shares), ...adminRoutes(shares)],
      handlers: handlersOf(shares),
      jobs: [
        sweep({ name: 'share.give', everyMs: 3_000, run: () => giveDue(shares) }),
        sweep({ name: 'share.end-cashbacks', everyMs: 60_000, run: () => endOpen(db, now()) }),
        cron({ name: 'share.forget-devices', cron: '17 4 * * *', run: () => forget(shares) }),
      ],
      checks: [
        { name: 'share: a share counts its visitors', invariant: 0, run: () => visitsOff(db) },
        { name: 'share: nobody came by a share of their own', invariant: 0, run: () => chainsOff(db) },
        { name: 'share: campaigns count the rewards that were decided', invariant: 9, run: () => budgetsOff(db) },
        { name: 'share: limits of sharers count what was decided', invariant: 9, run: () => limitsOff(db) },
        {
          name: 'share: rewards are as their referrals say, and given in time',
          invariant: 17,
          run: () => payoutsOff(db, later(now(), { hours: -1 })),
        },
        { name: 'share: a cash-back counts the friends who bought', invariant: 0, run: () => friendsOff(db) },
      ],
    }
  },
})

/** Each may be heard twice. */
const handlersOf = (shares: Referrals): Handler[] => [
  on(orderPaid, 'share.reward', ({ payload }) => paid(shares, payload)),
  on(orderUnitsRefunded, 'share.undo', ({ payload }) => refunded(shares, payload)),
]

const shopRoutes = (shares: Referrals): Route[] => [
  route(face.createShareLink, (caller, { body }) => shareWhat(shares, { ...body, shopperId: shopperOf(caller) })),
  route(face.getShareLink, (_caller, { params }) => target(shares, params.code)),
  route(face.getSharePoster, (_caller, { params }) => poster(shares, params.code)),
  route(face.listMyShareLinks, (caller, { query }) => mine(shares, shopperOf(caller), query)),
  route(face.recordVisit, (caller, { body }) => visit(shares, { ...body, shopperId: viewerOf(caller), ip: caller.ip })),
  route(face.claimVisits, (caller, { body }) => claim(shares, { ...body, shopperId: shopperOf(caller), ip: caller.ip })),
  route(face.listReferralOffers, () => offers(shares)),
  route(face.listMyReferrals, (caller, { query }) => myReferrals(shares, shopperOf(caller), query)),
  route(face.getMyInvites, (caller) => invitesOf(shares.db, shopperOf(caller))),
]

const adminRoutes = (shares: Referrals): Route[] => [
  route(face.listAdminReferralCampaigns, (caller, { query }) => listCampaigns(shares, staffOf(caller).shopId, query)),
  route(face.createReferralCampaign, (caller, { body }) => addCampaign(shares, staffOf(caller), body)),
  route(face.updateReferralCampaign, (caller, { params, body }) => editCampaign(shares, staffOf(caller), { ...body, id: params.id })),
  route(face.listReferrals, (caller, { params, query }) => boardOf(shares, staffOf(caller).shopId, { ...query, id: params.id })),
  route(face.decideReferral, (caller, { params, body }) => decide(shares, staffOf(caller), { ...body, id: params.id })),
]
