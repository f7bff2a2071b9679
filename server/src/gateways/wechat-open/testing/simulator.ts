import { createHash, randomBytes } from 'node:crypto'
import { drawCode } from './codes.ts'
import { createSubscriptions, type Subscriptions } from './subscribe.ts'
import { createTrade, type Trade } from './trade.ts'
import { json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'

export interface WeChatOpenSimulatorOptions {
  appId: string
  secret: string
  now?: () => Date
}

export interface Persona {
  key: string
  nickname: string
  phone: string
}

/** People who exist only here; their numbers are made up and nothing is ever sent to them. */
export const personas: readonly Persona[] = [
  { key: 'xiaoyu', nickname: '演示用户 小雨', phone: '13800000001' },
  { key: 'aming', nickname: '演示用户 阿明', phone: '13800000002' },
  { key: 'laozhou', nickname: '演示用户 老周', phone: '13800000003' },
]

export interface WeChatOpenSimulator extends Simulator {
  /** Order shipping management. */
  trade: Trade
  /** One-time subscribe messages. */
  subscriptions: Subscriptions
  openIdOf: (persona: string) => string
  /** What `wx.login` would give the client of a person: good once, for five minutes. */
  loginCode: (persona: string) => string
  phoneCode: (persona: string) => string
  /** All tokens given out so far stop working. */
  expireTokens: () => void
  block: (persona: string) => void
}

interface Issued {
  kind: 'login' | 'phone'
  persona: string
  expiresAt: number
  used: boolean
}

const codeLifeMs = 300_000

interface State extends WeChatOpenSimulatorOptions {
  subscriptions: Subscriptions
  clock: () => Date
  codes: Map<string, Issued>
  blocked: Set<string>
  token: string
}

const freshToken = (): string => randomBytes(32).toString('base64url')

/** The mini-program host's server: codes for people of the demo, sessions, phone numbers, tokens. */
export function createWeChatOpenSimulator(options: WeChatOpenSimulatorOptions): WeChatOpenSimulator {
  const trade = createTrade()
  const subscriptions = createSubscriptions()
  const state: State = {
    ...options,
    subscriptions,
    clock: options.now ?? (() => new Date()),
    codes: new Map(),
    blocked: new Set(),
    token: freshToken(),
  }
  return {
    name: 'wechat-open',
    trade,
    subscriptions,
    openIdOf: (persona) => idOf('o', persona, state.appId),
    loginCode: (persona) => issue(state, 'login', persona),
    phoneCode: (persona) => issue(state, 'phone', persona),
    expireTokens: () => void (state.token = freshToken()),
    block: (persona) => void state.blocked.add(persona),
    handle: async (request) => {
      const at = `${request.method} ${request.path}`
      if (at === 'GET /sns/jscode2session') return login(state, request)
      if (at === 'POST /wxa/business/getuserphonenumber') return phone(state, request)
      if (at === 'POST /wxa/getwxacodeunlimit') {
        if (request.query.get('access_token') !== state.token) return json({ errcode: 40001, errmsg: 'invalid credential' })
        return drawCode(bodyOf(request))
      }
      if (at === 'POST /cgi-bin/stable_token') return stableToken(state, request)
      if (at === 'POST /cgi-bin/message/subscribe/send') {
        if (request.query.get('access_token') !== state.token) return json({ errcode: 40001, errmsg: 'invalid credential' })
        return subscriptions.handle(bodyOf(request))
      }
      if (request.method === 'POST' && trade.is(request.path)) {
        if (request.query.get('access_token') !== state.token) return json({ errcode: 40001, errmsg: 'invalid credential' })
        return trade.handle(request.path, bodyOf(request))
      }
      if (at === 'POST /demo/allow' || at === 'GET /demo/messages') return demoMessages(state, request)
      return at === 'GET /demo/personas' || at === 'POST /demo/code' ? demo(state, request) : notFound()
    },
    stop: async () => {},
  }
}

function issue(state: State, kind: Issued['kind'], persona: string): string {
  const now = state.clock().getTime()
  for (const [code, one] of state.codes) if (one.expiresAt + codeLifeMs < now) state.codes.delete(code)
  const fresh = `0${randomBytes(16).toString('hex').slice(1)}`
  state.codes.set(fresh, { kind, persona, expiresAt: now + codeLifeMs, used: false })
  return fresh
}

function redeem(state: State, kind: Issued['kind'], code: string): { persona: string } | { errcode: number; errmsg: string } {
  const issued = state.codes.get(code)
  if (!issued || issued.kind !== kind || issued.expiresAt < state.clock().getTime()) return { errcode: 40029, errmsg: 'invalid code' }
  if (issued.used) return { errcode: 40163, errmsg: 'code been used' }
  issued.used = true
  return state.blocked.has(issued.persona) ? { errcode: 40226, errmsg: 'code blocked' } : { persona: issued.persona }
}

function login(state: State, { query }: SimRequest): SimReply {
  if (query.get('appid') !== state.appId) return plain({ errcode: 40013, errmsg: 'invalid appid' })
  if (query.get('secret') !== state.secret) return plain({ errcode: 40125, errmsg: 'invalid appsecret' })
  const redeemed = redeem(state, 'login', query.get('js_code') ?? '')
  if ('errcode' in redeemed) return plain(redeemed)
  const { persona } = redeemed
  return plain({
    openid: idOf('o', persona, state.appId),
    unionid: idOf('u', persona, ''),
    session_key: randomBytes(16).toString('base64'),
  })
}

function phone(state: State, request: SimRequest): SimReply {
  if (request.query.get('access_token') !== state.token) return json({ errcode: 40001, errmsg: 'invalid credential' })
  const redeemed = redeem(state, 'phone', textOf(bodyOf(request)['code']))
  if ('errcode' in redeemed) return json(redeemed)
  const number = personas.find(({ key }) => key === redeemed.persona)?.phone ?? '13800000000'
  const watermark = { appid: state.appId, timestamp: Math.floor(state.clock().getTime() / 1000) }
  return json({ errcode: 0, errmsg: 'ok', phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark } })
}

function stableToken(state: State, request: SimRequest): SimReply {
  const body = bodyOf(request)
  if (body['appid'] !== state.appId || body['secret'] !== state.secret) return json({ errcode: 40125, errmsg: 'invalid appsecret' })
  if (body['force_refresh'] === true) state.token = freshToken()
  return json({ access_token: state.token, expires_in: 7200 })
}

/** Not of the real platform: what a client's `wx.login` would give, for somebody who tries the demo in a browser. */
function demo(state: State, request: SimRequest): SimReply {
  if (request.method === 'GET') {
    return json({ items: personas.map(({ key, nickname }) => ({ persona: key, nickname, code: issue(state, 'login', key) })) })
  }
  const { persona, kind } = bodyOf(request)
  return json({ code: issue(state, kind === 'phone' ? 'phone' : 'login', (textOf(persona) || 'guest').slice(0, 40)) })
}

/** Not of the real platform: a tap on "allow" of somebody who tries the demo in a browser, and what has arrived at them. */
function demoMessages({ subscriptions, appId }: State, request: SimRequest): SimReply {
  const { persona, template } = bodyOf(request)
  const openId = idOf('o', textOf(persona ?? request.query.get('persona')), appId)
  if (request.method === 'POST') subscriptions.allow(openId, textOf(template))
  return json({ items: subscriptions.sent.filter((one) => one.openId === openId) })
}

/** The same person has the same id for ever, also after a restart. */
const idOf = (prefix: string, persona: string, scope: string): string =>
  prefix + createHash('sha256').update(`${scope}/${persona}`).digest('base64url').slice(0, 27)

/** As the real one does it: JSON that calls itself plain text. */
const plain = (value: unknown): SimReply => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: JSON.stringify(value) })

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function bodyOf(request: SimRequest): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(request.rawBody.toString('utf8'))
    // Any object will do; each field is checked where it is used.
    return body && typeof body === 'object' ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
