import { randomInt, randomUUID } from 'node:crypto'
import { openStore, type Store } from './store.ts'

/** What simulated payment platforms have in common: trades, refunds, messages that are sent until they are taken, and things that go wrong. */
export interface SimRefund {
  number: string
  channelNo: string
  amountFen: number
  notifyUrl: string | undefined
  state: 'processing' | 'done' | 'failed'
  createdAt: string
  doneAt: string | undefined
  extra: Record<string, string>
}

export interface SimTrade {
  number: string
  channelNo: string
  description: string
  amountFen: number
  notifyUrl: string
  buyer: string
  state: 'open' | 'paid' | 'closed'
  createdAt: string
  expiresAt: string
  paidAt: string | undefined
  refunds: SimRefund[]
  /** What the protocol wants back as it came. */
  extra: Record<string, string>
}

export interface SimPayment {
  buyer?: string
  /** Paid another amount than asked: what must never be booked. */
  amountFen?: number
  notify?: 'now' | 'none'
  notifyAfterMs?: number
  /** Also when the trade is closed. */
  force?: boolean
}

export interface MessageFlaw {
  signature?: 'bad' | 'none' | 'weak' | 'foreign'
}

export interface SimFault {
  /** An endpoint by its name, or `any`. */
  on: string
  /** `drop-after`: done, but nobody hears of it. `busy`: the platform says that it does not know. */
  kind: 'delay' | 'drop-before' | 'drop-after' | 'error-500' | 'busy' | 'not-enough' | 'bad-signature' | 'unsigned'
  times?: number
  delayMs?: number
}

export type SimMessage = { trade: SimTrade; refund?: SimRefund }
interface Notice {
  id: string
  tradeNo: string
  refundNo: string | undefined
  url: string
  attempts: number
  dueAt: string | undefined
}

export interface EngineOptions {
  now?: (() => Date) | undefined
  /** Where trades and messages are kept; absent: in memory. */
  path?: string | undefined
  notifyMode?: 'scheduled' | 'manual' | undefined
  /** Multiplies the pauses between tries of a message. */
  notifyFactor?: number | undefined
  retrySeconds: readonly number[]
  /** How long a refund takes; `manual`: until a test settles it. */
  refundTakesMs: number | 'manual'
  /** The body of a message about a trade or a refund. */
  write: (message: SimMessage, id: string, flaw: MessageFlaw) => string
  isTaken: (status: number, body: string) => boolean
}

export interface PayEngine {
  now: () => Date
  trades: Store<SimTrade>
  faults: SimFault[]
  calls: Record<string, number>
  takeFault: (endpoint: string) => SimFault | undefined
  /** Time alone closes a trade that nobody paid. */
  expired: (trade: SimTrade) => SimTrade
  pay: (number: string, payment?: SimPayment) => string | undefined
  openRefund: (trade: SimTrade, refund: Omit<SimRefund, 'state' | 'createdAt' | 'doneAt'>) => SimRefund
  findRefund: (number: string) => { trade: SimTrade; refund: SimRefund } | undefined
  settleRefund: (number: string, state: 'done' | 'failed') => string | undefined
  notify: (id: string, flaw?: MessageFlaw) => Promise<number>
  /** Every message there is, oldest first. */
  messages: () => string[]
  stop: () => void
}

interface State {
  options: EngineOptions
  now: () => Date
  trades: Store<SimTrade>
  notices: Store<Notice>
  timers: Set<NodeJS.Timeout>
}

export function createEngine(options: EngineOptions): PayEngine {
  const state: State = {
    options,
    now: options.now ?? (() => new Date()),
    trades: openStore<SimTrade>(({ number }) => number, options.path && `${options.path}-trades.jsonl`),
    notices: openStore<Notice>(({ id }) => id, options.path && `${options.path}-notices.jsonl`),
    timers: new Set(),
  }
  resume(state)
  const engine: PayEngine = {
    now: state.now,
    trades: state.trades,
    faults: [],
    calls: {},
    takeFault: (endpoint) => takeFault(engine, endpoint),
    expired: (trade) => expired(state, trade),
    pay: (number, payment = {}) => pay(state, number, payment),
    openRefund: (trade, refund) => openRefund(state, trade, refund),
    findRefund: (number) => findRefund(state, number),
    settleRefund: (number, to) => settleRefund(state, number, to),
    notify: async (id, flaw = {}) => (await send(state, id, flaw)).status,
    messages: () => state.notices.all().map(({ id }) => id),
    stop: () => state.timers.forEach((timer) => clearTimeout(timer)),
  }
  return engine
}

/** Goes on where it was before a restart. */
function resume(state: State): void {
  for (const notice of state.notices.all()) schedule(state, notice)
  for (const trade of state.trades.all())
    for (const refund of trade.refunds) if (refund.state === 'processing') takeTime(state, refund.number)
}

function later({ timers }: State, ms: number, run: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer)
    run()
  }, ms)
  timers.add(timer)
}

function takeTime(state: State, number: string): void {
  const { refundTakesMs } = state.options
  if (refundTakesMs !== 'manual') later(state, refundTakesMs, () => void settleRefund(state, number, 'done'))
}

async function send({ options, notices, trades }: State, id: string, flaw: MessageFlaw): Promise<{ status: number; body: string }> {
  const notice = notices.get(id)
  const trade = notice && trades.get(notice.tradeNo)
  if (!notice || !trade) throw new Error(`no message ${id}`)
  const refund = trade.refunds.find(({ number }) => number === notice.refundNo)
  try {
    const response = await fetch(notice.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: options.write({ trade, ...(refund && { refund }) }, id, flaw),
      signal: AbortSignal.timeout(5000),
    })
    return { status: response.status, body: await response.text() }
  } catch {
    // The merchant cannot be reached: a try like any other, the schedule goes on.
    return { status: 0, body: '' }
  }
}

function schedule(state: State, notice: Notice): void {
  if (state.options.notifyMode === 'manual' || !notice.dueAt) return
  later(state, Math.max(0, Date.parse(notice.dueAt) - state.now().getTime()), () => void attempt(state, notice.id))
}

async function attempt(state: State, id: string): Promise<void> {
  const answer = await send(state, id, {})
  const notice = state.notices.get(id)
  if (!notice) return
  const { retrySeconds, isTaken, notifyFactor = 1 } = state.options
  const pause = retrySeconds[notice.attempts]
  const over = isTaken(answer.status, answer.body) || pause === undefined
  const dueAt = over ? undefined : new Date(state.now().getTime() + pause * 1000 * notifyFactor).toISOString()
  const next = { ...notice, attempts: notice.attempts + 1, dueAt }
  state.notices.save(next)
  schedule(state, next)
}

function tell(state: State, message: SimMessage, delayMs = 0): string {
  const { trade, refund } = message
  const dueAt = new Date(state.now().getTime() + delayMs).toISOString()
  const id = randomUUID().replaceAll('-', '')
  const url = refund?.notifyUrl ?? trade.notifyUrl
  const notice: Notice = { id, tradeNo: trade.number, refundNo: refund?.number, url, attempts: 0, dueAt }
  state.notices.save(notice)
  schedule(state, notice)
  return id
}

function expired({ trades, now }: State, trade: SimTrade): SimTrade {
  if (trade.state !== 'open' || now() < new Date(trade.expiresAt)) return trade
  const closed: SimTrade = { ...trade, state: 'closed' }
  trades.save(closed)
  return closed
}

function pay(state: State, number: string, payment: SimPayment): string | undefined {
  const found = state.trades.get(number)
  if (!found) throw new Error(`no trade ${number}`)
  const trade = expired(state, found)
  if (trade.state !== 'open' && !(payment.force && trade.state === 'closed')) throw new Error(`trade ${number} is ${trade.state}`)
  const paid: SimTrade = {
    ...trade,
    state: 'paid',
    paidAt: state.now().toISOString(),
    buyer: payment.buyer ?? trade.buyer,
    amountFen: payment.amountFen ?? trade.amountFen,
  }
  state.trades.save(paid)
  return payment.notify === 'none' ? undefined : tell(state, { trade: paid }, payment.notifyAfterMs)
}

function openRefund(state: State, trade: SimTrade, refund: Omit<SimRefund, 'state' | 'createdAt' | 'doneAt'>): SimRefund {
  const opened: SimRefund = { ...refund, state: 'processing', createdAt: state.now().toISOString(), doneAt: undefined }
  state.trades.save({ ...trade, refunds: [...trade.refunds, opened] })
  takeTime(state, refund.number)
  return opened
}

function findRefund({ trades }: State, number: string): { trade: SimTrade; refund: SimRefund } | undefined {
  for (const trade of trades.all()) {
    const refund = trade.refunds.find((one) => one.number === number)
    if (refund) return { trade, refund }
  }
  return undefined
}

function settleRefund(state: State, number: string, to: 'done' | 'failed'): string | undefined {
  const found = findRefund(state, number)
  if (!found) throw new Error(`no refund ${number}`)
  if (found.refund.state !== 'processing') return undefined
  const refund: SimRefund = { ...found.refund, state: to, doneAt: state.now().toISOString() }
  const trade = { ...found.trade, refunds: found.trade.refunds.map((one) => (one.number === number ? refund : one)) }
  state.trades.save(trade)
  return tell(state, { trade, refund })
}

function takeFault({ faults, calls }: PayEngine, endpoint: string): SimFault | undefined {
  calls[endpoint] = (calls[endpoint] ?? 0) + 1
  const found = faults.find((fault) => (fault.on === endpoint || fault.on === 'any') && (fault.times ?? 1) > 0)
  if (found) found.times = (found.times ?? 1) - 1
  return found
}

export const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('')

/** `2026-11-27 12:00:00` in China. */
export const chinaTime = (at: Date | string): string =>
  new Date(new Date(at).getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ')
export const fromChinaTime = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)
