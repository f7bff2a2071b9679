import { constants, createHash, publicEncrypt, randomBytes } from 'node:crypto'
import { json, notFound, type SimReply, type SimRequest, type Simulator } from '../../testing/host.ts'

export interface DouyinSimulatorOptions {
  appId: string
  secret: string
  /** What the owner of the program has entered in the console. */
  publicKeyPem: string
  now?: () => Date
}

export interface DouyinSimulator extends Simulator {
  /** What `tt.login` would give the client of a person: good once, for three minutes. `union`: who they are over all programs of one owner. */
  loginCode: (person: string, union?: string) => string
  /** What the phone number button would give. */
  phoneCode: (phone: string, countryCode?: string) => string
  expireTokens: () => void
}

interface Issued {
  kind: 'login' | 'phone'
  value: string
  extra: string
  until: number
}

/** Douyin's open platform: sessions for codes, client tokens, phone numbers sealed with the owner's key. */
export function createDouyinSimulator(options: DouyinSimulatorOptions): DouyinSimulator {
  const codes = new Map<string, Issued>()
  const now = options.now ?? (() => new Date())
  let token = randomBytes(24).toString('hex')
  const issue = (kind: Issued['kind'], value: string, extra: string): string => {
    const code = randomBytes(20).toString('hex')
    codes.set(code, { kind, value, extra, until: now().getTime() + 180_000 })
    return code
  }
  const take = (kind: Issued['kind'], code: unknown): Issued | undefined => {
    const found = codes.get(String(code))
    codes.delete(String(code))
    return found && found.kind === kind && found.until > now().getTime() ? found : undefined
  }

  const login = (body: Record<string, unknown>): SimReply => {
    if (body['appid'] !== options.appId) return json({ err_no: 40015, err_tips: 'bad appid' })
    if (body['secret'] !== options.secret) return json({ err_no: 40017, err_tips: 'bad secret' })
    const found = take('login', body['code'])
    if (!found) return json({ err_no: 40018, err_tips: 'bad code' })
    const data = { session_key: randomBytes(16).toString('base64'), openid: idOf(found.value, options.appId), anonymous_openid: '' }
    return json({ err_no: 0, err_tips: 'success', data: { ...data, ...(found.extra ? { unionid: found.extra } : {}) } })
  }
  const phone = (request: SimRequest, body: Record<string, unknown>): SimReply => {
    if (request.headers['access-token'] !== token) return json({ err_no: 28001003, err_msg: 'access_token无效' })
    const found = take('phone', body['code'])
    if (!found) return json({ err_no: 28003017, err_msg: 'code无效' })
    const number = { phoneNumber: `+${found.extra}${found.value}`, purePhoneNumber: found.value, countryCode: found.extra }
    const text = JSON.stringify({ ...number, watermark: { appid: options.appId, timestamp: Math.floor(now().getTime() / 1000) } })
    const sealed = publicEncrypt({ key: options.publicKeyPem, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text))
    return json({ err_no: 0, err_msg: 'success', data: sealed.toString('base64') })
  }
  return {
    name: 'douyin',
    loginCode: (person, union = '') => issue('login', person, union),
    phoneCode: (number, countryCode = '86') => issue('phone', number, countryCode),
    expireTokens: () => void (token = randomBytes(24).toString('hex')),
    handle: async (request) => {
      const body = bodyOf(request)
      const at = `${request.method} ${request.path}`
      if (at === 'POST /api/apps/v2/jscode2session') return login(body)
      if (at === 'POST /oauth/client_token/') return tokenReply(options, token, body)
      return at === 'POST /api/apps/v1/get_phonenumber_info/' ? phone(request, body) : notFound()
    },
    stop: async () => {},
  }
}

function tokenReply(options: DouyinSimulatorOptions, access_token: string, body: Record<string, unknown>): SimReply {
  const known = body['client_key'] === options.appId && body['client_secret'] === options.secret
  return known
    ? json({ data: { access_token, expires_in: 7200, error_code: 0, description: '' }, message: 'success' })
    : json({
        data: { access_token: '', expires_in: 0, error_code: 10013, description: 'client_key或者client_secret报错' },
        message: 'error',
      })
}

const idOf = (person: string, scope: string): string =>
  `_000${createHash('sha256').update(`${scope}/${person}`).digest('base64url').slice(0, 28)}`

function bodyOf(request: SimRequest): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(request.rawBody.toString('utf8'))
    // Any object will do; each field is checked where it is used.
    return body && typeof body === 'object' ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
