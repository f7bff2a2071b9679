import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { apply, decide, moveUnder } from './apply.ts'
import { visit } from './bind.ts'
import { boardOf, commissionBoard, ledgerOf, results, shownOne } from './board.ts'
import type { Distribution } from './context.ts'
import * as face from './contract.ts'
import { mySamples, requestsOfSample, samplesOf, shownRequest, shownSample } from './sample-view.ts'
import { addSample, approve, ask, confirm, end, prove, reject } from './samples.ts'
import { poster } from './poster.ts'
import { changeRate, changeRule, dropRate, ratesOfShop, ruleOf } from './rule-store.ts'
import { distributionOf, distributionsOf, goodsToSell, myCommissions, myCustomers, myTeam } from './view.ts'
import { withdraw } from './withdraw.ts'

export function shopRoutes(kit: Distribution): Route[] {
  return [
    route(face.noteDistributionVisit, (caller, { body }) => visit(kit, shopperOf(caller), body.code)),
    route(face.listMyDistributions, (caller) => distributionsOf(kit, shopperOf(caller))),
    route(face.getMyDistribution, (caller, { params }) => distributionOf(kit, { shopId: params.id, shopperId: shopperOf(caller) })),
    route(face.applyForDistribution, async (caller, { params, body }) => {
      const who = { shopId: params.id, shopperId: shopperOf(caller) }
      await apply(kit, who, body)
      return distributionOf(kit, who)
    }),
    route(face.listDistributionGoods, (caller, { params, query }) =>
      goodsToSell(kit, { shopId: params.id, shopperId: shopperOf(caller) }, query),
    ),
    route(face.listMyTeam, (caller, { params, query }) => myTeam(kit, { shopId: params.id, shopperId: shopperOf(caller) }, query)),
    route(face.listMyCustomers, (caller, { params, query }) =>
      myCustomers(kit, { shopId: params.id, shopperId: shopperOf(caller) }, query),
    ),
    route(face.listMyCommissions, (caller, { params, query }) =>
      myCommissions(kit, { shopId: params.id, shopperId: shopperOf(caller) }, query),
    ),
    route(face.getDistributionPoster, (caller, { params, query }) =>
      poster(kit, { shopId: params.id, shopperId: shopperOf(caller) }, query),
    ),
    route(face.withdrawCommission, (caller, { params, body }) => withdraw(kit, { shopId: params.id, shopperId: shopperOf(caller) }, body)),
  ]
}

export function sampleRoutes(kit: Distribution): Route[] {
  return [
    route(face.listMySamples, (caller, { params }) => mySamples(kit, { shopId: params.id, shopperId: shopperOf(caller) })),
    route(face.requestSample, async (caller, { params, body }) => {
      const { id, state } = await ask(kit, shopperOf(caller), { id: params.id, note: body.note })
      return { id, state }
    }),
    route(face.proveSample, async (caller, { params, body }) => {
      const { id, state } = await prove(kit, shopperOf(caller), { id: params.id, proof: body.proof })
      return { id, state }
    }),
    route(face.listSamples, (caller, { query }) => samplesOf(kit, staffOf(caller).shopId, query)),
    route(face.createSample, async (caller, { body }) => {
      const { shopId } = staffOf(caller)
      return shownSample(kit, shopId, await addSample(kit, shopId, body))
    }),
    route(face.endSample, async (caller, { params }) => {
      const { shopId } = staffOf(caller)
      await end(kit, shopId, params.id)
      return shownSample(kit, shopId, params.id)
    }),
    route(face.listSampleRequests, (caller, { params, query }) =>
      requestsOfSample(kit, staffOf(caller).shopId, { ...query, id: params.id }),
    ),
    route(face.approveSampleRequest, async (caller, { params }) => {
      await approve(kit, staffOf(caller), params.id)
      return shownRequest(kit, staffOf(caller).shopId, params.id)
    }),
    route(face.rejectSampleRequest, async (caller, { params, body }) => {
      await reject(kit, staffOf(caller), { id: params.id, reason: body.reason })
      return shownRequest(kit, staffOf(caller).shopId, params.id)
    }),
    route(face.rewardSampleRequest, async (caller, { params }) => {
      await confirm(kit, staffOf(caller), params.id)
      return shownRequest(kit, staffOf(caller).shopId, params.id)
    }),
  ]
}

export function adminRoutes(kit: Distribution): Route[] {
  return [
    route(face.getDistributionRule, (caller) => ruleOf(kit, staffOf(caller).shopId)),
    route(face.updateDistributionRule, (caller, { body }) => changeRule(kit, staffOf(caller).shopId, body)),
    route(face.listDistributionRates, (caller, { query }) => ratesOfShop(kit, staffOf(caller).shopId, query)),
    route(face.putDistributionRate, (caller, { body }) => changeRate(kit, staffOf(caller).shopId, body)),
    route(face.removeDistributionRate, (caller, { body }) => dropRate(kit, staffOf(caller).shopId, body)),
    route(face.listDistributors, (caller, { query }) => boardOf(kit, staffOf(caller).shopId, query)),
    route(face.getDistributor, (caller, { params }) => shownOne(kit, staffOf(caller).shopId, params.id)),
    ...(
      [
        [face.rejectDistributor, 'rejected'],
        [face.stopDistributor, 'stopped'],
      ] as const
    ).map(([operation, to]) =>
      route(operation, async (caller, { params, body }) => {
        const { shopId, name: reviewer } = staffOf(caller)
        await decide(kit, to, { shopId, id: params.id, reviewer, reason: body.reason })
        return shownOne(kit, shopId, params.id)
      }),
    ),
    route(face.approveDistributor, async (caller, { params }) => {
      const { shopId, name: reviewer } = staffOf(caller)
      await decide(kit, 'approved', { shopId, id: params.id, reviewer, reason: '' })
      return shownOne(kit, shopId, params.id)
    }),
    route(face.moveDistributor, async (caller, { params, body }) => {
      const { shopId } = staffOf(caller)
      await moveUnder(kit, { shopId, id: params.id, parentId: body.parentId })
      return shownOne(kit, shopId, params.id)
    }),
    route(face.listCommissions, (caller, { query }) => commissionBoard(kit, staffOf(caller).shopId, query)),
    route(face.listDistributionLedger, (caller, { query }) => ledgerOf(kit, staffOf(caller).shopId, query)),
    route(face.getDistributionResults, (caller, { query }) => results(kit, staffOf(caller).shopId, query.days)),
  ]
}
