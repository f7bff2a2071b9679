import { type Route, route, staffOf, webhook } from '../../kernel/http.ts'
import { changeCarriers, listOfCarriers } from './carriers.ts'
import type { Shipping } from './context.ts'
import {
  cancelWaybill,
  correctParcel,
  createFreightTemplate,
  deleteFreightTemplate,
  getSending,
  listCarriers,
  listFreightTemplates,
  listWaybills,
  printWaybills,
  putCarriers,
  putSending,
  retryWaybill,
  updateFreightTemplate,
  voidParcel,
} from './contract.ts'
import { labels } from './label.ts'
import { correct, takeBack } from './mend.ts'
import { askedPage } from './queries/asked.ts'
import { changeSending, sending } from './sending.ts'
import { changeTemplate, createTemplate, listTemplates, removeTemplate } from './templates.ts'
import { receivePush } from './track.ts'
import { cancel, retry, viewOf } from './waybills.ts'

const done = { ok: true as const }

export function shippingRoutes(context: Shipping): Route[] {
  const { db } = context
  return [
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
    webhook({ method: 'POST', path: '/kuaidi100/track', handle: (request) => receivePush(context, 'kuaidi100', request) }),
    webhook({ method: 'POST', path: '/kdniao/track', handle: (request) => receivePush(context, 'kdniao', request) }),
    route(getSending, (caller) => sending(context, staffOf(caller).shopId)),
    route(putSending, (caller, { body }) => changeSending(context, staffOf(caller).shopId, body)),
    route(listWaybills, async (caller, { query: { page, pageSize, ...filter } }) => {
      const { rows, total } = await askedPage(db, 'shipping.waybill', {
        shopId: staffOf(caller).shopId,
        ...filter,
        limit: pageSize,
        offset: (page - 1) * pageSize,
      })
      return { items: rows.map(viewOf), total }
    }),
    route(retryWaybill, (caller, { params }) => retry(context, staffOf(caller).shopId, params.id)),
    route(cancelWaybill, (caller, { params }) => cancel(context, staffOf(caller), params.id)),
    route(printWaybills, (caller, { query }) => labels(context, staffOf(caller).shopId, query.ids)),
  ]
}
