import { z } from 'zod'
import type { MiniProgramPlatform, PlatformIdentity } from '../mini-program-platform.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { type AlipayOptions, sdkOf } from './adapter.ts'
import { timeText } from './client.ts'
import { openedPhone } from './phone.ts'

const Token = z.object({ open_id: z.string().min(1).optional(), user_id: z.string().min(1).optional() })
const Refusal = z.object({
  error_response: z.object({ code: z.string(), sub_code: z.string().default(''), sub_msg: z.string().default('') }),
})

/** The server side of an Alipay mini program: login and phone number. The session key it has none of. */
export function createAlipayOpen(options: AlipayOptions): MiniProgramPlatform {
  const sdk = sdkOf(options)
  // A refusal has another shape, often without a signature, that the client cannot verify: it is told apart before.
  const verify = sdk.checkResponseSign.bind(sdk)
  sdk.checkResponseSign = (raw, ...rest) => {
    const refusal = Refusal.safeParse(jsonOf(raw))
    if (refusal.success) throw new Refused(refusal.data.error_response)
    verify(raw, ...rest)
  }
  return {
    name: 'alipay',
    appId: options.appId,
    login: async (code) => {
      let raw: unknown
      try {
        const wish = { timestamp: timeText(options.now()), grant_type: 'authorization_code', code }
        raw = await sdk.exec('alipay.system.oauth.token', wish, { validateSign: true })
      } catch (fault) {
        return refusalOf(fault)
      }
      const parsed = Token.safeParse(raw)
      if (!parsed.success) return unknown(`unreadable answer: ${parsed.error.message}`)
      return identityOf(parsed.data)
    },
    phoneNumber: async (sealed) => openedPhone(options, sealed),
  }
}

/** Apps of the newer kind have open ids; older ones know people by 2088…. */
function identityOf({ open_id, user_id }: z.output<typeof Token>): Outcome<PlatformIdentity> {
  const openId = open_id ?? user_id
  return openId ? ok({ openId, sessionKey: '' }) : unknown('an answer without a person')
}

class Refused extends Error {
  readonly answer: z.output<typeof Refusal>['error_response']
  constructor(answer: z.output<typeof Refusal>['error_response']) {
    super(`${answer.code} ${answer.sub_code}`)
    this.answer = answer
  }
}

/** What is refused is believed unverified: all it does is that nobody is signed in. Everything else is unknown. */
function refusalOf(fault: unknown): Outcome<never> {
  if (!(fault instanceof Refused)) return unknown(`alipay: ${fault instanceof Error ? fault.message.slice(0, 150) : String(fault)}`)
  const { code, sub_code, sub_msg } = fault.answer
  if (sub_code.startsWith('isv.code-')) return refused('code_bad', sub_msg)
  return sub_code.startsWith('isp.') || code === '20000' ? unknown(sub_code) : refused(sub_code || code, sub_msg)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
