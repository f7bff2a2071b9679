import { randomBytes } from 'node:crypto'
import type { SimReply } from '../../testing/host.ts'
import type { AlipayKeys } from '../../testing/more-keys.ts'
import type { PayEngine } from '../../testing/pay-engine.ts'
import { type Params, signedReply } from './protocol.ts'

/** Authorisation codes of people, each good once and for ten minutes. */
export interface LoginCodes {
  make: (openId: string) => string
  take: (code: string) => string | undefined
}

const goodForMs = 600_000

export function loginCodes(now: () => Date): LoginCodes {
  const codes = new Map<string, { openId: string; until: number }>()
  return {
    make: (openId) => {
      const code = randomBytes(16).toString('hex')
      codes.set(code, { openId, until: now().getTime() + goodForMs })
      return code
    },
    take: (code) => {
      const known = codes.get(code)
      codes.delete(code)
      return known && known.until > now().getTime() ? known.openId : undefined
    },
  }
}

/** `alipay.system.oauth.token`: the code becomes a person, without `code` in a good answer; what is wrong comes as `error_response`. */
export function tokenReply({ engine, keys, codes }: { engine: PayEngine; keys: AlipayKeys; codes: LoginCodes }, params: Params): SimReply {
  const planned = engine.takeFault('login')
  if (planned?.kind === 'drop-before') return { drop: true }
  if (planned?.kind === 'error-500') return { status: 500, body: 'Internal Server Error' }
  const openId = params['grant_type'] === 'authorization_code' ? codes.take(params['code'] ?? '') : undefined
  if (openId === undefined) {
    const error = { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.code-invalid', sub_msg: '授权码code无效' }
    return { status: 200, headers: { 'content-type': 'application/json;charset=utf-8' }, body: JSON.stringify({ error_response: error }) }
  }
  const value = {
    open_id: openId,
    access_token: randomBytes(20).toString('hex'),
    refresh_token: randomBytes(20).toString('hex'),
    expires_in: 1_296_000,
    re_expires_in: 2_592_000,
    auth_start: '2026-01-01 00:00:00',
  }
  const flaw = planned?.kind === 'bad-signature' ? 'bad' : undefined
  return signedReply(keys, { method: 'alipay.system.oauth.token', value }, flaw ? { signature: flaw } : {})
}
