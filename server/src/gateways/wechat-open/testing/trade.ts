import { json, type SimReply } from '../../testing/host.ts'

interface Told {
  /** 1 express, 2 city delivery, 3 virtual, 4 self pickup. */
  type: number
  mode: number
  complete: boolean
  numbers: string[]
  uploadTime: string
  body: string
}
export interface Trade {
  /** What was told of each payment. */
  told: ReadonlyMap<string, Told>
  /** The next uploads answer so. */
  failNext: (errcode: number) => void
  setManaged: (managed: boolean) => void
  is: (path: string) => boolean
  handle: (path: string, body: Record<string, unknown>) => SimReply
}

const objectOf = (value: unknown): Record<string, unknown> =>
  // Any object will do; each field is checked where it is used.
  value && typeof value === 'object' ? (value as Record<string, unknown>) : {}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const no = (errcode: number, errmsg: string): SimReply => json({ errcode, errmsg })

/** Order shipping management as its document describes it, with its table of errors. */
export function createTrade(): Trade {
  const told = new Map<string, Told>()
  const faults: number[] = []
  let managed = true
  const upload = (body: Record<string, unknown>): SimReply => {
    const fault = faults.shift()
    if (fault !== undefined) return no(fault, 'simulated')
    const key = textOf(objectOf(body['order_key'])['transaction_id'])
    const list = Array.isArray(body['shipping_list']) ? body['shipping_list'].map(objectOf) : []
    const mode = Number(body['delivery_mode'])
    const type = Number(body['logistics_type'])
    if (![1, 2, 3, 4].includes(type)) return no(10060005, 'logistics_type')
    if (mode === 2 && type !== 1) return no(10060006, 'split needs express')
    if (!key) return no(268485194, 'order_key')
    if (!textOf(objectOf(body['payer'])['openid'])) return no(10060031, 'openid is not the payer')
    if (list.length === 0 || list.length > 15) return no(10060024, 'shipping_list')
    if (mode === 1 && list.length !== 1) return no(268485228, 'unified needs one')
    if (mode === 2 && typeof body['is_all_delivered'] !== 'boolean') return no(10060007, 'is_all_delivered')
    if (type === 1 && list.some((one) => !textOf(one['tracking_no']))) return no(268485226, 'tracking_no')
    if (type === 1 && list.some((one) => !textOf(one['express_company']))) return no(268485227, 'express_company')
    if (list.some((one) => !textOf(one['item_desc']))) return no(10060008, 'item_desc')
    if (list.some((one) => textOf(one['item_desc']).length > 120)) return no(10060009, 'item_desc')
    if (list.some((one) => one['express_company'] === 'SF' && !/\*{4}\d{4}$/.test(textOf(objectOf(one['contact'])['receiver_contact']))))
      return no(10060014, 'contact')
    const uploadTime = textOf(body['upload_time'])
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/.test(uploadTime)) return no(268485216, 'upload_time')
    const before = told.get(key)
    if (before && before.uploadTime >= uploadTime) return no(268485216, 'upload_time')
    if (before?.complete) return no(10060002, 'already shipped')
    const complete = mode === 1 || body['is_all_delivered'] === true
    told.set(key, { type, mode, complete, numbers: list.map((one) => textOf(one['tracking_no'])), uploadTime, body: JSON.stringify(body) })
    return json({ errcode: 0, errmsg: 'ok' })
  }
  return {
    told,
    failNext: (errcode) => void faults.push(errcode),
    setManaged: (next) => void (managed = next),
    is: (path) => path.startsWith('/wxa/sec/order/'),
    handle: (path, body) => {
      if (path === '/wxa/sec/order/is_trade_managed') return json({ errcode: 0, errmsg: 'ok', is_trade_managed: managed })
      return path === '/wxa/sec/order/upload_shipping_info' ? upload(body) : no(48001, 'api unauthorized')
    },
  }
}
