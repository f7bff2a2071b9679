import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { request } from '../post.ts'

export interface FeieOptions {
  /** `https://api.feieyun.cn/Api/Open/`, or a simulator. */
  baseUrl: string
  user: string
  ukey: string
  now: () => Date
  timeoutMs?: number
}

export const signOf = (options: FeieOptions, stime: string): string =>
  createHash('sha1').update(`${options.user}${options.ukey}${stime}`).digest('hex')

const Answer = z.looseObject({ ret: z.coerce.number(), msg: z.string().nullish(), data: z.unknown() })

/** Wrong signatures, devices of others, and slips that are too long stay so. */
const forGood: ReadonlySet<number> = new Set([-4, -3, -2, -1, 1001, 1002, 1007, 1009, 1010])

/** One signed form. What is no clear answer is unknown. */
export async function ask(options: FeieOptions, apiname: string, fields: Record<string, string>): Promise<Outcome<unknown>> {
  const stime = String(Math.floor(options.now().getTime() / 1000))
  const form = { user: options.user, stime, sig: signOf(options, stime), apiname, ...fields }
  const answer = await request(options.baseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(form).toString(),
    timeoutMs: options.timeoutMs ?? 8000,
  })
  if (answer.result !== 'ok') return answer
  const parsed = Answer.safeParse(answer.value.body)
  if (answer.value.status !== 200 || !parsed.success) return unknown(`answer ${answer.value.status}`)
  const { ret, msg, data } = parsed.data
  return ret === 0 ? ok(data) : refused(`feie_${ret}`, msg ?? '', forGood.has(ret) ? 'never' : 'later')
}
