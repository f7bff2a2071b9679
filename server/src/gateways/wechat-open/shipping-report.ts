import { z } from 'zod'
import { ok, type Outcome, refused } from '../outcome.ts'
import type { ShippingReport, ShippingReporter } from '../shipping-report.ts'
import { ask, tokenCache, type WeChatOpenOptions, withToken } from './adapter.ts'

/** Shipped already, re-shipment spent, refunded or closed, nothing changed: there is nothing more to tell. */
const told = new Set(['errcode_10060002', 'errcode_10060003', 'errcode_10060004', 'errcode_10060023'])
/** Busy, or the payment is too young to be known there. */
const passing = new Set(['errcode_-1', 'errcode_10060001', 'errcode_10060012', 'errcode_10060019'])
const mostGoods = 120
const mostParcels = 15

const Managed = z.object({ is_trade_managed: z.boolean() })

/** WeChat order shipping management: `upload_shipping_info`, `is_trade_managed`. */
export function createWeChatShippingReport(options: WeChatOpenOptions): ShippingReporter {
  const tokens = tokenCache(options)
  const post = <T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<Outcome<T>> =>
    withToken(tokens, (token) => ask(options, { method: 'POST', path: `${path}?access_token=${encodeURIComponent(token)}`, body }, schema))
  return {
    isManaged: async () => {
      const answer = await post('/wxa/sec/order/is_trade_managed', { appid: options.appId }, Managed)
      return answer.result === 'ok' ? ok(answer.value.is_trade_managed) : answer
    },
    report: async (report) => {
      const answer = await post('/wxa/sec/order/upload_shipping_info', bodyOf(report), z.object({}))
      if (answer.result === 'ok') return ok('reported')
      if (answer.result === 'unknown') return answer
      if (told.has(answer.code)) return ok('reported')
      return refused(answer.code, answer.message, passing.has(answer.code) ? 'later' : answer.retry)
    },
  }
}

const logisticsTypes = { express: 1, local: 2, pickup: 4 } as const

/** One parcel with everything in it is "unified"; else each parcel is told, and whether it was the last. Only express can be split. */
function bodyOf({ transaction, openId, way, parcels, complete, at }: ShippingReport): object {
  const unified = way !== 'express' || (complete && parcels.length === 1)
  return {
    order_key: { order_number_type: 2, transaction_id: transaction },
    logistics_type: logisticsTypes[way],
    delivery_mode: unified ? 1 : 2,
    ...(unified ? {} : { is_all_delivered: complete }),
    shipping_list: parcels.slice(0, way === 'express' ? mostParcels : 1).map((one) => ({
      ...(way === 'express' ? { tracking_no: one.number, express_company: one.carrier } : {}),
      item_desc: [...one.goods].slice(0, mostGoods).join(''),
      ...(one.carrier === 'SF' ? { contact: { receiver_contact: one.phone } } : {}),
    })),
    upload_time: new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('Z', '+08:00'),
    payer: { openid: openId },
  }
}
