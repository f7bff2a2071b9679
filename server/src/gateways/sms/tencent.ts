import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { ok, refused, unknown } from '../outcome.ts'
import { request } from '../post.ts'
import type { SmsSender } from '../sms-sender.ts'

export interface TencentSmsOptions {
  /** `https://sms.tencentcloudapi.com/`, or a simulator. */
  baseUrl: string
  secretId: string
  secretKey: string
  sdkAppId: string
  signName: string
  /** Ids of the approved templates. */
  templates: Record<'login-code', string>
  now: () => Date
  timeoutMs?: number
}

const Answer = z.object({
  Response: z.union([
    z.object({ Error: z.object({ Code: z.string(), Message: z.string() }) }),
    z.object({ SendStatusSet: z.array(z.object({ SerialNo: z.string(), Code: z.string(), Message: z.string() })).min(1) }),
  ]),
})

/** Tencent Cloud SMS, API version 2021-01-11. */
export function createTencentSms(options: TencentSmsOptions): SmsSender {
  return {
    name: 'tencent-sms',
    send: async (message) => {
      const body = JSON.stringify({
        PhoneNumberSet: [`+86${message.phone}`],
        SmsSdkAppId: options.sdkAppId,
        SignName: options.signName,
        TemplateId: message.template === 'notice' ? message.ref : options.templates[message.template],
        TemplateParamSet: message.values,
        SessionContext: message.id,
      })
      const answer = await request(options.baseUrl, {
        method: 'POST',
        headers: signedHeaders(options, body),
        body,
        timeoutMs: options.timeoutMs ?? 5000,
      })
      if (answer.result !== 'ok') return answer
      const parsed = Answer.safeParse(answer.value.body)
      if (!parsed.success) return unknown(`answer ${answer.value.status}: ${parsed.error.message}`)
      if ('Error' in parsed.data.Response) return refusedBy(parsed.data.Response.Error.Code, parsed.data.Response.Error.Message)
      const [status] = parsed.data.Response.SendStatusSet
      if (!status) return unknown('an answer about no number')
      return status.Code === 'Ok' ? ok({ channelId: status.SerialNo }) : refusedBy(status.Code, status.Message)
    },
  }
}

const refusedBy = (code: string, message: string) =>
  refused(code, message, code.startsWith('LimitExceeded') || code.startsWith('RequestLimitExceeded') ? 'later' : 'never')

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** Signature TC3-HMAC-SHA256 over method, path, two headers and body. */
function signedHeaders(options: TencentSmsOptions, body: string): Record<string, string> {
  const { host, pathname } = new URL(options.baseUrl)
  const type = 'application/json'
  const timestamp = Math.floor(options.now().getTime() / 1000)
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10)
  const scope = `${date}/sms/tc3_request`
  const canonical = `POST\n${pathname}\n\ncontent-type:${type}\nhost:${host}\n\ncontent-type;host\n${sha256(body)}`
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`
  const key = hmac(hmac(hmac(`TC3${options.secretKey}`, date), 'sms'), 'tc3_request')
  const signature = hmac(key, toSign).toString('hex')
  return {
    'content-type': type,
    authorization: `TC3-HMAC-SHA256 Credential=${options.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    'x-tc-action': 'SendSms',
    'x-tc-version': '2021-01-11',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-timestamp': String(timestamp),
  }
}
