import { carrierTracker, whenFirstUsed } from '../../gateways/connections.ts'
import { route, staffOf, webhook } from '../../kernel/http.ts'
import { sweep } from '../../kernel/jobs.ts'
import { defineModule } from '../../kernel/module.ts'
import { changeCarriers, chosenCarrier, listOfCarriers } from './carriers.ts'
import type { Shipping } from './context.ts'
import {
  correctParcel,
  createFreightTemplate,
  deleteFreightTemplate,
  listCarriers,
  listFreightTemplates,
  putCarriers,
  shippingCalls,
  updateFreightTemplate,
  voidParcel,
} from './contract.ts'
import { correct, takeBack } from './mend.ts'
import { messages } from './messages.ts'
import { signedButNot, trackingForgotten } from './queries/checks.ts'
import { findTemplate } from './queries/templates.ts'
import { quoteFreight } from './quote.ts'
import { seed } from './seed.ts'
import { parcelsOf, ship } from './ship.ts'
import { changeTemplate, createTemplate, listTemplates, putTemplate, removeTemplate } from './templates.ts'
import { receivePush, trackDue } from './track.ts'

const done = { ok: true as const }

export const shipping = defineModule({
  name: 'shipping',
  calls: shippingCalls,
  needs: {},
  messages,
  create: (kit) => {
    const { db, now, newId, log, config } = kit
    const tracker = whenFirstUsed(() => carrierTracker(kit))
    const context: Shipping = { db, now, newId, log, tracker, hooksUrl: `${config.publicUrl}/api/hooks` }
    return {
      calls: {
        quoteFreight: (input) => quoteFreight(context, input),
        carriers: async ({ shopId }) => ({ items: await listOfCarriers(context, shopId) }),
        checkParcel: async (input) => {
          await chosenCarrier(context, input)
          return done
        },
        ship: ({ fromCity = '', toCity = '', ...input }) => ship(context, { ...input, fromCity, toCity }),
        parcels: async ({ orderIds }) => ({ items: await parcelsOf(context, orderIds) }),
        putTemplate: ({ excludedCodes = [], isDefault = false, ...input }) => putTemplate(context, { ...input, excludedCodes, isDefault }),
        templateExists: async ({ shopId, templateId }) => ({ exists: (await findTemplate(db, shopId, templateId)) !== undefined }),
        seed: (input) => seed(context, input),
      },
      routes: [
        route(listCarriers, async (caller) => ({ items: await listOfCarriers(context, staffOf(caller).shopId) })),
        route(putCarriers, async (caller, { body }) => ({ items: await changeCarriers(context, staffOf(caller).shopId, body.items) })),
        route(correctParcel, (caller, { params, body }) => correct(context, staffOf(caller), { id: params.id, ...body })),
        route(voidParcel, (caller, { params, body }) => takeBack(context, staffOf(caller), { id: params.id, ...body })),
        route(listFreightTemplates, async (caller) => ({ items: await listTemplates(context, staffOf(caller).shopId) })),
        route(createFreightTemplate, (caller, { body }) => createTemplate(context, staffOf(caller).shopId, body)),
        route(updateFreightTemplate, (caller, { params, body }) =>
          changeTemplate(context, staffOf(caller).shopId, { id: params.id, input: body }),
        ),
        route(deleteFreightTemplate, async (caller, { params }) => {
          await removeTemplate(context, staffOf(caller).shopId, params.id)
          return done
        }),
        webhook({ method: 'POST', path: '/kuaidi100/track', handle: (request) => receivePush(context, request) }),
      ],
      handlers: [],
      jobs: [sweep({ name: 'shipping.ask-carriers', everyMs: 1000, run: () => trackDue(context) })],
      checks: [
        { name: 'shipping: signed stays signed', invariant: 12, run: () => signedButNot(db) },
        { name: 'shipping: no parcel is forgotten', invariant: 19, run: () => trackingForgotten(db, now()) },
      ],
    }
  },
})
