import { type Route, route, shopperOf, staffOf } from '../../kernel/http.ts'
import { add, change, list, remove } from './addresses.ts'
import type { Shoppers } from './context.ts'
import { bindByCode, bindByProgram } from './bind-phone.ts'
import * as face from './contract.ts'
import { loginByCode, loginByPlatform, logout, sendCode } from './login.ts'
import { mergesOf } from './merges-admin.ts'
import { parse } from './parse-address.ts'
import { me, shoppersOfShop, update } from './people.ts'
import { regions } from './regions.ts'
import { setTier, tierChanges } from './tiers.ts'

export function shopperRoutes(shoppers: Shoppers): Route[] {
  return [
    route(face.sendLoginCode, (caller, { body }) => sendCode(shoppers, body.phone, caller)),
    route(face.loginByPhone, (caller, { body }) => loginByCode(shoppers, body, caller)),
    route(face.loginByMiniProgram, (caller, { body }) => loginByPlatform(shoppers, body, caller)),
    route(face.listDemoPersonas, async () => ({ items: await shoppers.personas() })),
    route(face.shopperLogout, (caller) => {
      const id = shopperOf(caller)
      return logout(shoppers, { id, sessionId: caller.actor.kind === 'shopper' ? caller.actor.sessionId : '' })
    }),
    route(face.getMe, (caller) => me(shoppers, shopperOf(caller))),
    route(face.updateMe, (caller, { body }) => update(shoppers, shopperOf(caller), body)),
    route(face.bindPhone, (caller, { body }) => bindByCode(shoppers, { ...caller, shopperId: shopperOf(caller) }, body)),
    route(face.bindPhoneByProgram, (caller, { body }) => bindByProgram(shoppers, { ...caller, shopperId: shopperOf(caller) }, body)),
    route(face.listShopperMerges, (caller, { params }) => {
      const { shopId, platform = false } = staffOf(caller)
      return mergesOf(shoppers, { shopId, platform }, params.id)
    }),
    route(face.listRegions, async (_caller, { query }) => ({ items: regions(query.parent) })),
    route(face.parseAddress, async (_caller, { body }) => parse(body.text)),
    route(face.listAddresses, (caller) => list(shoppers, shopperOf(caller))),
    route(face.createAddress, (caller, { body }) => add(shoppers, shopperOf(caller), body)),
    route(face.updateAddress, (caller, { params, body }) => change(shoppers, { shopperId: shopperOf(caller), id: params.id }, body)),
    route(face.deleteAddress, (caller, { params }) => remove(shoppers, { shopperId: shopperOf(caller), id: params.id })),
    route(face.setShopperTier, (caller, { params, body }) => setTier(shoppers, staffOf(caller), { shopperId: params.id, ...body })),
    route(face.listShopperTierChanges, (caller, { params }) => tierChanges(shoppers, staffOf(caller).shopId, params.id)),
    route(face.listShoppers, (caller, { query }) => shoppersOfShop(shoppers, staffOf(caller).shopId, query)),
  ]
}
