import { createHash, randomBytes } from 'node:crypto'
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

/** The mini-program host's server: codes for people of the demo, sessions, phone numbers, tokens. */
export function createWeChatOpenSimulator(options: WeChatOpenSimulatorOptions): WeChatOpenSimulator {
  const now = options.now ?? (() => new Date())
  const codes = new Map<string, Issued>()
  const blocked = new Set<string>()
  let token = randomBytes(32).toString('base64url')

  const issue = (kind: Issued['kind'], persona: string): string => {
    for (const [code, one] of codes) if (one.expiresAt + codeLifeMs < now().getTime()) codes.delete(code)
    const code = `0${randomBytes(16).toString('hex').slice(1)}`
    codes.set(code, { kind, persona, expiresAt: now().getTime() + codeLifeMs, used: false })
    return code
  }
  const redeem = (kind: Issued['kind'], code: string): { persona: string } | { errcode: number; errmsg: string } => {
    const issued = codes.get(code)
    if (!issued || issued.kind !== kind || issued.expiresAt < now().getTime()) return { errcode: 40029, errmsg: 'invalid code' }
    if (issued.used) return { errcode: 40163, errmsg: 'code been used' }
    issued.used = true
    return blocked.has(issued.persona) ? { errcode: 40226, errmsg: 'code blocked' } : { persona: issued.persona }
  }

  const login = ({ query }: SimRequest): SimReply => {
    if (query.get('appid') !== options.appId) return plain({ errcode: 40013, errmsg: 'invalid appid' })
    if (query.get('secret') !== options.secret) return plain({ errcode: 40125, errmsg: 'invalid appsecret' })
    const redeemed = redeem('login', query.get('js_code') ?? '')
    if ('errcode' in redeemed) return plain(redeemed)
    return plain({
      openid: idOf('o', redeemed.persona, options.appId),
      unionid: idOf('u', redeemed.persona, ''),
      session_key: randomBytes(16).toString('base64'),
    })
  }
  const phone = (request: SimRequest): SimReply => {
    if (request.query.get('access_token') !== token) return json({ errcode: 40001, errmsg: 'invalid credential' })
    const redeemed = redeem('phone', String(bodyOf(request)['code'] ?? ''))
    if ('errcode' in redeemed) return json(redeemed)
    const number = personas.find(({ key }) => key === redeemed.persona)?.phone ?? '13800000000'
    const watermark = { appid: options.appId, timestamp: Math.floor(now().getTime() / 1000) }
    return json({ errcode: 0, errmsg: 'ok', phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86', watermark } })
  }
  const stableToken = (request: SimRequest): SimReply => {
    const body = bodyOf(request)
    if (body['appid'] !== options.appId || body['secret'] !== options.secret) return json({ errcode: 40125, errmsg: 'invalid appsecret' })
    if (body['force_refresh'] === true) token = randomBytes(32).toString('base64url')
    return json({ access_token: token, expires_in: 7200 })
  }
  const demo = (request: SimRequest): SimReply => {
    if (request.method === 'GET')
      return json({ items: personas.map(({ key, nickname }) => ({ persona: key, nickname, code: issue('login', key) })) })
    const { persona, kind } = bodyOf(request)
    return json({ code: issue(kind === 'phone' ? 'phone' : 'login', String(persona ?? 'guest').slice(0, 40)) })
  }

  return {
    name: 'wechat-open',
    loginCode: (persona) => issue('login', persona),
    phoneCode: (persona) => issue('phone', persona),
    expireTokens: () => void (token = randomBytes(32).toString('base64url')),
    block: (persona) => void blocked.add(persona),
    handle: async (request) => {
      const at = `${request.method} ${request.path}`
      if (at === 'GET /sns/jscode2session') return login(request)
      if (at === 'POST /wxa/business/getuserphonenumber') return phone(request)
      if (at === 'POST /cgi-bin/stable_token') return stableToken(request)
      return at === 'GET /demo/personas' || at === 'POST /demo/code' ? demo(request) : notFound()
    },
    stop: async () => {},
  }
}

/** The same person has the same id for ever, also after a restart. */
const idOf = (prefix: string, persona: string, scope: string): string =>
  prefix + createHash('sha256').update(`${scope}/${persona}`).digest('base64url').slice(0, 27)

/** As the real one does it: JSON that calls itself plain text. */
const plain = (value: unknown): SimReply => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: JSON.stringify(value) })

function bodyOf(request: SimRequest): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(request.rawBody.toString('utf8'))
    // Any object will do; each field is checked where it is used.
    return body && typeof body === 'object' ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
