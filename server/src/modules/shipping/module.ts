import { carrierTrackers, waybillMaker, whenFirstUsed } from '../../gateways/connections.ts'
import { sweep } from '../../kernel/jobs.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { openVault } from '../../kernel/vault.ts'
import { chosenCarrier, listOfCarriers } from './carriers.ts'
import type { Shipping } from './context.ts'
import { deliveryCalls, releaseLapsed } from './delivery-calls.ts'
import { uncollected } from './delivery-work.ts'
import { DeliveryChoice, shippingCalls } from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { signedButNot, trackingForgotten } from './queries/checks.ts'
import { pickupsForgotten } from './queries/pickups.ts'
import { passwordsOff } from './queries/sending.ts'
import { findTemplate } from './queries/templates.ts'
import { slotsOff } from './queries/points.ts'
import { waybillsForgotten } from './queries/waybills.ts'
import { pickupRoutes, pickupsDue, wantPickup } from './pickups.ts'
import { quoteFreight } from './quote.ts'
import { deliveryRoutes } from './routes-delivery.ts'
import { shippingRoutes } from './routes.ts'
import { seed } from './seed.ts'
import { sealPlain, senderOf } from './sending.ts'
import { parcelsOf, ship } from './ship.ts'
import { putTemplate } from './templates.ts'
import { trackDue } from './track.ts'
import { drop, wantWaybill, waybillsDue } from './waybills.ts'

const done = { ok: true as const }

export const shipping = defineModule({
  name: 'shipping',
  calls: { ...shippingCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: {},
  messages,
  create: (kit) => {
    const { db, now, newId, log, config } = kit
    const trackers = whenFirstUsed(() => carrierTrackers(kit))
    const waybills = whenFirstUsed(() => waybillMaker(kit))
    const vault = openVault(config.secretKey, 'shipping')
    const hooksUrl = `${config.publicUrl}/api/hooks`
    const context: Shipping = { db, now, newId, log, vault, waybills, trackers: () => trackers() ?? [], hooksUrl }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        quoteFreight: ({ delivery: choice, ...input }) =>
          quoteFreight(context, { ...input, ...(choice ? { delivery: DeliveryChoice.parse(choice) } : {}) }),
        ...deliveryCalls(context),
        carriers: async ({ shopId }) => ({ items: await listOfCarriers(context, shopId) }),
        checkParcel: async (input) => {
          await chosenCarrier(context, input)
          return done
        },
        ship: ({ fromCity = '', toCity = '', ...input }) => ship(context, { ...input, fromCity, toCity }),
        wantWaybill: ({ collectFen = 0, ...input }) =>
          wantWaybill(context, { ...input, collectFen, receiver: { ...input.receiver, district: input.receiver.district ?? '' } }),
        dropWaybill: (input) => drop(context, input),
        sender: ({ shopId }) => senderOf(context, shopId),
        wantPickup: (input) => wantPickup(context, shippingCalls.wantPickup.input.parse(input)),
        parcels: async ({ orderIds }) => ({ items: await parcelsOf(context, orderIds) }),
        putTemplate: ({ excludedCodes = [], isDefault = false, ...input }) => putTemplate(context, { ...input, excludedCodes, isDefault }),
        templateExists: async ({ shopId, templateId }) => ({ exists: (await findTemplate(db, shopId, templateId)) !== undefined }),
        seed: (input) => seed(context, input),
      },
      routes: [...shippingRoutes(context), ...deliveryRoutes(context), ...pickupRoutes(context)],
      start: () => sealPlain(context),
      handlers: [],
      jobs: [
        sweep({ name: 'shipping.ask-carriers', everyMs: 1000, run: () => trackDue(context) }),
        sweep({ name: 'shipping.free-slots', everyMs: 5000, run: () => releaseLapsed(context) }),
        sweep({ name: 'shipping.uncollected', everyMs: 60_000, run: () => uncollected(context) }),
        sweep({ name: 'shipping.ask-for-waybills', everyMs: 1000, run: () => waybillsDue(context) }),
        sweep({ name: 'shipping.ask-for-couriers', everyMs: 1000, run: () => pickupsDue(context) }),
      ],
      checks: [
        { name: 'shipping: slots hold the orders they count', invariant: 9, run: () => slotsOff(db) },
        { name: 'shipping: no waybill is forgotten', invariant: 19, run: () => waybillsForgotten(db, now()) },
        { name: 'shipping: no courier is forgotten', invariant: 19, run: () => pickupsForgotten(db, now()) },
        { name: 'shipping: passwords at carriers are sealed', invariant: 0, run: () => passwordsOff(db, vault.keyId) },
        { name: 'shipping: signed stays signed', invariant: 12, run: () => signedButNot(db) },
        { name: 'shipping: no parcel is forgotten', invariant: 19, run: () => trackingForgotten(db, now()) },
      ],
    }
  },
})
