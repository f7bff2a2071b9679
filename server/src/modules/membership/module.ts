import { on } from '../../kernel/events.ts'
import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { ledgerChecks } from '../../kernel/ledger-checks.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { orderAllowanceGiven, orderCalls, orderCompleted, orderUnitsRefunded } from '../order/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { redpacketCalls } from '../redpacket/contract.ts'
import { reviewCreated } from '../review/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls, shopperTierChanged } from '../shopper/contract.ts'
import { walletCalls } from '../wallet/contract.ts'
import { celebrate } from './birthday.ts'
import { checkInToday, lately, makeUp, stateOf, takeCard } from './check-in.ts'
import { ledger, type Members } from './context.ts'
import * as face from './contract.ts'
import { adjust, growByOrder, growByReview, growthOf, loseByRefund } from './growth.ts'
import { eventsOf, growthEntries, memberOf, membershipsOf, setTags } from './member.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { cardsOff, deedsOff, ordersOff } from './queries/member.ts'
import { tiersOf } from './queries/rule-store.ts'
import { tasksWith } from './queries/tasks.ts'
import { putRights } from './rights.ts'
import { changeRule, changeTiers, ruleOf } from './rule-store.ts'
import { put, seed } from './seed.ts'
import { beginTerm, endTerms, settlePage, settleTiers } from './standing.ts'
import { addTask, claim, editTask, share, tasksOf } from './tasks.ts'

export const membership = defineModule({
  name: 'membership',
  calls: { ...face.membershipCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {
    order: orderCalls,
    points: pointsCalls,
    promotion: promotionCalls,
    redpacket: redpacketCalls,
    shop: shopCalls,
    shopper: shopperCalls,
    wallet: walletCalls,
  },
  messages,
  create: ({ db, now, newId, needs }) => {
    const members: Members = { db, now, newId, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        growth: async ({ shopperId, shopIds }) => {
          const growth = await growthOf(members, shopperId)
          return { items: shopIds.map((shopId) => ({ shopId, growth: growth(shopId) })) }
        },
        put: (input) => put(members, face.membershipCalls.put.input.parse(input)),
        seed: (input) => seed(members, face.membershipCalls.seed.input.parse(input)),
      },
      routes: [...shopRoutes(members), ...adminRoutes(members)],
      handlers: handlersOf(members),
      jobs: [
        sweep({ name: 'membership.end-terms', everyMs: 60_000, run: () => endTerms(members) }),
        cron({ name: 'membership.birthdays', cron: '20 * * * *', run: () => celebrate(members) }),
      ],
      checks: [
        ...ledgerChecks(db, ledger, now),
        { name: 'membership: orders brought their growth, and lose no more than is due', invariant: 7, run: () => ordersOff(db) },
        { name: 'membership: check-ins, tasks and birthdays brought their growth once', invariant: 7, run: () => deedsOff(db) },
        { name: 'membership: make-up cards are those of their months, and a made-up day has one', invariant: 9, run: () => cardsOff(db) },
      ],
    }
  },
})

function handlersOf(members: Members) {
  return [
    on(orderCompleted, 'membership.grow-by-order', ({ payload }) => growByOrder(members, payload)),
    on(orderUnitsRefunded, 'membership.lose-by-refund', ({ payload }) => loseByRefund(members, payload.orderId)),
    on(orderAllowanceGiven, 'membership.lose-by-allowance', ({ payload }) => loseByRefund(members, payload.orderId)),
    on(reviewCreated, 'membership.grow-by-review', ({ payload }) => growByReview(members, payload)),
    on(face.rewardDue, 'membership.give-points', async ({ payload }) => void (await members.points.earn(payload))),
    on(face.growthChanged, 'membership.settle-tiers', ({ payload: { shopperId, shopId, lost } }) =>
      settleTiers(members, { shopperId, ...(shopId ? { shopIds: [shopId] } : {}), cause: lost ? 'loss' : 'gain' }),
    ),
    on(face.tiersChanged, 'membership.settle-shop', ({ payload }) => settlePage(members, payload)),
    on(face.tiersChanged, 'membership.put-rights', async ({ payload: { shopId, after } }) => {
      if (after === null) await putRights(members, shopId)
    }),
    on(shopperTierChanged, 'membership.begin-term', ({ payload }) => beginTerm(members, payload)),
  ]
}

function shopRoutes(members: Members): Route[] {
  return [
    route(face.listMemberships, (caller) => membershipsOf(members, shopperOf(caller))),
    route(face.listGrowthEntries, (caller, { query }) => growthEntries(members, shopperOf(caller), query)),
    route(face.getCheckIn, (caller, { query }) => stateOf(members, shopperOf(caller), query.month)),
    route(face.checkIn, (caller) => checkInToday(members, shopperOf(caller))),
    route(face.makeUpCheckIn, (caller, { body }) => makeUp(members, shopperOf(caller), body.day)),
    route(face.takeMakeUpCard, (caller, { body }) => takeCard(members, shopperOf(caller), body.requestId)),
    route(face.listMyTasks, (caller) => tasksOf(members, shopperOf(caller))),
    route(face.claimTask, (caller, { params }) => claim(members, shopperOf(caller), params.id)),
    route(face.noteShare, (caller) => share(members, shopperOf(caller))),
  ]
}

function adminRoutes(members: Members): Route[] {
  return [
    route(face.getMembershipRule, () => ruleOf(members)),
    route(face.updateMembershipRule, (_caller, { body }) => changeRule(members, body)),
    route(face.getMemberTiers, async (caller) => ({ items: await tiersOf(members.db, staffOf(caller).shopId) })),
    route(face.putMemberTiers, (caller, { body }) => changeTiers(members, staffOf(caller).shopId, body.items)),
    route(face.listCheckInDays, () => lately(members)),
    route(face.listMemberTasks, async () => ({ items: await tasksWith(members.db) })),
    route(face.createMemberTask, (_caller, { body }) => addTask(members, body)),
    route(face.updateMemberTask, (_caller, { params, body }) => editTask(members, params.id, body)),
    route(face.getMember, (caller, { params }) => {
      const { shopId, platform = false } = staffOf(caller)
      return memberOf(members, { shopId, shopperId: params.id }, platform)
    }),
    route(face.listMemberEvents, (caller, { params, query }) =>
      eventsOf(members, { shopId: staffOf(caller).shopId, shopperId: params.id }, query),
    ),
    route(face.adjustGrowth, (caller, { params, body }) => adjust(members, staffOf(caller), { ...body, shopperId: params.id })),
    route(face.putMemberTags, (caller, { params, body }) =>
      setTags(members, { shopId: staffOf(caller).shopId, shopperId: params.id }, body.tags),
    ),
  ]
}
