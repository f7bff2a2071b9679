import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import { isCarrier, routeOf, type Stage } from './route.ts'

export interface Kuaidi100SimulatorOptions {
  customer: string
  key: string
  dataDir?: string
  now?: () => Date
  /** Multiplies all pauses: 1 brings a parcel home in about two minutes. */
  factor?: number
  /** `manual`: pushes are sent when a test says so. */
  mode?: 'scheduled' | 'manual'
}

interface Subscription {
  company: string
  number: string
  from: string
  to: string
  phone: string
  callbackUrl: string
  salt: string
  since: string
  /** Stages that were pushed and taken. */
  pushed: number
}

export interface Kuaidi100Simulator extends Simulator {
  /** Pushes the path up to a stage (from 1), whatever the clock says; in any order, as often as wanted. Gives the answer. */
  push: (number: string, stages: number, flaw?: 'bad-signature') => Promise<{ status: number; result: boolean }>
  /** How many stages the way of a parcel has. */
  stagesOf: (number: string) => number
  subscriptions: () => readonly Subscription[]
}

interface State {
  options: Kuaidi100SimulatorOptions
  now: () => Date
  factor: number
  byNumber: Map<string, Subscription>
  timers: Map<string, NodeJS.Timeout>
  save: () => void
}

const retryMs = 5000

/** An aggregator of carriers that invents a believable way for any number it is asked about. */
export function createKuaidi100Simulator(options: Kuaidi100SimulatorOptions): Kuaidi100Simulator {
  const path = options.dataDir && join(options.dataDir, 'simulators', 'kuaidi100.json')
  const byNumber = new Map<string, Subscription>((path ? readAll(path) : []).map((one) => [one.number, one]))
  const state: State = {
    options,
    now: options.now ?? (() => new Date()),
    factor: options.factor ?? 1,
    byNumber,
    timers: new Map(),
    save: () => path && writeAll(path, [...byNumber.values()]),
  }
  for (const subscription of byNumber.values()) plan(state, subscription)
  return {
    name: 'kuaidi100',
    handle: async (request) => {
      const form = new URLSearchParams(request.rawBody.toString('utf8'))
      if (request.method === 'POST' && request.path === '/poll') return subscribe(state, form)
      return request.method === 'POST' && request.path === '/poll/query.do' ? query(state, request, form) : notFound()
    },
    push: (number, stages, flaw) => {
      const subscription = byNumber.get(number)
      if (!subscription) throw new Error(`nobody asked about ${number}`)
      return push(state, subscription, { stages, salt: flaw ? 'another' : subscription.salt })
    },
    stagesOf: (number) => {
      const subscription = byNumber.get(number)
      return subscription ? routeOf(subscription).length : 0
    },
    subscriptions: () => [...byNumber.values()],
    stop: async () => state.timers.forEach((timer) => clearTimeout(timer)),
  }
}

const said = (returnCode: string, message: string): SimReply => json({ result: returnCode === '200', returnCode, message })

function subscribe(state: State, form: URLSearchParams): SimReply {
  const param = objectOf(form.get('param'))
  const parameters = objectOf(param['parameters'])
  const [company, number] = [String(param['company']), textOf(param['number'])]
  if (param['key'] !== state.options.key) return said('601', 'KEY已过期')
  if (!isCarrier(company)) return said('702', '找不到对应公司')
  if (!/^[0-9A-Za-z-]{6,32}$/.test(number) || !/^https?:/.test(String(parameters['callbackurl']))) return said('700', '不支持的数据')
  const phone = textOf(parameters['phone'])
  if (company === 'shunfeng' && phone.length < 4) return said('700', '顺丰单号需填写收寄件人手机号')
  if (state.byNumber.has(number)) return said('501', '重复订阅')
  const subscription: Subscription = {
    company,
    number,
    from: textOf(param['from']),
    to: textOf(param['to']),
    phone,
    callbackUrl: String(parameters['callbackurl']),
    salt: textOf(parameters['salt']),
    since: state.now().toISOString(),
    pushed: 0,
  }
  state.byNumber.set(number, subscription)
  state.save()
  plan(state, subscription)
  return said('200', '提交成功')
}

function query(state: State, _request: SimRequest, form: URLSearchParams): SimReply {
  const text = form.get('param') ?? ''
  const sign = createHash('md5').update(`${text}${state.options.key}${state.options.customer}`).digest('hex').toUpperCase()
  if (form.get('customer') !== state.options.customer || form.get('sign') !== sign)
    return json({ result: false, returnCode: '503', message: '验证签名失败' })
  const param = objectOf(text)
  const subscription = state.byNumber.get(String(param['num']))
  const reached = subscription ? reachedBy(state, subscription) : 0
  if (!subscription || reached === 0) return json({ result: false, returnCode: '500', message: '查询无结果，请隔段时间再查' })
  return json({ message: 'ok', status: '200', ...pathOf(state, subscription, reached) })
}

function reachedBy(state: State, subscription: Subscription): number {
  const age = (state.now().getTime() - Date.parse(subscription.since)) / 1000
  return routeOf(subscription).filter((stage) => stage.afterSeconds * state.factor <= age).length
}

/** Newest first, as the real one tells it. */
function pathOf(state: State, subscription: Subscription, reached: number): Record<string, unknown> {
  const stages = routeOf(subscription).slice(0, reached)
  const last = stages.at(-1)
  return {
    com: subscription.company,
    nu: subscription.number,
    ischeck: last?.state === '3' ? '1' : '0',
    state: last?.state ?? '0',
    condition: 'F00',
    data: stages.toReversed().map((stage) => {
      const time = beijing(new Date(Date.parse(subscription.since) + stage.afterSeconds * state.factor * 1000))
      return { time, ftime: time, context: stage.text, status: stage.word, statusCode: stage.code, areaName: stage.area }
    }),
  }
}

/** One push at a time for each parcel: the next stage when its time comes, the same again when it was not taken. */
function plan(state: State, subscription: Subscription, pauseMs = 0): void {
  const next: Stage | undefined = routeOf(subscription)[subscription.pushed]
  if (state.options.mode === 'manual' || !next) return
  const due = Date.parse(subscription.since) + next.afterSeconds * state.factor * 1000
  const timer = setTimeout(
    async () => {
      const reached = Math.max(subscription.pushed + 1, reachedBy(state, subscription))
      const { result } = await push(state, subscription, { stages: reached, salt: subscription.salt })
      if (result) {
        subscription.pushed = reached
        state.save()
      }
      plan(state, subscription, result ? 0 : retryMs)
    },
    Math.max(pauseMs, due - state.now().getTime()),
  )
  state.timers.set(subscription.number, timer)
}

async function push(
  state: State,
  subscription: Subscription,
  content: { stages: number; salt: string },
): Promise<{ status: number; result: boolean }> {
  const path = pathOf(state, subscription, content.stages)
  const done = path['ischeck'] === '1'
  const param = JSON.stringify({
    status: done ? 'shutdown' : 'polling',
    billstatus: done ? 'check' : 'got',
    message: '',
    lastResult: { message: 'ok', status: '200', ...path },
  })
  const sign = createHash('md5').update(`${param}${content.salt}`).digest('hex').toUpperCase()
  try {
    const response = await fetch(subscription.callbackUrl, {
      method: 'POST',
      body: new URLSearchParams({ sign, param }),
      signal: AbortSignal.timeout(5000),
    })
    const text = await response.text()
    return { status: response.status, result: response.ok && objectOf(text)['result'] === true }
  } catch {
    // Not reached: the same again later, as the schedule says.
    return { status: 0, result: false }
  }
}

const beijing = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function objectOf(value: unknown): Record<string, unknown> {
  try {
    const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value
    // Any object will do; each field is checked where it is used.
    return parsed && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const keptAtMost = 2000

function readAll(path: string): Subscription[] {
  try {
    // Written by `writeAll` below and nobody else.
    return JSON.parse(readFileSync(path, 'utf8')) as Subscription[]
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return []
    throw fault
  }
}

function writeAll(path: string, all: Subscription[]): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.new`, JSON.stringify(all.slice(-keptAtMost)))
  renameSync(`${path}.new`, path)
}
