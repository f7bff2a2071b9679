import {
  alipayProgram,
  douyinProgram,
  miniProgramPlatform,
  simulatedPlatformUrl,
  smsSender,
  whenFirstUsed,
} from '../../gateways/connections.ts'
import { demoPersonas } from '../../gateways/wechat-open/demo.ts'
import { later } from '../../kernel/clock.ts'
import { cron, sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule, type Kit } from '../../kernel/module.ts'
import { mediaCalls } from '../media/contract.ts'
import type { Shoppers } from './context.ts'
import * as face from './contract.ts'
import { whoIs } from './login.ts'
import { leftBehind, merging, workOnMerges } from './merge.ts'
import { messages } from './messages.ts'
import { contact, find, paidOrders, payer, profile, recordPaid, seed, shopperOfShop } from './people.ts'
import { addressOf } from './queries/addresses.ts'
import { mergesOff } from './queries/merge.ts'
import { alike } from './queries/alike.ts'
import { firstOrders } from './queries/first-orders.ts'
import { audienceOf, bornOn, isMet, meet } from './queries/people.ts'
import { forgetOld } from './queries/sessions.ts'
import { putCard } from './queries/tiers.ts'
import { placeOf } from './regions.ts'
import { shopperRoutes } from './routes.ts'
import { moveTierFrom, tierChanges, tiers } from './tiers.ts'

export const shopper = defineModule({
  name: 'shopper',
  calls: { ...face.shopperCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { media: mediaCalls },
  messages,
  create: (kit) => {
    const shoppers = contextOf(kit)
    const { db, now } = kit
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        whoIs: (input) => whoIs(shoppers, input),
        find: (input) => find(shoppers, input.ids),
        place: async ({ districtCode }) => ({ place: placeOf(districtCode) ?? null }),
        address: async ({ shopperId, addressId }) => ({ address: (await addressOf(db, shopperId, addressId)) ?? null }),
        payer: (input) => payer(shoppers, input),
        contact: (input) => contact(shoppers, input),
        meet: async ({ shopId, shopperId }) => {
          await meet(db, shopId, shopperId)
          return { ok: true as const }
        },
        recordPaid: (input) => recordPaid(shoppers, input),
        tiers: (input) => tiers(shoppers, input),
        setCard: async ({ until, at, ...card }) => {
          await putCard(db, { ...card, until: new Date(until), at: new Date(at) })
          return { ok: true as const }
        },
        moveTier: (input) => moveTierFrom(shoppers, input),
        tierChanges: ({ shopId, shopperId }) => tierChanges(shoppers, shopId, shopperId),
        profile: ({ shopperId }) => profile(shoppers, shopperId),
        bornOn: async (input) => ({ ids: await bornOn(db, input) }),
        row: (input) => shopperOfShop(shoppers, input),
        paidOrders: (input) => paidOrders(shoppers, input),
        alike: ({ one, other }) => alike(db, one, other),
        firstOrders: async (input) => ({ ids: await firstOrders(db, input) }),
        dealsWith: async ({ shopId, shopperId }) => ({ known: await isMet(db, shopId, shopperId) }),
        audience: async (input) => ({ ids: await audienceOf(db, input) }),
        seed: (input) => seed(shoppers, face.shopperCalls.seed.input.parse(input)),
      },
      routes: shopperRoutes(shoppers),
      handlers: [],
      jobs: [
        cron({ name: 'shopper.forget-old', cron: '47 3 * * *', run: () => forgetOld(db, now(), later(now(), { days: -2 })) }),
        sweep({ name: 'shopper.work-on-merges', everyMs: 5000, run: () => workOnMerges(shoppers) }),
      ],
      checks: [
        { name: 'shopper: merges go on, their sums add up', invariant: 7, run: () => mergesOff(db, later(now(), { minutes: -15 })) },
        { name: 'shopper: nothing lies with an account that was merged into another', invariant: 7, run: () => leftBehind(shoppers) },
      ],
    }
  },
})

function contextOf({ db, now, newId, config, log, needs, plugged }: Kit<{ media: typeof mediaCalls }>): Shoppers {
  return {
    db,
    now,
    newId,
    log,
    owners: () => plugged(mergeSlot),
    secretKey: config.secretKey,
    demo: config.demo,
    limitAddresses: config.rateLimits,
    media: needs.media,
    sms: whenFirstUsed(() => smsSender({ config, now })),
    weapp: whenFirstUsed(() => miniProgramPlatform({ config, now })),
    alipay: whenFirstUsed(() => alipayProgram({ config, now })),
    tt: whenFirstUsed(() => douyinProgram({ config, now })),
    personas: async () => {
      const url = simulatedPlatformUrl(config)
      const answer = url ? await demoPersonas(url) : undefined
      return answer?.result === 'ok' ? answer.value : []
    },
  }
}
