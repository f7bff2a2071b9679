import { later } from '../../kernel/clock.ts'
import { type Caller, type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { orderCalls, playSlot } from '../order/contract.ts'
import { paymentCalls } from '../payment/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { addCampaign, boardOf, campaignsOf, cancel, editCampaign, endNow, results } from './campaigns.ts'
import { moneyOff } from './checks.ts'
import { KIND, type Presales } from './context.ts'
import * as contract from './contract.ts'
import { begin, closeLapsed, depositFor, lapse, payAgain, quit } from './deposit.ts'
import { sendReturns } from './give-back.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { hold, release, releaseLapsed, terms } from './play.ts'
import { depositsOff, leftBehind, piecesOff, unitsOff } from './queries/results.ts'
import { handlersOf } from './settle.ts'
import { callOffCancelled, endDeposits, remind, sendOn } from './sweeps.ts'
import { mineOf, ofOrder, onShow, quitOrder, show } from './view.ts'

export const presale = defineModule({
  name: KIND,
  calls: { ...contract.presaleCalls, ...mergeSlot.calls },
  needs: {
    catalog: catalogCalls,
    inventory: inventoryCalls,
    order: orderCalls,
    payment: paymentCalls,
    shopper: shopperCalls,
    wallet: walletCalls,
  },
  plugsInto: [playSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, config, needs }) => {
    const presales: Presales = { db, now, newId, publicUrl: config.publicUrl, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (wish) => terms(presales, wish),
        playHold: (wish) => hold(presales, wish),
        playRelease: ({ key }) => release(presales, key),
        putCampaign: async ({ shopId, ...input }) => ({ id: (await addCampaign(presales, shopId, input)).id }),
      },
      routes: [...shopRoutes(presales), ...staffRoutes(presales)],
      handlers: handlersOf(presales),
      jobs: [
        sweep({ name: 'presale.release-lapsed', everyMs: 5_000, run: () => releaseLapsed(presales) }),
        sweep({ name: 'presale.lapse-deposits', everyMs: 5_000, run: () => lapse(presales) }),
        sweep({ name: 'presale.close-deposits', everyMs: 5_000, run: () => closeLapsed(presales) }),
        sweep({ name: 'presale.end-deposits', everyMs: 5_000, run: () => endDeposits(presales) }),
        sweep({ name: 'presale.send-returns', everyMs: 2_000, run: () => sendReturns(presales) }),
        sweep({ name: 'presale.remind', everyMs: 5_000, run: () => remind(presales) }),
        sweep({ name: 'presale.send-on', everyMs: 5_000, run: () => sendOn(presales) }),
        sweep({ name: 'presale.call-off', everyMs: 2_000, run: () => callOffCancelled(presales) }),
      ],
      checks: [
        { name: 'presale: pieces are counted as deposits and orders have them', invariant: 9, run: () => piecesOff(db) },
        { name: 'presale: deposits stand as their orders and returns say', invariant: 17, run: () => depositsOff(db) },
        { name: 'presale: pieces that went back took their deposit along', invariant: 17, run: () => unitsOff(db) },
        { name: 'presale: payment knows deposits as they are', invariant: 4, run: () => moneyOff(presales) },
        {
          name: 'presale: what is over has ended, and what goes back is on its way',
          invariant: 19,
          run: () => leftBehind(db, later(now(), { hours: -1 })),
        },
      ],
    }
  },
})

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

const shopRoutes = (presales: Presales): Route[] => [
  route(contract.listPresales, (_caller, { query }) => onShow(presales, query)),
  route(contract.getPresale, (caller, { params }) => show(presales, params.id, viewerOf(caller))),
  route(contract.startDeposit, (caller, { params, body }) =>
    begin(presales, { shopperId: shopperOf(caller), ip: caller.ip }, { ...body, campaignId: params.id }),
  ),
  route(contract.payDeposit, (caller, { params, body }) =>
    payAgain(presales, { shopperId: shopperOf(caller), ip: caller.ip }, { ...body, id: params.id }),
  ),
  route(contract.listMyDeposits, (caller, { query }) => mineOf(presales, shopperOf(caller), query)),
  route(contract.getDeposit, (caller, { params }) => depositFor(presales, shopperOf(caller), params.id)),
  route(contract.quitDeposit, (caller, { params }) => quit(presales, shopperOf(caller), params.id)),
  route(contract.getOrderPresale, (caller, { params }) => ofOrder(presales, params.id, shopperOf(caller))),
  route(contract.quitPresaleOrder, (caller, { params }) => quitOrder(presales, params.id, shopperOf(caller))),
]

const staffRoutes = (presales: Presales): Route[] => [
  route(contract.listAdminPresales, (caller, { query }) => campaignsOf(presales, staffOf(caller).shopId, query)),
  route(contract.createPresale, (caller, { body }) => addCampaign(presales, staffOf(caller).shopId, body)),
  route(contract.updatePresale, (caller, { params, body }) => editCampaign(presales, staffOf(caller).shopId, { ...body, id: params.id })),
  route(contract.endPresale, (caller, { params }) => endNow(presales, staffOf(caller).shopId, params.id)),
  route(contract.cancelPresale, (caller, { params }) => cancel(presales, staffOf(caller).shopId, params.id)),
  route(contract.listPresaleDeposits, (caller, { params, query }) =>
    boardOf(presales, staffOf(caller).shopId, { ...query, id: params.id }),
  ),
  route(contract.getPresaleResults, (caller, { params }) => results(presales, staffOf(caller).shopId, params.id)),
]
