import { route, type Route, shopperOf, staffOf } from '../../kernel/http.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Inventory } from './context.ts'
import {
  countStockTodos,
  deleteStockSubscription,
  listStockSubscriptions,
  listStockWarnings,
  listSyncConflicts,
  resolveSyncConflict,
  seeStockSubscriptions,
  seeStockWarnings,
  setThreshold,
  subscribeStock,
  syncStock,
} from './contract.ts'
import { deleteSubscription, seeSubscriptions, seeWarnings, todosOf } from './queries/watch.ts'
import { subscribe, subscriptions } from './subscribe.ts'
import { conflicts, resolve, sync } from './sync.ts'
import { changeThreshold, warnings } from './watch.ts'

const done = { ok: true as const }

/** What staff are warned of, what shoppers wait for, and what other systems say. */
export function watchRoutes(stock: Inventory): Route[] {
  return [
    route(listStockWarnings, (caller, { query }) => warnings(stock, staffOf(caller).shopId, query)),
    route(seeStockWarnings, async (caller) => {
      await seeWarnings(stock.db, staffOf(caller).shopId, stock.now())
      return done
    }),
    route(countStockTodos, (caller) => todosOf(stock.db, staffOf(caller).shopId)),
    route(setThreshold, async (caller, { body }) => {
      await changeThreshold(stock, staffOf(caller).shopId, body)
      return done
    }),
    route(syncStock, (caller, { body }) => sync(stock, staffOf(caller), body)),
    route(listSyncConflicts, (caller, { query }) => conflicts(stock, staffOf(caller).shopId, query)),
    route(resolveSyncConflict, (caller, { params, body }) => resolve(stock, staffOf(caller), { ...params, ...body })),
    route(subscribeStock, async (caller, { body }) => {
      await subscribe(stock, shopperOf(caller), body.skuId)
      return done
    }),
    route(listStockSubscriptions, (caller) => subscriptions(stock, shopperOf(caller))),
    route(deleteStockSubscription, async (caller, { params }) => {
      if (!(await deleteSubscription(stock.db, shopperOf(caller), params.id))) throw new AppError('not_found', 'subscription_not_found')
      return done
    }),
    route(seeStockSubscriptions, async (caller) => {
      await seeSubscriptions(stock.db, shopperOf(caller), stock.now())
      return done
    }),
  ]
}
