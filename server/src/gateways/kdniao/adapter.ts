import { z } from 'zod'
import type { CarrierTracker, ParsedPush, PickupNews, Track, TrackInput } from '../carrier-tracker.ts'
import { ok, type Outcome, refused } from '../outcome.ts'
import { ask, isSigned, jsonOf, type KdniaoOptions, refusal } from './client.ts'
import { stateOf } from './states.ts'

/** Our codes are theirs for these carriers. */
const known: ReadonlySet<string> = new Set(['SF', 'ZTO', 'YTO', 'STO', 'YD', 'JTSD', 'JD', 'EMS', 'YZPY', 'DBL'])
/** They tell nothing without four digits of a phone. */
const needsPhone: ReadonlySet<string> = new Set(['SF', 'ZTO'])

const Path = z.object({
  ShipperCode: z.string(),
  LogisticCode: z.string(),
  State: z.coerce.string().default('0'),
  StateEx: z.coerce.string().nullish(),
  Traces: z
    .array(
      z.object({ AcceptTime: z.string(), AcceptStation: z.string(), Action: z.coerce.string().nullish(), Location: z.string().nullish() }),
    )
    .default([]),
})
const Push = z.object({ Data: z.array(Path.extend({ Success: z.boolean().default(true) })).max(1000) })

/** KDNiao: subscription (8008), query (8001), push (101 and 102). Where pushes go is set in their console, not with the subscription. */
export function createKdniao(options: KdniaoOptions): CarrierTracker {
  return {
    name: 'kdniao',
    knows: (carrierCode) => known.has(carrierCode),
    subscribe: (input) => subscribe(options, input),
    query: (input) => query(options, input),
    parsePush: (rawBody) => parsePush(options, rawBody),
    acknowledge: (taken) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        EBusinessID: options.businessId,
        UpdateTime: beijing(options.now()),
        Success: taken,
        Reason: taken ? '' : 'refused',
      }),
    }),
  }
}

const beijing = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const codeOf = ({ carrierCode, codes }: TrackInput): string | undefined =>
  known.has(carrierCode) ? carrierCode : codes?.['kdniao'] || undefined

const wishOf = (input: TrackInput, ShipperCode: string) => ({
  ShipperCode,
  LogisticCode: input.number,
  ...(needsPhone.has(ShipperCode) ? { CustomerName: input.phone.slice(-4) } : {}),
})

async function subscribe(options: KdniaoOptions, input: TrackInput): Promise<Outcome<'subscribed'>> {
  const code = codeOf(input)
  if (!code) return refused('carrier_unknown', input.carrierCode)
  const answer = await ask(options, { path: '/api/dist', type: '8008', data: wishOf(input, code) })
  if (answer.result !== 'ok') return answer
  return answer.value.Success ? ok('subscribed') : refusal(answer.value)
}

async function query(options: KdniaoOptions, input: TrackInput): Promise<Outcome<Track>> {
  const code = codeOf(input)
  if (!code) return refused('carrier_unknown', input.carrierCode)
  const answer = await ask(options, { path: '/Ebusiness/EbusinessOrderHandle.aspx', type: '8001', data: wishOf(input, code) })
  if (answer.result !== 'ok') return answer
  const path = Path.safeParse(answer.value)
  if (!answer.value.Success || !path.success) return refusal(answer.value)
  const track = trackOf(path.data)
  return track ? ok(track) : refused('kdniao_no_track', '暂无轨迹', 'later')
}

/** One form may tell of many parcels. */
function parsePush(options: KdniaoOptions, rawBody: Buffer): ParsedPush {
  const form = new URLSearchParams(rawBody.toString('utf8'))
  const data = form.get('RequestData') ?? ''
  if (!isSigned(data, form.get('DataSign') ?? '', options.appKey)) return { ok: false, reason: 'bad signature' }
  if (form.get('RequestType') === '103') return parsePickups(jsonOf(data))
  const parsed = Push.safeParse(jsonOf(data))
  if (!parsed.success) return { ok: false, reason: parsed.error.message }
  return { ok: true, tracks: parsed.data.Data.flatMap((one) => trackOf(one) ?? []) }
}

const Pickups = z.object({
  Data: z
    .array(
      z.object({
        OrderCode: z.string(),
        State: z.coerce.string(),
        Reason: z.string().nullish(),
        PickerInfo: z.array(z.object({ PersonName: z.string().nullish(), PersonTel: z.string().nullish() })).nullish(),
      }),
    )
    .max(1000),
})
const pickupStates: Record<string, PickupNews['what']> = {
  '99': 'failed',
  '103': 'courier',
  '104': 'collected',
  '203': 'cancelled',
  '206': 'failed',
  '301': 'collected',
}

/** Booked couriers: who comes, that it was fetched, or why not. States that change nothing are left out. */
function parsePickups(data: unknown): ParsedPush {
  const parsed = Pickups.safeParse(data)
  if (!parsed.success) return { ok: false, reason: parsed.error.message }
  const pickups = parsed.data.Data.flatMap((one) => {
    const what = pickupStates[one.State]
    const [person] = one.PickerInfo ?? []
    const courier = [person?.PersonName, person?.PersonTel].filter(Boolean).join(' ')
    return what ? [{ code: one.OrderCode, what, courier, reason: one.Reason ?? '' }] : []
  })
  return { ok: true, tracks: [], pickups }
}

/** They tell the oldest first. */
function trackOf(path: z.output<typeof Path>): Track | undefined {
  if (path.Traces.length === 0) return undefined
  const state = stateOf(path.StateEx && path.StateEx !== '0' ? path.StateEx : path.State)
  const last = path.Traces.length - 1
  return {
    carrierCode: path.ShipperCode,
    number: path.LogisticCode,
    state,
    events: path.Traces.map((one, at) => ({
      at: new Date(`${one.AcceptTime.replace(' ', 'T')}+08:00`),
      state: one.Action ? stateOf(one.Action) : at === last ? state : at === 0 ? 'picked_up' : 'in_transit',
      place: one.Location ?? '',
      text: one.AcceptStation,
    })),
  }
}
