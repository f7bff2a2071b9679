import { on } from '../../kernel/events.ts'
import { inTx } from '../../kernel/db.ts'
import { route, staffOf } from '../../kernel/http.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { keysAdded } from '../card-key/contract.ts'
import { catalogCalls, skusCreated, stockCounted } from '../catalog/contract.ts'
import { settingsCalls } from '../settings/contract.ts'
import { adjust, count, open } from './adjust.ts'
import type { Inventory } from './context.ts'
import { adjustStock, availabilityChanged, getStock, inventoryCalls, listMovements, listStock } from './contract.ts'
import { holds } from './holds.ts'
import { inventoryJobs } from './jobs.ts'
import { available, levels, movements } from './levels.ts'
import { inventoryChecks } from './checks.ts'
import { receiveKeys } from './keys.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { productInStock } from './queries/levels.ts'
import { locationNames, placesOf } from './queries/locations.ts'
import { insertPastSales } from './queries/seed.ts'
import { reserve } from './reserve.ts'
import { restock } from './returns.ts'
import { buyingRoutes, moveRoutes } from './routes-moves.ts'
import { watchRoutes } from './routes-watch.ts'
import { placeRoutes } from './routes.ts'
import { tellBack } from './subscribe.ts'
import { prolong, release, sell } from './settle.ts'

export const inventory = defineModule({
  name: 'inventory',
  calls: { ...inventoryCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { catalog: catalogCalls, settings: settingsCalls },
  messages,
  create: (kit) => {
    const stock: Inventory = { db: kit.db, now: kit.now, newId: kit.newId, catalog: kit.needs.catalog, settings: kit.needs.settings }
    return {
      calls: {
        ...mergeCalls(kit.db, kit.now, merging),
        available: (input) => available(stock, input),
        reserve: (input) => reserve(stock, input),
        sell: (input) => sell(stock, input),
        release: (input) => release(stock, input),
        prolong: (input) => prolong(stock, input),
        restock: (input) => restock(stock, input),
        holds: (input) => holds(stock, input),
        locations: async ({ ids }) => ({ items: await locationNames(stock.db, ids) }),
        places: async ({ shopId }) => ({ items: await placesOf(stock.db, shopId) }),
        seed: async ({ shopId, sold }) => {
          const lines = sold.flatMap(({ key, at, lines }) => lines.map((line) => ({ ...line, key, at })))
          await inTx(stock.db, (db) => insertPastSales(db, shopId, lines))
          return { ok: true as const }
        },
      },
      routes: [
        route(getStock, async (_caller, { query }) => {
          const { items } = await available(stock, query)
          return { items: items.map((item) => ({ ...item, available: Math.min(item.available, 999) })) }
        }),
        route(listStock, (caller, { query }) => levels(stock, staffOf(caller).shopId, query)),
        route(listMovements, (caller, { query }) => movements(stock, staffOf(caller).shopId, query)),
        route(adjustStock, async (caller, { body }) => {
          const { shopId, name } = staffOf(caller)
          await adjust(stock, { shopId, name }, body)
          return levels(stock, shopId, { page: 1, pageSize: 200, low: 'false', skuIds: body.lines.map((line) => line.skuId) })
        }),
        ...placeRoutes(stock),
        ...moveRoutes(stock),
        ...buyingRoutes(stock),
        ...watchRoutes(stock),
      ],
      handlers: [
        on(skusCreated, 'inventory.open-levels', ({ payload }) => open(stock, payload)),
        on(keysAdded, 'inventory.receive-keys', ({ payload }) => receiveKeys(stock, payload)),
        on(stockCounted, 'inventory.count-import', ({ payload }) => count(stock, payload)),
        // The state is read anew: what counts is how it is now, whichever of two messages comes last.
        on(availabilityChanged, 'inventory.tell-catalog', async ({ payload: { productId } }) => {
          await stock.catalog.setInStock({ productId, inStock: await productInStock(stock.db, productId) })
        }),
        on(availabilityChanged, 'inventory.tell-waiting', async ({ payload: { productId } }) => void (await tellBack(stock, productId))),
      ],
      jobs: inventoryJobs(stock),
      checks: inventoryChecks(stock),
    }
  },
})
