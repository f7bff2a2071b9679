import { createHash } from 'node:crypto'
import { json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import { waysOf } from './ways.ts'

export interface KdniaoSimulatorOptions {
  businessId: string
  appKey: string
  /** Where pushes go: set once in the console of the real one. */
  pushUrl: () => string
  now?: () => Date
  /** `manual`: pushes are sent when a test says so. */
  mode?: 'scheduled' | 'manual'
}

interface Followed {
  shipper: string
  number: string
  since: number
  pushed: number
  timer?: NodeJS.Timeout
}
interface Ordered {
  number: string
  state: 'made' | 'cancelled'
}
/** What goes wrong with the next order of a waybill. */
export type WaybillFault = 'drop-after' | 'refuse' | 'busy'

export interface KdniaoSimulator extends Simulator {
  push: (number: string, stages: number, flaw?: 'bad-signature') => Promise<{ status: number; taken: boolean; body: string }>
  followed: () => readonly { shipper: string; number: string }[]
  /** Tells of a booked courier. */
  pushPickup: (code: string, state: string, person?: { name: string; phone: string }) => Promise<boolean>
  waybills: () => ReadonlyMap<string, Ordered>
  bookings: () => ReadonlyMap<string, Ordered>
  /** What the last waybill was asked for with. */
  lastWaybill: () => Record<string, unknown>
  failNext: (fault: WaybillFault) => void
  failNextBooking: (fault: WaybillFault) => void
}

const md5base64 = (text: string): string => Buffer.from(createHash('md5').update(text).digest('hex')).toString('base64')
const beijing = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
const objectOf = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text)
    // Any object will do; each field is checked where it is used.
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

type Data = Record<string, unknown>

interface Ground {
  options: KdniaoSimulatorOptions
  now: () => number
  no: (reason: string, code?: string) => SimReply
  yes: (more: object) => SimReply
}

function pathOf({ options }: Ground, one: Followed, stages: number) {
  const ways = waysOf(one.number).slice(0, stages)
  const last = ways.at(-1)
  return {
    EBusinessID: options.businessId,
    ShipperCode: one.shipper,
    LogisticCode: one.number,
    Success: true,
    State: last?.state ?? '0',
    StateEx: last?.fine ?? '0',
    Traces: ways.map((way) => ({
      AcceptTime: beijing(one.since + way.afterSeconds * 1000),
      AcceptStation: way.text,
      Action: way.fine,
      Location: way.place,
    })),
  }
}

const reached = ({ now }: Ground, one: Followed): number =>
  waysOf(one.number).filter((way) => one.since + way.afterSeconds * 1000 <= now()).length

async function push(ground: Ground, one: Followed, { stages, key }: { stages: number; key: string }) {
  const { options, now } = ground
  const RequestData = JSON.stringify({
    EBusinessID: options.businessId,
    PushTime: beijing(now()),
    Count: '1',
    Data: [pathOf(ground, one, stages)],
  })
  const form = new URLSearchParams({ RequestData, RequestType: '102', DataSign: md5base64(RequestData + key) })
  try {
    const response = await fetch(options.pushUrl(), { method: 'POST', body: form, signal: AbortSignal.timeout(5000) })
    const body = await response.text()
    return { status: response.status, taken: response.ok && objectOf(body)['Success'] === true, body }
  } catch {
    // Not reached: the same again later, as the real one does.
    return { status: 0, taken: false, body: '' }
  }
}

async function pushPickup(
  { options, now }: Ground,
  code: string,
  { state, person }: { state: string; person: { name: string; phone: string } | undefined },
): Promise<boolean> {
  const PickerInfo = person ? [{ PersonName: person.name, PersonTel: person.phone }] : []
  const RequestData = JSON.stringify({
    EBusinessID: options.businessId,
    PushTime: beijing(now()),
    Count: '1',
    Data: [{ OrderCode: code, ShipperCode: 'ZTO', State: state, Reason: '', PickerInfo }],
  })
  const form = new URLSearchParams({ RequestData, RequestType: '103', DataSign: md5base64(RequestData + options.appKey) })
  const response = await fetch(options.pushUrl(), { method: 'POST', body: form, signal: AbortSignal.timeout(5000) })
  return response.ok
}

/** One push at a time for each parcel: the next stage when its time comes, the same again when it was not taken. */
function plan(ground: Ground, one: Followed, pauseMs = 0): void {
  const next = waysOf(one.number)[one.pushed]
  if (ground.options.mode === 'manual' || !next) return
  one.timer = setTimeout(
    async () => {
      const stages = Math.max(one.pushed + 1, reached(ground, one))
      const { taken } = await push(ground, one, { stages, key: ground.options.appKey })
      if (taken) one.pushed = stages
      plan(ground, one, taken ? 0 : 5000)
    },
    Math.max(pauseMs, one.since + next.afterSeconds * 1000 - ground.now()),
  )
}

function follower(ground: Ground, parcels: Map<string, Followed>) {
  const { now, no, yes, options } = ground
  return {
    follow: (data: Data): SimReply => {
      const [shipper, number] = [textOf(data['ShipperCode']), textOf(data['LogisticCode'])]
      if (!/^[A-Z]{2,10}$/.test(shipper) || number.length < 6) return no('快递公司编码或单号错误')
      if (shipper === 'SF' && textOf(data['CustomerName']).length !== 4) return no('顺丰需要手机号后四位')
      if (!parcels.has(number)) {
        const one: Followed = { shipper, number, since: now(), pushed: 0 }
        parcels.set(number, one)
        plan(ground, one)
      }
      return yes({ UpdateTime: beijing(now()) })
    },
    query: (data: Data): SimReply => {
      const [ShipperCode, LogisticCode] = [textOf(data['ShipperCode']), textOf(data['LogisticCode'])]
      const one = parcels.get(LogisticCode)
      if (one) return json(pathOf(ground, one, reached(ground, one)))
      return json({ EBusinessID: options.businessId, Success: true, State: '0', ShipperCode, LogisticCode, Traces: [] })
    },
  }
}

interface Books {
  waybills: Map<string, Ordered>
  bookings: Map<string, Ordered>
  faults: WaybillFault[]
  bookingFaults: WaybillFault[]
  last: Data
}

function orderer({ now, no, yes }: Ground, books: Books) {
  const { waybills, bookings, faults, bookingFaults } = books
  const cancel = (of: Map<string, Ordered>, data: Data): SimReply => {
    const one = of.get(textOf(data['OrderCode']))
    if (!one) return no('订单不存在')
    of.set(textOf(data['OrderCode']), { ...one, state: 'cancelled' })
    return yes({})
  }
  return {
    cancel,
    make: (data: Data): SimReply => {
      const code = textOf(data['OrderCode'])
      const receiver = objectOf(JSON.stringify(data['Receiver'] ?? {}))
      books.last = data
      const fault = faults.shift()
      if (fault === 'refuse') return no('客户号或密码错误')
      if (fault === 'busy') return no('系统繁忙，请稍后再试')
      if (!code || !textOf(receiver['Mobile']) || !textOf(receiver['ProvinceName'])) return no('收件人信息不完整')
      const before = waybills.get(code)
      const number = `${textOf(data['ShipperCode'])}${String(770_000_000_000 + waybills.size + (now() % 1_000_000))}`
      const made: Ordered = before ?? { number, state: 'made' }
      waybills.set(code, made)
      if (fault === 'drop-after') return { drop: true }
      const Order = { OrderCode: code, LogisticCode: made.number, MarkDestination: '浙A-12 01' }
      if (before) return json({ Success: false, ResultCode: '106', Reason: '该订单号已下单成功', Order })
      return yes({ Order, PrintTemplate: '', UniquerRequestNumber: code })
    },
    book: (data: Data): SimReply => {
      const code = textOf(data['OrderCode'])
      const fault = bookingFaults.shift()
      if (fault === 'refuse') return no('该时段无法上门')
      if (fault === 'busy') return no('系统繁忙，请稍后再试')
      const before = bookings.get(code)
      const made: Ordered = before ?? { number: `KDN${1_000_000 + bookings.size}`, state: 'made' }
      bookings.set(code, made)
      if (fault === 'drop-after') return { drop: true }
      const Order = { OrderCode: code, KDNOrderCode: made.number }
      return before ? json({ Success: false, ResultCode: '106', Reason: '重复下单', Order }) : yes({ Order })
    },
  }
}

/** KDNiao as its document describes it: follows parcels, makes waybills, books couriers. */
export function createKdniaoSimulator(options: KdniaoSimulatorOptions): KdniaoSimulator {
  const ground: Ground = {
    options,
    now: () => (options.now?.() ?? new Date()).getTime(),
    no: (Reason, ResultCode = '105') => json({ EBusinessID: options.businessId, Success: false, ResultCode, Reason }),
    yes: (more) => json({ EBusinessID: options.businessId, Success: true, ResultCode: '100', Reason: '成功', ...more }),
  }
  const parcels = new Map<string, Followed>()
  const books: Books = { waybills: new Map(), bookings: new Map(), faults: [], bookingFaults: [], last: {} }
  const { follow, query } = follower(ground, parcels)
  const { make, book, cancel } = orderer(ground, books)
  const answers: Record<string, (data: Data) => SimReply> = {
    '1008 /api/dist': follow,
    '8008 /api/dist': follow,
    '8001 /Ebusiness/EbusinessOrderHandle.aspx': query,
    '1007 /api/EOrderService': make,
    '1147 /api/EOrderService': (data) => cancel(books.waybills, data),
    '1801 /api/OOrderService': book,
    '1802 /api/OOrderService': (data) => cancel(books.bookings, data),
  }
  return {
    name: 'kdniao',
    handle: async (request: SimRequest) => {
      const form = new URLSearchParams(request.rawBody.toString('utf8'))
      const data = form.get('RequestData') ?? ''
      if (form.get('EBusinessID') !== options.businessId) return ground.no('商户ID错误')
      if (form.get('DataSign') !== md5base64(data + options.appKey)) return ground.no('签名错误')
      const answer = answers[`${form.get('RequestType')} ${request.path}`]
      return answer && request.method === 'POST' ? answer(objectOf(data)) : notFound()
    },
    push: (number, stages, flaw) => {
      const one = parcels.get(number)
      if (!one) throw new Error(`nobody follows ${number}`)
      return push(ground, one, { stages, key: flaw ? 'another key' : options.appKey })
    },
    followed: () => [...parcels.values()],
    waybills: () => books.waybills,
    bookings: () => books.bookings,
    lastWaybill: () => books.last,
    failNext: (fault) => void books.faults.push(fault),
    failNextBooking: (fault) => void books.bookingFaults.push(fault),
    pushPickup: (code, state, person) => pushPickup(ground, code, { state, person }),
    stop: async () => parcels.forEach((one) => clearTimeout(one.timer)),
  }
}
