import { constants, privateDecrypt } from 'node:crypto'
import { z } from 'zod'
import type { MiniProgramPlatform } from '../mini-program-platform.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { request } from '../post.ts'

export interface DouyinOptions {
  /** `https://developer.toutiao.com`, where codes become sessions; or a simulator. */
  loginUrl: string
  /** `https://open.douyin.com`, for tokens and phone numbers; or a simulator. */
  openUrl: string
  appId: string
  secret: string
  /** Of the pair whose public half is entered in the console: phone numbers come sealed with it. Without it there are none. */
  privateKeyPem?: string | undefined
  now: () => Date
  timeoutMs?: number
}

const Session = z.object({ openid: z.string().min(1), session_key: z.string().min(1), unionid: z.string().optional() })
const LoginAnswer = z.object({ err_no: z.int(), err_tips: z.string().default(''), data: z.unknown().optional() })
const TokenAnswer = z.object({
  data: z.object({
    access_token: z.string().default(''),
    expires_in: z.int().default(0),
    error_code: z.int(),
    description: z.string().default(''),
  }),
})
const PhoneAnswer = z.object({ err_no: z.int(), err_msg: z.string().default(''), data: z.string().default('') })
const PhoneNumber = z.object({
  purePhoneNumber: z.string(),
  countryCode: z.string(),
  watermark: z.object({ appid: z.string() }),
})

/** The server side of a Douyin mini program: login and phone number. */
export function createDouyin(options: DouyinOptions): MiniProgramPlatform {
  const tokens = tokenCache(options)
  return {
    name: 'douyin',
    appId: options.appId,
    login: (code) => login(options, code),
    phoneNumber: async (code) => {
      if (!options.privateKeyPem) return refused('not_supported', 'no private key, phone numbers cannot be read')
      const first = await tokens.get(false)
      if (first.result !== 'ok') return first
      const answer = await phone(options, first.value, code)
      if (answer.result !== 'refused' || answer.code !== 'token_bad') return answer
      // A token that the platform no longer takes is replaced once.
      const second = await tokens.get(true)
      return second.result === 'ok' ? phone(options, second.value, code) : second
    },
  }
}

async function post(options: DouyinOptions, to: { url: string; body: object; token?: string }): Promise<Outcome<unknown>> {
  const answer = await request(to.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(to.token ? { 'access-token': to.token } : {}) },
    body: JSON.stringify(to.body),
    timeoutMs: options.timeoutMs ?? 5000,
  })
  if (answer.result !== 'ok') return answer
  return answer.value.status === 200 ? ok(answer.value.body) : unknown(`answer ${answer.value.status}`)
}

const base = (url: string): string => url.replace(/\/$/, '')
const codes: Record<number, string> = { 40014: 'secret_bad', 40015: 'appid_bad', 40017: 'secret_bad', 40018: 'code_bad', 40019: 'code_bad' }

async function login(options: DouyinOptions, code: string) {
  const body = { appid: options.appId, secret: options.secret, code, anonymous_code: '' }
  const answer = await post(options, { url: `${base(options.loginUrl)}/api/apps/v2/jscode2session`, body })
  if (answer.result !== 'ok') return answer
  const told = LoginAnswer.safeParse(answer.value)
  if (!told.success) return unknown(told.error.message)
  const { err_no, err_tips } = told.data
  // -1: the system is busy.
  if (err_no !== 0) return refused(codes[err_no] ?? `err_${err_no}`, err_tips, err_no === -1 ? 'later' : 'never')
  const session = Session.safeParse(told.data.data)
  if (!session.success) return unknown(session.error.message)
  const { openid, session_key, unionid } = session.data
  return ok({ openId: openid, sessionKey: session_key, ...(unionid && { unionId: unionid }) })
}

async function phone(options: DouyinOptions, token: string, code: string): Promise<Outcome<{ phone: string; countryCode: string }>> {
  const answer = await post(options, { url: `${base(options.openUrl)}/api/apps/v1/get_phonenumber_info/`, body: { code }, token })
  if (answer.result !== 'ok') return answer
  const told = PhoneAnswer.safeParse(answer.value)
  if (!told.success) return unknown(told.error.message)
  const { err_no, err_msg, data } = told.data
  if (err_no === 28001003 || err_no === 28001008) return refused('token_bad', err_msg)
  if (err_no !== 0) return refused('code_bad', err_msg)
  const number = PhoneNumber.safeParse(opened(options.privateKeyPem ?? '', data))
  if (!number.success) return unknown('a number that cannot be read')
  const { purePhoneNumber, countryCode, watermark } = number.data
  return watermark.appid === options.appId
    ? ok({ phone: purePhoneNumber, countryCode: countryCode.replace(/^\+/, '') })
    : refused('code_bad', 'a number given to another mini program')
}

/** Sealed with our public key by RSA, PKCS #1 v1.5. */
function opened(privateKeyPem: string, sealed: string): unknown {
  try {
    const text = privateDecrypt({ key: privateKeyPem, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(sealed, 'base64'))
    return JSON.parse(text.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Kept for 80 % of its life. */
function tokenCache(options: DouyinOptions): { get: (fresh: boolean) => Promise<Outcome<string>> } {
  let kept: { token: string; until: number } | undefined
  return {
    get: async (fresh) => {
      if (!fresh && kept && options.now().getTime() < kept.until) return ok(kept.token)
      const body = { client_key: options.appId, client_secret: options.secret, grant_type: 'client_credential' }
      const answer = await post(options, { url: `${base(options.openUrl)}/oauth/client_token/`, body })
      if (answer.result !== 'ok') return answer
      const told = TokenAnswer.safeParse(answer.value)
      if (!told.success) return unknown(told.error.message)
      const { access_token, expires_in, error_code, description } = told.data.data
      if (error_code !== 0 || access_token === '') return refused(`err_${error_code}`, description)
      kept = { token: access_token, until: options.now().getTime() + expires_in * 800 }
      return ok(access_token)
    },
  }
}
