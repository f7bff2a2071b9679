import { miniProgramPlatform, simulatedPlatformUrl, smsSender, whenFirstUsed } from '../../gateways/connections.ts'
import { demoPersonas } from '../../gateways/wechat-open/demo.ts'
import { later } from '../../kernel/clock.ts'
import { route, shopperOf, staffOf } from '../../kernel/http.ts'
import { cron } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { mediaCalls } from '../media/contract.ts'
import { add, change, list, remove } from './addresses.ts'
import type { Shoppers } from './context.ts'
import * as face from './contract.ts'
import { loginByCode, loginByPlatform, logout, sendCode, whoIs } from './login.ts'
import { messages } from './messages.ts'
import { parse } from './parse-address.ts'
import { find, me, paidOrders, payer, recordPaid, seed, shoppersOfShop, update } from './people.ts'
import { addressOf } from './queries/addresses.ts'
import { meet } from './queries/people.ts'
import { forgetOld } from './queries/sessions.ts'
import { regions } from './regions.ts'

export const shopper = defineModule({
  name: 'shopper',
  calls: face.shopperCalls,
  needs: { media: mediaCalls },
  messages,
  create: ({ db, now, newId, config, needs }) => {
    const shoppers: Shoppers = {
      db,
      now,
      newId,
      secretKey: config.secretKey,
      demo: config.demo,
      limitAddresses: config.rateLimits,
      media: needs.media,
      sms: whenFirstUsed(() => smsSender({ config, now })),
      weapp: whenFirstUsed(() => miniProgramPlatform({ config, now })),
      personas: async () => {
        const url = simulatedPlatformUrl(config)
        const answer = url ? await demoPersonas(url) : undefined
        return answer?.result === 'ok' ? answer.value : []
      },
    }
    return {
      calls: {
        whoIs: (input) => whoIs(shoppers, input),
        find: (input) => find(shoppers, input.ids),
        address: async ({ shopperId, addressId }) => ({ address: (await addressOf(db, shopperId, addressId)) ?? null }),
        payer: (input) => payer(shoppers, input),
        meet: async ({ shopId, shopperId }) => {
          await meet(db, shopId, shopperId)
          return { ok: true as const }
        },
        recordPaid: (input) => recordPaid(shoppers, input),
        paidOrders: (input) => paidOrders(shoppers, input),
        seed: (input) => seed(shoppers, face.shopperCalls.seed.input.parse(input)),
      },
      routes: [
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
        route(face.listRegions, async (_caller, { query }) => ({ items: regions(query.parent) })),
        route(face.parseAddress, async (_caller, { body }) => parse(body.text)),
        route(face.listAddresses, (caller) => list(shoppers, shopperOf(caller))),
        route(face.createAddress, (caller, { body }) => add(shoppers, shopperOf(caller), body)),
        route(face.updateAddress, (caller, { params, body }) => change(shoppers, { shopperId: shopperOf(caller), id: params.id }, body)),
        route(face.deleteAddress, (caller, { params }) => remove(shoppers, { shopperId: shopperOf(caller), id: params.id })),
        route(face.listShoppers, (caller, { query }) => shoppersOfShop(shoppers, staffOf(caller).shopId, query)),
      ],
      handlers: [],
      jobs: [cron({ name: 'shopper.forget-old', cron: '47 3 * * *', run: () => forgetOld(db, now(), later(now(), { days: -2 })) })],
    }
  },
})
