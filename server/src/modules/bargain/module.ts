import { type Caller, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { orderCalls, playSlot } from '../order/contract.ts'
import { resultsSlot } from '../results/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { addCampaign, boardOf, campaignsOf, editCampaign, endCampaign, results } from './campaigns.ts'
import type { Bargains } from './context.ts'
import {
  bargainCalls,
  createBargainCampaign,
  endBargainCampaign,
  getBargain,
  getBargainResults,
  helpBargain,
  listAdminBargainCampaigns,
  listBargainCampaigns,
  listCampaignBargains,
  listMyBargains,
  startBargain,
  updateBargainCampaign,
} from './contract.ts'
import { help } from './help.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { triggers } from './notices.ts'
import { hold, release, releaseLapsed, terms } from './play.ts'
import { expireDue } from './queries/bargains.ts'
import { countsOff, cutsOff, piecesOff, placesOff } from './queries/results.ts'
import { handlersOf } from './settle.ts'
import { start } from './start.ts'
import { resultsCallsOf } from './told.ts'
import { mineOf, onShow, show } from './view.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const bargain = defineModule({
  name: 'bargain',
  calls: { ...bargainCalls, ...mergeSlot.calls },
  needs: { catalog: catalogCalls, shopper: shopperCalls, order: orderCalls },
  plugsInto: [playSlot, resultsSlot, mergeSlot],
  messages,
  triggers,
  create: ({ db, now, newId, needs: { catalog, shopper, order } }) => {
    const bargains: Bargains = { db, now, newId, catalog, shopper, order }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (wish) => terms(bargains, wish),
        playHold: (wish) => hold(bargains, wish),
        playRelease: ({ key }) => release(bargains, key),
        ...resultsCallsOf(bargains),
        putCampaign: async ({ shopId, ...input }) => ({ id: (await addCampaign(bargains, shopId, input)).id }),
        start: (by) => start(bargains, by),
        help: (by) => help(bargains, by),
      },
      routes: [...shopRoutes(bargains), ...adminRoutes(bargains)],
      handlers: handlersOf(bargains),
      jobs: [
        sweep({ name: 'bargain.release-lapsed', everyMs: 5_000, run: () => releaseLapsed(bargains) }),
        sweep({ name: 'bargain.expire', everyMs: 5_000, run: () => expireDue(db, { now: now(), limit: 500 }) }),
      ],
      checks: [
        { name: 'bargain: each bargain was cut by exactly what its helpers cut', invariant: 21, run: () => cutsOff(db) },
        { name: 'bargain: campaigns count the pieces that their orders have', invariant: 0, run: () => piecesOff(db) },
        { name: 'bargain: a bargain has the one order that its state says', invariant: 0, run: () => placesOff(db) },
        { name: 'bargain: limits per person count what happened', invariant: 0, run: () => countsOff(db) },
      ],
    }
  },
})

const shopRoutes = (bargains: Bargains) => [
  route(listBargainCampaigns, (caller, { query }) => onShow(bargains, viewerOf(caller), query)),
  route(startBargain, async (caller, { params }) => {
    const shopperId = shopperOf(caller)
    const { id } = await start(bargains, { campaignId: params.id, shopperId })
    return show(bargains, id, shopperId)
  }),
  route(listMyBargains, (caller, { query }) => mineOf(bargains, shopperOf(caller), query)),
  route(getBargain, (caller, { params }) => show(bargains, params.id, viewerOf(caller))),
  route(helpBargain, async (caller, { params }) => {
    const shopperId = shopperOf(caller)
    const { cutFen } = await help(bargains, { bargainId: params.id, shopperId })
    return { cutFen, bargain: await show(bargains, params.id, shopperId) }
  }),
]

const adminRoutes = (bargains: Bargains) => [
  route(listAdminBargainCampaigns, (caller, { query }) => campaignsOf(bargains, staffOf(caller).shopId, query)),
  route(createBargainCampaign, (caller, { body }) => addCampaign(bargains, staffOf(caller).shopId, body)),
  route(updateBargainCampaign, (caller, { params, body }) => editCampaign(bargains, staffOf(caller).shopId, { ...body, id: params.id })),
  route(endBargainCampaign, (caller, { params }) => endCampaign(bargains, staffOf(caller).shopId, params.id)),
  route(listCampaignBargains, (caller, { params, query }) => boardOf(bargains, staffOf(caller).shopId, { ...query, id: params.id })),
  route(getBargainResults, (caller, { params }) => results(bargains, staffOf(caller).shopId, params.id)),
]
