import { route, type Route, staffOf } from '../../kernel/http.ts'
import type { Inventory } from './context.ts'
import { createLocation, getAllocation, listLocations, setAllocation, setLocationOpen, updateLocation } from './contract.ts'
import { addLocation, changeLocation, listLocationsOf, setOpen } from './locations.ts'
import { putRule, ruleOf } from './queries/locations.ts'

export function placeRoutes(stock: Inventory): Route[] {
  return [
    route(listLocations, async (caller) => ({ items: await listLocationsOf(stock, staffOf(caller).shopId) })),
    route(createLocation, (caller, { body }) => addLocation(stock, staffOf(caller).shopId, body)),
    route(updateLocation, (caller, { params, body }) => changeLocation(stock, staffOf(caller).shopId, { id: params.id, input: body })),
    route(setLocationOpen, (caller, { params, body }) => setOpen(stock, staffOf(caller).shopId, { id: params.id, open: body.open })),
    route(getAllocation, async (caller) => ({ rule: await ruleOf(stock.db, staffOf(caller).shopId) })),
    route(setAllocation, async (caller, { body }) => {
      await putRule(stock.db, staffOf(caller).shopId, body.rule)
      return body
    }),
  ]
}
