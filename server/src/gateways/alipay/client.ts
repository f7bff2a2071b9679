import type { AlipaySdk } from 'alipay-sdk'
import type { z } from 'zod'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { Answer } from './wire.ts'

export interface Context {
  sdk: AlipaySdk
  now: () => Date
  timeoutMs: number
  account: { appId: string; merchantId: string }
}

/** `2026-11-27 12:00:00` in China, whatever the zone of this machine. */
export const timeText = (at: Date): string => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ')
export const timeOf = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`)

/** Refusals that time cures. */
const waitCodes = new Set(['ACQ.SELLER_BALANCE_NOT_ENOUGH', 'isv.app-call-limited', 'isp.call-limited'])
const unknownCodes = new Set(['ACQ.SYSTEM_ERROR', 'isp.unknow-error', 'aop.unknow-error', 'aop.ACQ.SYSTEM_ERROR'])

/** One call: signed, answered, verified, read. Whatever is not a verified answer is `unknown`. */
export async function call<T>(
  { sdk, now }: Context,
  { method, schema }: { method: string; schema: z.ZodType<T> },
  params: { notify_url?: string; bizContent: Record<string, unknown> },
): Promise<Outcome<T>> {
  let raw: unknown
  try {
    // The client verifies an answer only when told to.
    raw = await sdk.exec(method, { timestamp: timeText(now()), ...params }, { validateSign: true })
  } catch (fault) {
    return unknown(`alipay: ${fault instanceof Error ? fault.message.slice(0, 150) : String(fault)}`)
  }
  const answer = Answer.safeParse(raw)
  if (!answer.success) return unknown(`unreadable answer: ${answer.error.message}`)
  const { code, sub_code = '', msg, sub_msg = '' } = answer.data
  if (code === '10000') {
    const parsed = schema.safeParse(raw)
    return parsed.success ? ok(parsed.data) : unknown(`unreadable answer: ${parsed.error.message}`)
  }
  if (code === '20000' || unknownCodes.has(sub_code)) return unknown(`${code} ${sub_code}`)
  const reason = sub_code === 'ACQ.SELLER_BALANCE_NOT_ENOUGH' ? 'NOT_ENOUGH' : sub_code || code
  return refused(reason, sub_msg || msg, waitCodes.has(sub_code) ? 'later' : 'never')
}
