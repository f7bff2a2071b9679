import { z } from 'zod'
import type { MiniProgramPlatform } from '../mini-program-platform.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { request } from '../post.ts'

export interface WeChatOpenOptions {
  /** `https://api.weixin.qq.com`, or a simulator. */
  baseUrl: string
  appId: string
  secret: string
  now: () => Date
  timeoutMs?: number
}

const Errcode = z.object({ errcode: z.int().default(0), errmsg: z.string().default('') })
const Session = z.object({ openid: z.string().min(1), session_key: z.string().min(1), unionid: z.string().optional() })
const Token = z.object({ access_token: z.string().min(1), expires_in: z.int() })
const PhoneInfo = z.object({
  phone_info: z.object({ purePhoneNumber: z.string(), countryCode: z.string(), watermark: z.object({ appid: z.string() }) }),
})

/** The server side of a WeChat mini program: login and phone number. */
export function createWeChatOpen(options: WeChatOpenOptions): MiniProgramPlatform {
  const tokens = tokenCache(options)
  return {
    name: 'wechat-open',
    appId: options.appId,
    login: async (code) => {
      const query = new URLSearchParams({ appid: options.appId, secret: options.secret, js_code: code, grant_type: 'authorization_code' })
      const answer = await ask(options, { method: 'GET', path: `/sns/jscode2session?${query}` }, Session)
      if (answer.result !== 'ok') return answer
      const { openid, session_key, unionid } = answer.value
      return ok({ openId: openid, sessionKey: session_key, ...(unionid && { unionId: unionid }) })
    },
    phoneNumber: async (code) => {
      const answer = await withToken(tokens, (token) =>
        ask(
          options,
          { method: 'POST', path: `/wxa/business/getuserphonenumber?access_token=${encodeURIComponent(token)}`, body: { code } },
          PhoneInfo,
        ),
      )
      if (answer.result !== 'ok') return answer
      const { purePhoneNumber, countryCode, watermark } = answer.value.phone_info
      return watermark.appid === options.appId
        ? ok({ phone: purePhoneNumber, countryCode })
        : refused('code_bad', 'a number given to another mini program')
    },
  }
}

export async function ask<T>(
  options: WeChatOpenOptions,
  call: { method: 'GET' | 'POST'; path: string; body?: unknown },
  schema: z.ZodType<T>,
): Promise<Outcome<T>> {
  const answer = await request(options.baseUrl.replace(/\/$/, '') + call.path, {
    method: call.method,
    timeoutMs: options.timeoutMs ?? 5000,
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body), headers: { 'content-type': 'application/json' } }),
  })
  if (answer.result !== 'ok') return answer
  const error = Errcode.safeParse(answer.value.body)
  if (answer.value.status !== 200 || !error.success) return unknown(`answer ${answer.value.status}`)
  if (error.data.errcode !== 0) return failed(error.data.errcode, error.data.errmsg)
  const parsed = schema.safeParse(answer.value.body)
  return parsed.success ? ok(parsed.data) : unknown(parsed.error.message)
}

const named: Record<number, string> = {
  40029: 'code_bad',
  40163: 'code_bad',
  40013: 'code_bad',
  40226: 'blocked',
  40001: 'token_bad',
  40014: 'token_bad',
  42001: 'token_bad',
}
const busy = new Set([-1, 45011, 44990, 44991])

const failed = (errcode: number, errmsg: string): Outcome<never> =>
  refused(named[errcode] ?? `errcode_${errcode}`, errmsg, busy.has(errcode) ? 'later' : 'never')

export interface TokenCache {
  get: (fresh: boolean) => Promise<Outcome<string>>
}

/** Kept for 80 % of its life, asked for once at a time. The "stable" token is the same for all processes, so none spoils another's. */
export function tokenCache(options: WeChatOpenOptions): TokenCache {
  let kept: { token: string; until: number } | undefined
  let running: Promise<Outcome<string>> | undefined
  const fetchToken = async (fresh: boolean): Promise<Outcome<string>> => {
    const body = { grant_type: 'client_credential', appid: options.appId, secret: options.secret, force_refresh: fresh }
    const answer = await ask(options, { method: 'POST', path: '/cgi-bin/stable_token', body }, Token)
    if (answer.result !== 'ok') return answer
    kept = { token: answer.value.access_token, until: options.now().getTime() + answer.value.expires_in * 800 }
    return ok(kept.token)
  }
  return {
    get: async (fresh) => {
      if (!fresh && kept && options.now().getTime() < kept.until) return ok(kept.token)
      return (running ??= fetchToken(fresh).finally(() => (running = undefined)))
    },
  }
}

/** A token that the platform no longer takes is replaced once. */
export async function withToken<T>(tokens: TokenCache, run: (token: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const first = await tokens.get(false)
  if (first.result !== 'ok') return first
  const answer = await run(first.value)
  if (answer.result !== 'refused' || answer.code !== 'token_bad') return answer
  const second = await tokens.get(true)
  return second.result === 'ok' ? run(second.value) : second
}
