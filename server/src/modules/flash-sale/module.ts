import { on, when } from '../../kernel/events.ts'
import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { openRedis } from '../../kernel/redis.ts'
import { openVault } from '../../kernel/vault.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { orderCalls, orderClosed, orderPaid, orderUnitsRefunded, playSlot } from '../order/contract.ts'
import { resultsSlot } from '../results/contract.ts'
import { createBoard } from './board.ts'
import type { FlashSales } from './context.ts'
import * as face from './contract.ts'
import { challenge, enter } from './enter.ts'
import { createRedisGate } from './gate-redis.ts'
import { createMemoryGate } from './gate.ts'
import { createGuard, createPictureCaptcha } from './guard.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { numbers } from './numbers.ts'
import { letGoOrphans } from './orphans.ts'
import { createPace } from './pace.ts'
import { createPasses } from './pass.ts'
import { free, giveBack, hold, keep, lapse } from './places.ts'
import { itemsOffTheirPlaces, personsOffTheirPlaces } from './queries/numbers.ts'
import { shownSessions } from './queries/sessions.ts'
import { create, detail, list, publish, remove, stop, update } from './sessions.ts'
import { counts, saleOfProduct, sales } from './shown.ts'
import { createTally } from './tally.ts'
import { terms } from './terms.ts'
import { resultsCallsOf } from './told.ts'

/** So long before its start a session is read into the gate, so that the first who come find it warm. */
const WARM_MS = 60_000

export const flashSale = defineModule({
  name: 'flash-sale',
  calls: { ...face.flashSaleCalls, ...mergeSlot.calls },
  needs: { catalog: catalogCalls, inventory: inventoryCalls, order: orderCalls },
  plugsInto: [playSlot, resultsSlot, mergeSlot],
  messages,
  create: ({ db, now, newId, config, log, needs }) => {
    const redis = config.redisUrl ? openRedis(config.redisUrl, log) : undefined
    const gate = redis ? createRedisGate(redis, log) : createMemoryGate()
    const vault = openVault(config.secretKey, 'flash-sale')
    const captcha = createPictureCaptcha(vault)
    const board = createBoard({ db, gate, inventory: needs.inventory })
    const flash: FlashSales = {
      db,
      now,
      newId,
      ...needs,
      gate,
      captcha,
      board,
      guard: createGuard(captcha),
      pace: createPace(config.flashPace),
      passes: createPasses(vault),
      tally: createTally(),
    }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        playTerms: (input) => terms(flash, input),
        playHold: (input) => hold(flash, input),
        playRelease: ({ key }) => free(flash, key),
        ...resultsCallsOf(flash),
      },
      routes: routesOf(flash),
      handlers: handlersOf(flash),
      jobs: [
        sweep({ name: 'flash-sale.lapse', everyMs: 2_000, run: () => lapse(flash) }),
        sweep({ name: 'flash-sale.orphans', everyMs: 5_000, run: () => letGoOrphans(flash) }),
        sweep({ name: 'flash-sale.tally', everyMs: 2_000, run: () => flash.tally.flush(db) }),
        sweep({ name: 'flash-sale.warm', everyMs: 5_000, run: () => warm(flash) }),
      ],
      checks: [
        { name: 'flash sale: pieces taken are those of the places, within the session', invariant: 9, run: () => itemsOffTheirPlaces(db) },
        {
          name: 'flash sale: what persons took is that of their places, within the limit',
          invariant: 9,
          run: () => personsOffTheirPlaces(db),
        },
      ],
      start: async () => redis?.ready(2000),
      stop: async () => {
        await flash.tally.flush(db)
        redis?.close()
      },
    }
  },
})

async function warm(flash: FlashSales): Promise<void> {
  const now = flash.now()
  const soon = await shownSessions(flash.db, { now, until: new Date(now.getTime() + WARM_MS) })
  await Promise.all(soon.map(({ id }) => flash.board.of(id)))
}

function routesOf(flash: FlashSales) {
  return [
    route(face.listFlashSales, () => sales(flash)),
    route(face.getProductFlashSale, (_caller, { params }) => saleOfProduct(flash, params.id)),
    route(face.getFlashCounts, (_caller, { params }) => counts(flash, params.id)),
    route(face.enterFlashSale, (caller, { params, body }) =>
      enter(flash, { ...body, sessionId: params.id, shopperId: shopperOf(caller), ip: caller.ip }),
    ),
    route(face.askFlashChallenge, (caller, { params }) => challenge(flash, { sessionId: params.id, shopperId: shopperOf(caller) })),
    route(face.listFlashSessions, (caller, { query }) => list(flash, staffOf(caller).shopId, query)),
    route(face.getFlashSession, (caller, { params }) => detail(flash, { shopId: staffOf(caller).shopId, id: params.id })),
    route(face.getFlashNumbers, (caller, { params }) => numbers(flash, { shopId: staffOf(caller).shopId, id: params.id })),
    route(face.createFlashSession, (caller, { body }) => create(flash, staffOf(caller).shopId, body)),
    route(face.updateFlashSession, (caller, { params, body }) => update(flash, { shopId: staffOf(caller).shopId, id: params.id }, body)),
    route(face.publishFlashSession, (caller, { params }) => publish(flash, { shopId: staffOf(caller).shopId, id: params.id })),
    route(face.stopFlashSession, (caller, { params }) => stop(flash, { shopId: staffOf(caller).shopId, id: params.id })),
    route(face.deleteFlashSession, (caller, { params }) => remove(flash, { shopId: staffOf(caller).shopId, id: params.id })),
  ]
}

/** Each is keyed by the order: hearing twice does nothing. */
function handlersOf(flash: FlashSales) {
  return [
    when(
      'flash-sale',
      on(orderPaid, 'flash-sale.keep', async ({ payload: { orderId } }) => {
        if ((await keep(flash, orderId)) === 'gone') await flash.order.callOff({ orderId, reason: '付款时秒杀名额已释放，自动退款' })
      }),
    ),
    when(
      'flash-sale',
      on(orderClosed, 'flash-sale.free', async ({ payload }) => void (await free(flash, payload.orderId))),
    ),
    when(
      'flash-sale',
      on(orderUnitsRefunded, 'flash-sale.give-back', async ({ payload: { orderId, refundKey, lines, amountFen } }) =>
        giveBack(flash, { orderId, refundKey, amountFen, pieces: lines.reduce((sum, line) => sum + line.quantity, 0) }),
      ),
    ),
  ]
}
