import { randomBytes, randomInt } from 'node:crypto'
import { join } from 'node:path'
import { json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'
import { openStore, type Store } from '../../testing/store.ts'
import { Application, faultOf, type Gate, messageHeaders, no, Reversal, sha256, signed, turnAway } from './judge.ts'
import { paper, type PaperOf } from './paper.ts'

export interface FapiaoSimulatorOptions {
  appKey: string
  appSecret: string
  dataDir?: string
  now?: () => Date
  /** `manual`: nothing is issued and nobody is told until a test says so. */
  mode?: 'scheduled' | 'manual'
  /** Draws the PDF; a test that does not look at it may hand in something quicker. */
  draw?: (of: PaperOf) => Promise<Buffer>
}

type On = 'apply' | 'reverse' | 'query' | 'file'
/** `drop-after`: it is done, and the answer is lost. */
export interface FapiaoFault {
  on: On
  kind: 'drop-before' | 'drop-after' | 'error-500' | 'unsigned' | 'busy' | 'refuse'
  times?: number
}

interface Paper {
  id: string
  /** Of a red one: the application that it reverses. */
  original: string | null
  application: Application
  bodyHash: string
  notifyUrl: string
  status: 'ACCEPTED' | 'ISSUED' | 'FAILED'
  number: string
  at: string
  reason: string
  hash: string
}

export interface FapiaoSimulator extends Simulator {
  /** What it was asked for: blue ones and red ones. */
  papers: () => readonly Readonly<Paper>[]
  /** The tax office decides; without a reason it issues. */
  settle: (id: string, failure?: string) => Promise<void>
  /** Issues whatever waits. */
  settleAll: () => Promise<void>
  /** Tells the merchant once, now; gives the merchant's status. */
  notify: (id: string, flaw?: 'bad-signature' | 'stale') => Promise<number>
  /** The same message as the last one for this id, to the byte. */
  repeat: (id: string) => Promise<number>
  fail: (fault: FapiaoFault) => void
  heal: () => void
  /** Changes what is told of a paper, as a provider with a fault would. */
  spoil: (id: string, change: { total?: number }) => void
}

interface State {
  gate: Gate
  papers: Store<Paper>
  scheduled: boolean
  draw: (of: PaperOf) => Promise<Buffer>
  /** A PDF carries the time at which it was made: each is made once. */
  drawn: Map<string, Buffer>
  faults: Required<FapiaoFault>[]
  spoilt: Map<string, number>
  last: Map<string, { url: string; headers: Record<string, string>; body: string }>
  timers: Set<NodeJS.Timeout>
}

const issueMs = 3000

/** A provider of electronic invoices: takes applications, issues a little later, tells the merchant, and draws the PDF. */
export function createFapiaoSimulator(options: FapiaoSimulatorOptions): FapiaoSimulator {
  const { appKey, appSecret, now = () => new Date(), mode = 'scheduled', dataDir } = options
  const state: State = {
    gate: { appKey, appSecret, now, seen: new Map() },
    papers: openStore<Paper>(({ id }) => id, dataDir && join(dataDir, 'simulators', 'fapiao.jsonl')),
    scheduled: mode === 'scheduled',
    draw: options.draw ?? paper,
    drawn: new Map(),
    faults: [],
    spoilt: new Map(),
    last: new Map(),
    timers: new Set(),
  }
  for (const one of state.papers.all()) if (one.status === 'ACCEPTED') plan(state, one.id)
  return {
    name: 'fapiao',
    handle: (request) => handle(state, request),
    papers: () => state.papers.all(),
    settle: (id, failure) => settle(state, id, failure),
    settleAll: async () => {
      for (const one of state.papers.all()) if (one.status === 'ACCEPTED') await settle(state, one.id)
    },
    notify: (id, flaw) => notify(state, id, flaw),
    repeat: async (id) => {
      const message = state.last.get(id)
      if (!message) throw new Error(`nothing was told of ${id}`)
      return send(message)
    },
    fail: (fault) => void state.faults.push({ times: 1, ...fault }),
    heal: () => void state.faults.splice(0),
    spoil: (id, { total }) => void (total !== undefined && state.spoilt.set(id, total)),
    stop: async () => state.timers.forEach((timer) => clearTimeout(timer)),
  }
}

async function handle(state: State, request: SimRequest): Promise<SimReply> {
  const refusal = turnAway(state.gate, request)
  if (refusal) return signed(state.gate, request, refusal)
  const [on, run] = routeOf(state, request)
  const fault = state.faults.find((one) => one.on === on && one.times > 0)
  if (fault) fault.times -= 1
  if (fault?.kind === 'drop-before') return { drop: true }
  if (fault?.kind === 'error-500') return { status: 500, body: 'Internal Server Error' }
  if (fault?.kind === 'busy') return signed(state.gate, request, no(429, 'BUSY', '系统繁忙，请稍后再试'))
  if (fault?.kind === 'refuse') return signed(state.gate, request, no(400, 'TAXPAYER_RISK', '纳税人状态异常'))
  const reply = await run()
  if (fault?.kind === 'drop-after') return { drop: true }
  return fault?.kind === 'unsigned' ? reply : signed(state.gate, request, reply)
}

function routeOf(state: State, request: SimRequest): [On, () => Promise<SimReply>] {
  const { method, path, rawBody } = request
  const [, what = '', id = '', verb = ''] = /^\/v1\/(applications|reversals|files)(?:\/([\w.]+))?(?:\/(reverse))?$/.exec(path) ?? []
  if (method === 'POST' && what === 'applications' && !id) return ['apply', async () => apply(state, rawBody)]
  if (method === 'POST' && what === 'applications' && verb) return ['reverse', async () => reverse(state, id, rawBody)]
  if (method === 'GET' && what === 'files') return ['file', () => file(state, id)]
  if (method !== 'GET' || !what) return ['query', async () => notFound()]
  return [
    'query',
    async () => {
      const found = state.papers.get(id)
      const red = what === 'reversals'
      return found && (found.original !== null) === red ? json(told(state, request, found)) : no(404, 'NOT_FOUND', '没有这张申请单')
    },
  ]
}

function apply(state: State, rawBody: Buffer): SimReply {
  const parsed = Application.safeParse(JSON.parse(rawBody.toString('utf8')))
  if (!parsed.success)
    return no(400, 'PARAM_ERROR', parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '))
  const fault = faultOf(parsed.data)
  if (fault) return no(400, 'PARAM_ERROR', fault)
  return take(state, { id: parsed.data.apply_id, original: null, application: parsed.data, notifyUrl: parsed.data.notify_url, rawBody })
}

function reverse(state: State, original: string, rawBody: Buffer): SimReply {
  const parsed = Reversal.safeParse(JSON.parse(rawBody.toString('utf8')))
  if (!parsed.success)
    return no(400, 'PARAM_ERROR', parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '))
  const blue = state.papers.get(original)
  const { reverse_id: id, fapiao_number: number, total_amount: total } = parsed.data
  if (!blue || blue.original !== null || blue.status !== 'ISSUED') return no(404, 'NOT_FOUND', '没有可红冲的发票')
  if (number !== blue.number || total !== blue.application.total_amount) return no(400, 'PARAM_ERROR', '与蓝字发票不符')
  const other = state.papers.all().find((one) => one.original === original && one.id !== id && one.status !== 'FAILED')
  if (other) return no(409, 'ALREADY_REVERSED', '该发票已红冲')
  return take(state, { id, original, application: blue.application, notifyUrl: parsed.data.notify_url, rawBody })
}

/** A number that is known means what it meant; one that failed may be used again. */
function take(state: State, wish: Pick<Paper, 'id' | 'original' | 'application' | 'notifyUrl'> & { rawBody: Buffer }): SimReply {
  const { rawBody, ...rest } = wish
  const bodyHash = sha256(rawBody)
  const known = state.papers.get(wish.id)
  if (known && known.status !== 'FAILED')
    return known.bodyHash === bodyHash ? json(told(state, undefined, known)) : no(409, 'APPLY_ID_REUSED', '申请单号已用于其他内容')
  const fresh: Paper = { ...rest, bodyHash, status: 'ACCEPTED', number: '', at: '', reason: '', hash: '' }
  state.papers.save(fresh)
  plan(state, wish.id)
  return json(told(state, undefined, fresh), 202)
}

function told(state: State, request: SimRequest | undefined, one: Paper) {
  const issued = one.status === 'ISSUED'
  return {
    apply_id: one.id,
    status: one.status,
    ...(issued && {
      fapiao_number: one.number,
      issue_time: one.at,
      total_amount: state.spoilt.get(one.id) ?? one.application.total_amount,
      tax_amount: one.application.tax_amount,
      ...(request && { files: { pdf_url: fileUrl(request, one), pdf_sha256: one.hash } }),
    }),
    ...(one.reason && { fail_reason: one.reason }),
  }
}

/** Under the address that the merchant reached us by. */
const fileUrl = (request: SimRequest, one: Paper): string =>
  `http://${request.headers['host'] ?? ''}${request.url.slice(0, request.url.indexOf('/v1/'))}/v1/files/${one.id}.pdf`

const paperOf = (state: State, one: Paper) => ({
  application: one.application,
  number: one.number,
  at: new Date(one.at),
  reverses: one.original === null ? undefined : (state.papers.get(one.original)?.number ?? ''),
})

async function file(state: State, name: string): Promise<SimReply> {
  const one = state.papers.get(name.replace(/\.pdf$/, ''))
  if (one?.status !== 'ISSUED') return no(404, 'NOT_FOUND', '没有这份文件')
  let body = state.drawn.get(one.number)
  if (!body) {
    body = await draw(state, one)
    state.papers.save({ ...one, hash: sha256(body) })
  }
  return { status: 200, headers: { 'content-type': 'application/pdf' }, body }
}

async function draw(state: State, one: Paper): Promise<Buffer> {
  const body = await state.draw(paperOf(state, one))
  state.drawn.set(one.number, body)
  return body
}

/** 20 digits: the year, the region, and a running number. */
const fapiaoNumber = (at: Date): string =>
  `${String(at.getUTCFullYear()).slice(2)}332000000${Array.from({ length: 9 }, () => randomInt(10)).join('')}`

async function settle(state: State, id: string, failure = ''): Promise<void> {
  const one = state.papers.get(id)
  if (one?.status !== 'ACCEPTED') return
  const at = state.gate.now()
  if (failure) return state.papers.save({ ...one, status: 'FAILED', reason: failure })
  const issued: Paper = { ...one, status: 'ISSUED', number: fapiaoNumber(at), at: at.toISOString() }
  state.papers.save({ ...issued, hash: sha256(await draw(state, issued)) })
}

function plan(state: State, id: string): void {
  if (!state.scheduled) return
  const timer = setTimeout(() => {
    state.timers.delete(timer)
    settle(state, id)
      .then(() => notify(state, id))
      .catch((fault: unknown) => process.stderr.write(`fapiao simulator: ${String(fault)}\n`))
  }, issueMs)
  state.timers.add(timer)
}

async function notify(state: State, id: string, flaw?: 'bad-signature' | 'stale'): Promise<number> {
  const one = state.papers.get(id)
  if (!one) throw new Error(`nobody asked for ${id}`)
  const kind = one.original === null ? 'FAPIAO' : 'FAPIAO.REVERSAL'
  const body = JSON.stringify({ event: `${kind}.${one.status}`, event_id: randomBytes(8).toString('hex'), apply_id: id })
  const headers = messageHeaders(state.gate, body, {
    nonce: randomBytes(16).toString('hex'),
    ...(flaw === 'bad-signature' && { secret: 'somebody-else' }),
    ...(flaw === 'stale' && { at: new Date(state.gate.now().getTime() - 3600_000) }),
  })
  const message = { url: one.notifyUrl, headers, body }
  state.last.set(id, message)
  return send(message)
}

/** 0: nobody is there. The merchant asks by itself anyway. */
async function send({ url, headers, body }: { url: string; headers: Record<string, string>; body: string }): Promise<number> {
  try {
    return (await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5000) })).status
  } catch {
    return 0
  }
}
