import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { CarrierTracker, ParsedPush, Track, TrackInput } from '../carrier-tracker.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { request } from '../post.ts'
import { kuaidi100Codes, needsPhone, ownCode } from './codes.ts'
import { stateOf } from './states.ts'

export interface Kuaidi100Options {
  /** `https://poll.kuaidi100.com`, or a simulator. */
  baseUrl: string
  customer: string
  key: string
  /** Signs the pushes; ours to choose. */
  salt: string
  timeoutMs?: number
}

const Path = z.object({
  com: z.string(),
  nu: z.string(),
  state: z.string(),
  data: z.array(
    z.object({
      time: z.string(),
      context: z.string(),
      status: z.string().default(''),
      statusCode: z.string().default(''),
      areaName: z.string().nullish(),
    }),
  ),
})
const Subscribed = z.object({ returnCode: z.string(), message: z.string().default('') })
const Failed = z.object({ returnCode: z.string(), message: z.string().default('') })
const Push = z.object({
  status: z.enum(['polling', 'shutdown', 'abort', 'updateall']),
  message: z.string().default(''),
  lastResult: Path.nullish(),
})

/** Kuaidi100: real-time query, subscription and push (`resultv2=4`: fine states with codes). */
export function createKuaidi100(options: Kuaidi100Options): CarrierTracker {
  return {
    name: 'kuaidi100',
    knows: (carrierCode) => carrierCode in kuaidi100Codes,
    subscribe: (input) => subscribe(options, input),
    query: (input) => query(options, input),
    parsePush: (rawBody) => parsePush(options, rawBody),
    acknowledge: (taken) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: taken ? '{"result":true,"returnCode":"200","message":"成功"}' : '{"result":false,"returnCode":"500","message":"失败"}',
    }),
  }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex').toUpperCase()

const post = (options: Kuaidi100Options, path: string, form: Record<string, string>) =>
  request(options.baseUrl.replace(/\/$/, '') + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    timeoutMs: options.timeoutMs ?? 5000,
  })

const codeOf = ({ carrierCode, codes }: TrackInput): string | undefined =>
  kuaidi100Codes[carrierCode] ?? (codes?.['kuaidi100'] || undefined)
const phoneOf = (input: TrackInput): { phone?: string } => (needsPhone.has(input.carrierCode) ? { phone: input.phone.slice(-4) } : {})

async function subscribe(options: Kuaidi100Options, input: TrackInput & { callbackUrl: string }): Promise<Outcome<'subscribed'>> {
  const company = codeOf(input)
  if (!company) return refused('carrier_unknown', input.carrierCode)
  const parameters = { callbackurl: input.callbackUrl, salt: options.salt, resultv2: '4', ...phoneOf(input) }
  const param = JSON.stringify({ company, number: input.number, from: input.fromCity, to: input.toCity, key: options.key, parameters })
  const answer = await post(options, '/poll', { schema: 'json', param })
  if (answer.result !== 'ok') return answer
  const parsed = Subscribed.safeParse(answer.value.body)
  if (!parsed.success || parsed.data.returnCode === '500') return unknown(`answer ${answer.value.status}`)
  // 501: it is tracked already, which is what was asked for.
  return parsed.data.returnCode === '200' || parsed.data.returnCode === '501' ? ok('subscribed') : refusedBy(parsed.data)
}

async function query(options: Kuaidi100Options, input: TrackInput): Promise<Outcome<Track>> {
  const com = codeOf(input)
  if (!com) return refused('carrier_unknown', input.carrierCode)
  const param = JSON.stringify({
    com,
    num: input.number,
    ...phoneOf(input),
    from: input.fromCity,
    to: input.toCity,
    resultv2: '4',
    show: '0',
    order: 'desc',
  })
  const sign = md5(param + options.key + options.customer)
  const answer = await post(options, '/poll/query.do', { customer: options.customer, sign, param })
  if (answer.result !== 'ok') return answer
  const path = Path.safeParse(answer.value.body)
  if (path.success) return ok(trackOf(path.data))
  const failed = Failed.safeParse(answer.value.body)
  return failed.success && failed.data.returnCode !== '501' ? refusedBy(failed.data) : unknown(`answer ${answer.value.status}`)
}

/** No record yet and "busy" pass; a wrong signature or a spent account does not. */
const refusedBy = ({ returnCode, message }: { returnCode: string; message: string }): Outcome<never> =>
  refused(`kuaidi100_${returnCode}`, message, returnCode === '500' || returnCode === '502' ? 'later' : 'never')

function parsePush(options: Kuaidi100Options, rawBody: Buffer): ParsedPush {
  const form = new URLSearchParams(rawBody.toString('utf8'))
  const param = form.get('param') ?? ''
  const sign = Buffer.from((form.get('sign') ?? '').toUpperCase())
  const wanted = Buffer.from(md5(param + options.salt))
  if (sign.length !== wanted.length || !timingSafeEqual(sign, wanted)) return { ok: false, reason: 'bad signature' }
  const parsed = Push.safeParse(jsonOf(param))
  if (!parsed.success) return { ok: false, reason: parsed.error.message }
  return { ok: true, tracks: parsed.data.lastResult ? [trackOf(parsed.data.lastResult)] : [] }
}

function trackOf(path: z.output<typeof Path>): Track {
  return {
    carrierCode: ownCode(path.com),
    number: path.nu,
    state: stateOf(path.state, ''),
    // They tell the newest first.
    events: path.data.toReversed().map((one) => ({
      at: new Date(`${one.time.replace(' ', 'T')}+08:00`),
      state: stateOf(one.statusCode, one.status),
      place: one.areaName?.split(',').at(-1) ?? '',
      text: one.context,
    })),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
