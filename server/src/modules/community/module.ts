import { type Caller, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { orderCalls, playSlot } from '../order/contract.ts'
import { shippingCalls } from '../shipping/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { addBatch, batches, detail, editBatch, endBatch } from './batches.ts'
import type { Community } from './context.ts'
import * as face from './contract.ts'
import { apply, board, decide, myLeaders } from './leaders.ts'
import { batchesOf, confirmArrival, earningsOf, handOut, ordersOf } from './leading.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { hold, release, releaseLapsed, terms } from './play.ts'
import { forgotten, limitsOff, moneyOff, piecesOff } from './queries/results.ts'
import { goOn, handlersOf, payCommissions } from './settle.ts'
import { sheet } from './sheet.ts'
import { commissions, points, stall } from './view.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const community = defineModule({
  name: 'community',
  calls: { ...face.communityCalls, ...mergeSlot.calls },
  needs: {
    catalog: catalogCalls,
    shop: shopCalls,
    shopper: shopperCalls,
    shipping: shippingCalls,
    order: orderCalls,
    wallet: walletCalls,
  },
  plugsInto: [playSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, needs }) => {
    const context: Community = { db, now, newId, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (wish) => terms(context, wish),
        playHold: (wish) => hold(context, wish),
        playRelease: ({ key }) => release(context, key),
        putLeader: async ({ shopId, shopperId, ...input }) => {
          const { id } = await apply(context, shopperId, { ...input, shopId })
          await decide(context, shopId, { id, state: 'approved', reason: '' })
          return { id }
        },
        putBatch: async ({ shopId, ...input }) => ({ id: (await addBatch(context, shopId, input)).id }),
      },
      routes: [...shopRoutes(context), ...adminRoutes(context)],
      handlers: handlersOf(context),
      jobs: [
        sweep({ name: 'community.release-lapsed', everyMs: 5_000, run: () => releaseLapsed(context) }),
        sweep({ name: 'community.go-on', everyMs: 3_000, run: () => goOn(context) }),
        sweep({ name: 'community.pay-commissions', everyMs: 10_000, run: () => payCommissions(context) }),
      ],
      checks: [
        { name: 'community: items count the pieces that their orders have', invariant: 9, run: () => piecesOff(db) },
        { name: 'community: limits per person count what was ordered', invariant: 9, run: () => limitsOff(db) },
        { name: 'community: no order of a closed batch waits for ever', invariant: 0, run: () => forgotten(db, now()) },
        { name: 'community: refunds, commissions and what leaders owe agree', invariant: 0, run: () => moneyOff(db) },
      ],
    }
  },
})

const shopRoutes = (context: Community) => [
  route(face.listCommunityPoints, (caller, { query: { lng, lat } }) =>
    points(context, viewerOf(caller), lng === undefined || lat === undefined ? null : { lng, lat }),
  ),
  route(face.getCommunityPoint, (caller, { params }) => stall(context, viewerOf(caller), params.id)),
  route(face.applyCommunityLeader, (caller, { body }) => apply(context, shopperOf(caller), body)),
  route(face.listMyCommunityLeaders, (caller) => myLeaders(context, shopperOf(caller))),
  route(face.listLeaderOrders, (caller, { params, query }) => ordersOf(context, shopperOf(caller), { ...query, id: params.id })),
  route(face.listLeaderBatches, (caller, { params }) => batchesOf(context, shopperOf(caller), params.id)),
  route(face.confirmCommunityArrival, (caller, { params, body }) => confirmArrival(context, shopperOf(caller), { ...body, id: params.id })),
  route(face.handOutCommunityOrder, (caller, { params, body }) => handOut(context, shopperOf(caller), { ...body, id: params.id })),
  route(face.listLeaderCommissions, (caller, { params, query }) => earningsOf(context, shopperOf(caller), { ...query, id: params.id })),
]

const adminRoutes = (context: Community) => [
  route(face.listCommunityLeaders, (caller, { query }) => board(context, staffOf(caller).shopId, query)),
  route(face.decideCommunityLeader, (caller, { params, body }) => decide(context, staffOf(caller).shopId, { ...body, id: params.id })),
  route(face.listCommunityBatches, (caller, { query }) => batches(context, staffOf(caller).shopId, query)),
  route(face.createCommunityBatch, (caller, { body }) => addBatch(context, staffOf(caller).shopId, body)),
  route(face.getCommunityBatch, (caller, { params }) => detail(context, staffOf(caller).shopId, params.id)),
  route(face.updateCommunityBatch, (caller, { params, body }) => editBatch(context, staffOf(caller).shopId, { ...body, id: params.id })),
  route(face.closeCommunityBatch, (caller, { params }) => endBatch(context, staffOf(caller).shopId, { id: params.id, cancel: false })),
  route(face.cancelCommunityBatch, (caller, { params }) => endBatch(context, staffOf(caller).shopId, { id: params.id, cancel: true })),
  route(face.exportCommunitySheet, (caller, { params, query }) => sheet(context, staffOf(caller).shopId, { ...query, id: params.id })),
  route(face.listCommunityCommissions, (caller, { query }) => commissions(context, staffOf(caller).shopId, query)),
]
