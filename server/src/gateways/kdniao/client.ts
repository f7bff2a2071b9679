import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { request } from '../post.ts'

export interface KdniaoOptions {
  /** `https://api.kdniao.com`, or a simulator. */
  baseUrl: string
  businessId: string
  appKey: string
  now: () => Date
  timeoutMs?: number
}

/** Base64 of the 32 hexadecimal characters, not of the 16 bytes. */
export const signOf = (data: string, appKey: string): string =>
  Buffer.from(
    createHash('md5')
      .update(data + appKey)
      .digest('hex'),
  ).toString('base64')

export function isSigned(data: string, sign: string, appKey: string): boolean {
  // A form may arrive with the sign encoded once more.
  const given = Buffer.from(sign.replaceAll('%3D', '='))
  const wanted = Buffer.from(signOf(data, appKey))
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

const Answer = z.looseObject({
  Success: z.union([z.boolean(), z.stringbool()]),
  Reason: z.string().nullish(),
  ResultCode: z.string().nullish(),
})
export type Answer = z.output<typeof Answer>

interface Asking {
  path: string
  type: string
  data: Record<string, unknown>
}

/** One signed form. What is no clear answer is unknown. */
export async function ask(options: KdniaoOptions, { path, type, data }: Asking): Promise<Outcome<Answer>> {
  const RequestData = JSON.stringify(data)
  const form = {
    RequestData,
    EBusinessID: options.businessId,
    RequestType: type,
    DataSign: signOf(RequestData, options.appKey),
    DataType: '2',
  }
  const answer = await request(options.baseUrl.replace(/\/$/, '') + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(form).toString(),
    timeoutMs: options.timeoutMs ?? 8000,
  })
  if (answer.result !== 'ok') return answer
  const parsed = Answer.safeParse(answer.value.body)
  if (answer.value.status !== 200 || !parsed.success) return unknown(`answer ${answer.value.status}`)
  return ok(parsed.data)
}

/** A spent account, a wrong signature and bad data stay so; a server that is busy does not. */
export const refusal = (answer: Answer): Outcome<never> =>
  refused(
    `kdniao_${answer.ResultCode ?? 'failed'}`,
    answer.Reason ?? '',
    /繁忙|频繁|稍后|busy/i.test(answer.Reason ?? '') ? 'later' : 'never',
  )

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
