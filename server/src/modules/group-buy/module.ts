import { later } from '../../kernel/clock.ts'
import { on, when, type Handler } from '../../kernel/events.ts'
import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { orderCalls, orderClosed, orderUnitsRefunded, orderWaiting, playSlot } from '../order/contract.ts'
import { resultsSlot } from '../results/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { board } from './board.ts'
import { campaignsOf, createCampaign, endNow, oneCampaign, updateCampaign } from './campaigns.ts'
import { type GroupBuys, KIND } from './context.ts'
import * as contract from './contract.ts'
import { expire } from './expire.ts'
import { hold, lapse, release } from './hold.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { triggers } from './notices.ts'
import { groupsOff, leftBehind, membersOff, personsOff } from './queries/checks.ts'
import { leave, seatPaid } from './seat.ts'
import { cards, group, mine, ofOrder, ofProduct } from './shown.ts'
import { tell } from './tell.ts'
import { terms } from './terms.ts'
import { resultsCallsOf } from './told.ts'

export const groupBuy = defineModule({
  name: KIND,
  calls: { ...contract.groupBuyCalls, ...mergeSlot.calls },
  needs: { order: orderCalls, catalog: catalogCalls, shopper: shopperCalls },
  plugsInto: [playSlot, resultsSlot, mergeSlot],
  messages,
  triggers,
  create: ({ db, now, newId, needs }) => {
    const groups: GroupBuys = { db, now, newId, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (input) => terms(groups, input),
        playHold: (input) => hold(groups, input),
        playRelease: (input) => release(groups, input),
        ...resultsCallsOf(groups),
      },
      routes: [...staffRoutes(groups), ...shopRoutes(groups)],
      handlers: handlers(groups),
      jobs: [
        sweep({ name: 'group-buy.tell', everyMs: 1_000, run: () => tell(groups) }),
        sweep({ name: 'group-buy.expire', everyMs: 2_000, run: () => expire(groups) }),
        sweep({ name: 'group-buy.lapse', everyMs: 30_000, run: () => lapse(groups) }),
      ],
      checks: [
        { name: 'group-buy: a group counts the members who paid and are in', invariant: 20, run: () => groupsOff(db) },
        { name: 'group-buy: nobody waits in a group that has ended', invariant: 20, run: () => membersOff(db) },
        { name: 'group-buy: seats of persons are counted as they are', invariant: 9, run: () => personsOff(db) },
        {
          name: 'group-buy: what is over has ended, and its orders know',
          invariant: 20,
          run: () => leftBehind(db, later(now(), { hours: -1 })),
        },
      ],
    }
  },
})

const staffRoutes = (groups: GroupBuys): Route[] => [
  route(contract.listGroupBuys, (caller, { query }) => campaignsOf(groups, staffOf(caller).shopId, query)),
  route(contract.getGroupBuy, (caller, { params }) => oneCampaign(groups, staffOf(caller).shopId, params.id)),
  route(contract.createGroupBuy, (caller, { body }) => createCampaign(groups, staffOf(caller).shopId, body)),
  route(contract.updateGroupBuy, (caller, { params, body }) => updateCampaign(groups, staffOf(caller).shopId, { ...body, id: params.id })),
  route(contract.endGroupBuy, (caller, { params }) => endNow(groups, staffOf(caller).shopId, params.id)),
  route(contract.listGroups, (caller, { query }) => board(groups, staffOf(caller).shopId, query)),
]

const shopRoutes = (groups: GroupBuys): Route[] => [
  route(contract.listGroupBuyCards, (_caller, { query }) => cards(groups, query)),
  route(contract.getProductGroupBuy, (_caller, { params }) => ofProduct(groups, params.id)),
  route(contract.getGroup, ({ actor }, { params }) => group(groups, params.id, actor.kind === 'shopper' ? actor.id : undefined)),
  route(contract.getOrderGroup, (caller, { params }) => ofOrder(groups, params.id, shopperOf(caller))),
  route(contract.listMyGroups, (caller, { query }) => mine(groups, shopperOf(caller), query)),
]

/** What follows from what happens to its orders. Each may run twice. */
const handlers = (groups: GroupBuys): Handler[] => [
  when(
    KIND,
    on(orderWaiting, 'group-buy.seat-paid', async ({ payload }) => {
      if (await seatPaid(groups, payload)) return
      await groups.order.callOff({ orderId: payload.orderId, reason: '拼团未成功，自动退款' })
    }),
  ),
  when(
    KIND,
    on(orderClosed, 'group-buy.free-seat', async ({ payload }) => void (await release(groups, { key: payload.orderId }))),
  ),
  when(
    KIND,
    on(orderUnitsRefunded, 'group-buy.leave', async ({ payload }) => {
      if (payload.all) await leave(groups, payload.orderId)
    }),
  ),
]
