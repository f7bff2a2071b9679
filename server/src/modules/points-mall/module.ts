import { later } from '../../kernel/clock.ts'
import { type Handler, on, when } from '../../kernel/events.ts'
import { type Caller, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { memberCardCalls } from '../member-card/contract.ts'
import { orderCalls, orderClosed, orderPaid, orderUnitsRefunded, playSlot } from '../order/contract.ts'
import { pointsCalls } from '../points/contract.ts'
import { promotionCalls } from '../promotion/contract.ts'
import { shopCalls } from '../shop/contract.ts'
import { shopperCalls } from '../shopper/contract.ts'
import { KIND, type PointsMall } from './context.ts'
import * as face from './contract.ts'
import { pointsOff } from './checks.ts'
import { exchange, goOn } from './exchange.ts'
import { adminItems, create, edit, onShow, show } from './items.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { exchangesOf, exchangeView, mine } from './mine.ts'
import { hold, paid, release, returned, terms } from './play.ts'
import { countsOff } from './queries/exchanges.ts'

const viewerOf = ({ actor }: Caller): string | null => (actor.kind === 'shopper' ? actor.id : null)

export const pointsMall = defineModule({
  name: KIND,
  calls: { ...face.pointsMallCalls, ...mergeSlot.calls },
  needs: {
    catalog: catalogCalls,
    'member-card': memberCardCalls,
    order: orderCalls,
    points: pointsCalls,
    promotion: promotionCalls,
    shop: shopCalls,
    shopper: shopperCalls,
  },
  plugsInto: [playSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, needs: { 'member-card': memberCard, ...needs } }) => {
    const mall: PointsMall = { db, now, newId, memberCard, ...needs }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (input) => terms(mall, input),
        playHold: (input) => hold(mall, input),
        playRelease: ({ key }) => release(mall, key),
        put: async ({ shopId, ...input }) => ({ id: (await create(mall, shopId, face.MallItemInput.parse(input))).id }),
      },
      routes: routesOf(mall),
      handlers: handlersOf(mall),
      jobs: [sweep({ name: 'points-mall.go-on', everyMs: 5_000, run: () => goOn(mall) })],
      checks: [
        {
          name: 'points-mall: pieces and persons are those of the exchanges',
          invariant: 9,
          run: () => countsOff(db, later(now(), { minutes: -30 })),
        },
        { name: 'points-mall: what was given took its points', invariant: 7, run: () => pointsOff(mall) },
      ],
    }
  },
})

const handlersOf = (mall: PointsMall): Handler[] => [
  when(
    KIND,
    on(orderPaid, 'points-mall.keep', ({ payload }) => paid(mall, payload.orderId)),
  ),
  when(
    KIND,
    on(orderClosed, 'points-mall.free', async ({ payload }) => void (await release(mall, payload.orderId))),
  ),
  when(
    KIND,
    on(orderUnitsRefunded, 'points-mall.return', ({ payload: { orderId, refundKey, lines } }) =>
      returned(mall, { orderId, refundKey, pieces: lines.reduce((sum, line) => sum + line.quantity, 0) }),
    ),
  ),
]

function routesOf(mall: PointsMall) {
  return [
    route(face.listMallItems, (caller, { query }) => onShow(mall, viewerOf(caller), query.kind)),
    route(face.getMallItem, (caller, { params }) => show(mall, viewerOf(caller), params.id)),
    route(face.exchangeMallItem, async (caller, { params, body }) =>
      exchangeView(await exchange(mall, { itemId: params.id, shopperId: shopperOf(caller), ...body })),
    ),
    route(face.listMyExchanges, (caller, { query }) => mine(mall, shopperOf(caller), query)),
    route(face.listAdminMallItems, (caller, { query }) => adminItems(mall, staffOf(caller).shopId, query)),
    route(face.createMallItem, (caller, { body }) => create(mall, staffOf(caller).shopId, body)),
    route(face.updateMallItem, (caller, { params, body }) => edit(mall, { id: params.id, shopId: staffOf(caller).shopId }, body)),
    route(face.listMallExchanges, (caller, { params, query }) =>
      exchangesOf(mall, { id: params.id, shopId: staffOf(caller).shopId }, query),
    ),
  ]
}
